from odoo import models
from odoo.fields import Command

from .report_counting import counting


class DlxhReportEntrySplitMixin(models.AbstractModel):
    """Divide the sources of an entry between it and a new one."""

    _name = "dlxh.report.entry.split.mixin"
    _description = "Splitting of an Entry"

    def action_open_split(self):
        """Ask which sources go to a new entry."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Split the entry"),
            "res_model": "dlxh.report.entry.split",
            "view_mode": "form",
            "target": "new",
            "context": {"default_entry_id": self.id},
        }

    def _split_off(self, title, issue, sheets, sources):
        """Move sources and what was drafted from them to a new entry; return it."""
        self.ensure_one()
        report = self.report_id
        # room for the new one right after this one
        for index, entry in enumerate(report.entry_ids.sorted("sequence"), start=1):
            entry.sequence = index * 10
        place = self.sequence + 5
        counting(self).write(
            {
                "opinion_ids": [Command.unlink(i) for i in sheets.ids],
                "source_entry_ids": [Command.unlink(i) for i in sources.ids],
            }
        )
        values = {
            **report._words_of(sheets, sources),
            "report_id": report.id,
            "section_id": self.section_id.id,
            "sequence": place,
            "title": title,
            "issue_id": issue.id,
            "topic_id": issue.topic_id.id or self.topic_id.id,
            "opinion_ids": [Command.set(sheets.ids)],
            "source_entry_ids": [Command.set(sources.ids)],
            "is_edited": True,
        }
        # sudo: a hidden column is filled; the right to write was checked
        new = counting(self.env["dlxh.report.entry"].sudo()).create(values)
        if not self.is_edited:
            # sudo: the sheets of the unit's own entry
            words = report._words_of(self.sudo().opinion_ids, self.source_entry_ids)
            counting(self.sudo()).write(words)
        (new | self.sudo())._refresh_counts()
        report._refresh_totals()
        return self.browse(new.id)
