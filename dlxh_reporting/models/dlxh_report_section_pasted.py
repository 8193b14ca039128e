from odoo import models


class DlxhReportSection(models.Model):
    _name = "dlxh.report.section"
    _inherit = ["dlxh.report.section", "dlxh.pasted.mixin"]
    _pasted_fields = ("body",)
