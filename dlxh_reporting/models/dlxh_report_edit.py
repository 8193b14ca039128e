from odoo import models


class DlxhReport(models.Model):
    """The head of a report that two people edit is not overwritten."""

    _name = "dlxh.report"
    _inherit = ["dlxh.report", "dlxh.edit.guard.mixin"]
    _edit_guarded = frozenset(
        (
            "abstract",
            "is_nil",
            "topic_ids",
            "body_id",
            "date_from",
            "date_to",
            "place",
            "document_date",
            "signer_id",
            "document_type_id",
            "regime_id",
        )
    )

    def write(self, vals):
        vals = self._guard_edit(vals)
        result = super().write(vals)
        self._note_edit(vals)
        return result
