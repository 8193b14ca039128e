from odoo import models
from odoo.fields import Command

from .. import similarity
from .dlxh_report_drafting_mixin import proposed_reason
from .report_counting import counting


class DlxhReportEntryDraftingMixin(models.AbstractModel):
    """What happens to an entry when the report is drafted again."""

    _name = "dlxh.report.entry.drafting.mixin"
    _description = "Drafting of an Entry"

    def _issue_key(self):
        """What makes two entries of a report the same issue."""
        self.ensure_one()
        if self.issue_id:
            return ("issue", self.issue_id.id)
        topic = self.topic_id.id or None
        return ("title", topic, similarity.fold(self.title))

    def _is_officers_own(self):
        """Whether drafting again must leave the entry as it is."""
        self.ensure_one()
        # sudo: only whether anything stands behind the entry
        mine = self.sudo()
        by_hand = not mine.opinion_ids and not mine.source_entry_ids
        return bool(
            self.is_edited or self.state != "kept" or self.merged_from_ids or by_hand
        )

    def _add_sources(self, proposed):
        """Add new sources, and their words after the officer's own."""
        self.ensure_one()
        values = {
            "text": (self.text or "") + proposed.text,
            "opinion_ids": [Command.link(i) for i in proposed.sheet_ids],
            "source_entry_ids": [Command.link(i) for i in proposed.passage_ids],
        }
        for name in ("assessment", "forecast", "proposal"):
            found = [self[name], getattr(proposed, name)]
            values[name] = "\n".join(dict.fromkeys(filter(None, found)))
        reasons = [self.personal_data_reason, proposed_reason(self.env, proposed)]
        values["personal_data_reason"] = "; ".join(dict.fromkeys(filter(None, reasons)))
        counting(self).write(values)

    def export_data(self, fields_to_export):
        """Taking entries out is logged: who, which, how many."""
        self.env["dlxh.access.log"]._log(
            "export", self._name, domain=[("id", "in", self.ids)], count=len(self)
        )
        return super().export_data(fields_to_export)
