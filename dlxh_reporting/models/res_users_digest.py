from odoo import fields, models
from odoo.orm.models import NO_ACCESS


class ResUsers(models.Model):
    """Remember for which week a leader was written to, so that a mail that was
    interrupted is not sent twice."""

    _inherit = "res.users"

    dlxh_digest_on = fields.Date(
        string="Weekly mail of", copy=False, groups=NO_ACCESS, readonly=True
    )
