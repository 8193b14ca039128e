from odoo import fields, models


class DlxhRegulationRecipient(models.Model):
    """Who receives a regulation; printed at its foot, no login follows from it."""

    _name = "dlxh.regulation.recipient"
    _inherit = [
        "dlxh.document.recipient.mixin",
        "dlxh.scope.base",
        "dlxh.approval.line.mixin",
    ]
    _approval_parent_field = "regulation_id"
    _description = "Regulation Recipient"
    _order = "regulation_id, sequence, id"

    regulation_id = fields.Many2one(
        "dlxh.regulation",
        string="Regulation",
        required=True,
        index=True,
        ondelete="cascade",
    )
    unit_id = fields.Many2one(
        related="regulation_id.unit_id", store=True, index=True, string="Unit"
    )
