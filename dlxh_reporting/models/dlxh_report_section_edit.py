from odoo import models


class DlxhReportSection(models.Model):
    """The section of a report that two people edit is not overwritten."""

    _name = "dlxh.report.section"
    _inherit = ["dlxh.report.section", "dlxh.edit.guard.mixin"]
    _edit_guarded = frozenset(
        ("name", "body", "content", "place", "depth", "personal_data_reason")
    )

    def write(self, vals):
        vals = self._guard_edit(vals)
        result = super().write(vals)
        self._note_edit(vals)
        return result
