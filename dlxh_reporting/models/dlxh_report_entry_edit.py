from odoo import models


class DlxhReportEntry(models.Model):
    """The entry of a report that two people edit is not overwritten."""

    _name = "dlxh.report.entry"
    _inherit = ["dlxh.report.entry", "dlxh.edit.guard.mixin"]
    _edit_guarded = frozenset(
        (
            "title",
            "text",
            "assessment",
            "forecast",
            "proposal",
            "state",
            "section_id",
            "topic_id",
            "issue_id",
            "personal_data_reason",
        )
    )

    def write(self, vals):
        vals = self._guard_edit(vals)
        result = super().write(vals)
        self._note_edit(vals)
        return result
