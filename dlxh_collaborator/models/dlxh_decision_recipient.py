from odoo import fields, models


class DlxhDecisionRecipient(models.Model):
    """Who receives a decision; printed at its foot, no login follows from it."""

    _name = "dlxh.decision.recipient"
    _inherit = [
        "dlxh.document.recipient.mixin",
        "dlxh.scope.base",
        "dlxh.approval.line.mixin",
    ]
    _approval_parent_field = "decision_id"
    _description = "Decision Recipient"
    _order = "decision_id, sequence, id"

    decision_id = fields.Many2one(
        "dlxh.decision",
        string="Decision",
        required=True,
        index=True,
        ondelete="cascade",
    )
    unit_id = fields.Many2one(
        related="decision_id.unit_id", store=True, index=True, string="Unit"
    )
