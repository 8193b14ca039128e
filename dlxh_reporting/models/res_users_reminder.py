from odoo import fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    dlxh_reminded_on = fields.Date(
        string="Last mail about reports due",
        copy=False,
        readonly=True,
        groups="base.group_system",
    )
