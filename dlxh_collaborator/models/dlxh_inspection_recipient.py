from odoo import fields, models


class DlxhInspectionRecipient(models.Model):
    """Who receives the report on an inspection; printed at its foot."""

    _name = "dlxh.inspection.recipient"
    _inherit = ["dlxh.document.recipient.mixin", "dlxh.document.part.mixin"]
    _description = "Recipient of an Inspection Report"
    _approval_parent_field = "inspection_id"

    inspection_id = fields.Many2one(
        "dlxh.inspection", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="inspection_id.unit_id", store=True, precompute=True, index=True
    )
