from odoo import fields, models


class DlxhProgrammeRecipient(models.Model):
    """Who receives a plan; printed at its foot, no login follows from it."""

    _name = "dlxh.programme.recipient"
    _inherit = ["dlxh.document.recipient.mixin", "dlxh.document.part.mixin"]
    _description = "Recipient of a Plan"
    _approval_parent_field = "programme_id"

    programme_id = fields.Many2one(
        "dlxh.programme", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="programme_id.unit_id", store=True, precompute=True, index=True
    )
