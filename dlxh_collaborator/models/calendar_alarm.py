from odoo import fields, models


class CalendarAlarm(models.Model):
    """The reminder of our meetings is no choice for other events."""

    _inherit = "calendar.alarm"

    is_dlxh = fields.Boolean(
        string="Of public-opinion meetings", export_string_translation=False
    )
