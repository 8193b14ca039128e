from odoo import models


class DlxhReportRecipient(models.Model):
    """Who receives a report; printed at its foot, no login follows from it."""

    _name = "dlxh.report.recipient"
    _inherit = ["dlxh.document.recipient.mixin", "dlxh.report.line.mixin"]
    _description = "Report Recipient"
