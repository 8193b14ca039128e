from odoo import fields, models


class DlxhSurveyReportRecipient(models.Model):
    """Who receives a survey report; printed at its foot, no login follows from it."""

    _name = "dlxh.survey.report.recipient"
    _inherit = [
        "dlxh.document.recipient.mixin",
        "dlxh.scope.base",
        "dlxh.approval.line.mixin",
    ]
    _approval_parent_field = "report_id"
    _description = "Recipient of a Survey Report"
    _order = "report_id, sequence, id"

    report_id = fields.Many2one(
        "dlxh.survey.report", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="report_id.unit_id", store=True, index=True, string="Unit"
    )
