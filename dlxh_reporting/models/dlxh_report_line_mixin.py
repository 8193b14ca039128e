from odoo import fields, models


class DlxhReportLineMixin(models.AbstractModel):
    """A part of a report: seen where the report is seen, locked when it is locked."""

    _name = "dlxh.report.line.mixin"
    _inherit = ["dlxh.scope.mixin", "dlxh.approval.line.mixin"]
    _description = "Part of a Report"
    _approval_parent_field = "report_id"

    report_id = fields.Many2one(
        "dlxh.report", string="Report", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="report_id.unit_id", store=True, precompute=True, index=True
    )
    is_sent = fields.Boolean(
        string="Sent up", related="report_id.is_sent", store=True, precompute=True
    )
