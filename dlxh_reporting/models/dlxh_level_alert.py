from odoo import fields, models


class DlxhLevel(models.Model):
    _inherit = "dlxh.level"

    alert_hours = fields.Integer(
        string="Hours to check an urgent sheet",
        default=4,
        help="After so many hours the text of an urgent sheet goes to the officer of "
        "the next level although nobody of this level has checked it. 0: it goes "
        "there only when an officer has checked it.",
    )

    _alert_hours_positive = models.Constraint(
        "CHECK(alert_hours >= 0)", "The hours to check an urgent sheet are 0 or more."
    )
