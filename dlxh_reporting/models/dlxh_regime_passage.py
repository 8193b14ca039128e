from odoo import fields, models


class DlxhRegime(models.Model):
    """Approval may be switched on from a stated period."""

    _inherit = "dlxh.regime"

    approval_from = fields.Date(
        string="Approval from",
        help="Reports of periods that begin earlier go on without approval, and keep "
        "the state they have. Empty: every report is approved.",
    )
