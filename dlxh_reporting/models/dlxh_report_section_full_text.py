from odoo import models

from .. import full_text

TEXT = full_text.Text("name body", html="body")


class DlxhReportSection(models.Model):
    """What stands in a section is found with its report."""

    _name = "dlxh.report.section"
    _inherit = ["dlxh.report.section", "dlxh.full.text.mixin"]

    _full_text = TEXT

    _words_idx = models.Index(TEXT.index())
