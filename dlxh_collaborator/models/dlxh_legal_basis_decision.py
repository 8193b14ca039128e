from odoo import fields, models


class DlxhLegalBasis(models.Model):
    _inherit = "dlxh.legal.basis"

    for_decisions = fields.Boolean(
        string="Proposed in decisions",
        help="New decisions on teams name it, while it is in force.",
    )
