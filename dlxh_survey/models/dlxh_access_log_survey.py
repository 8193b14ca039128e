from odoo import fields, models


class DlxhAccessLog(models.Model):
    """Open answers that were read, as a number; never their words."""

    _inherit = "dlxh.access.log"

    action = fields.Selection(
        selection_add=[("read_text", "Open answers read")],
        ondelete={"read_text": "set read_raw"},
    )
