from odoo import models
from odoo.tools import is_html_empty


class DlxhReportApprovalMixin(models.AbstractModel):
    """What the approval asks of a report, and what follows from a decision."""

    _name = "dlxh.report.approval.mixin"
    _description = "Approval of a Report"

    def _approval_submit_blocker(self):
        kept = self.entry_ids.filtered(lambda e: e.state == "kept")
        told = self.report_type == "force" or (
            self.report_type == "survey"
            and any(not is_html_empty(section.body) for section in self.section_ids)
        )
        if not kept and not self.is_nil and not told:
            return self.env._(
                "The report has no entry. Draft it from the sources, or tick "
                "“Nothing to report”."
            )
        if kept and self.is_nil:
            return self.env._(
                "The report says that there is nothing to report, yet it has "
                "entries. Untick “Nothing to report”, or drop the entries with a "
                "reason."
            )
        empty = kept.filtered(lambda e: is_html_empty(e.text))
        if empty:
            return self.env._("“%(title)s” has no text yet.", title=empty[0].title)
        return self._stale_blocker()

    def _approval_approve_blocker(self):
        return self._stale_blocker()

    def _approval_exceptions(self):
        phrases = self.env["dlxh.report.phrase"]._phrases()
        # sudo: names of the units directly below; one sentence, they may be many
        names = self._missing_units().sudo().mapped("name")
        return [phrases.raw("missing", units=", ".join(names))] if names else []

    def _approval_record_exceptions(self, exceptions):
        self.missing_ids.unlink()
        self.env["dlxh.report.missing"].create(
            [
                {
                    "report_id": self.id,
                    "missing_unit_id": unit.id,
                    "approved_by_id": self.env.uid,
                }
                for unit in self._missing_units()
            ]
        )

    def _approval_undo_blocker(self):
        # sudo: whether anybody has built upon this report
        mine = self.sudo()
        users = mine.used_in_ids.filtered(lambda r: r.state != "draft")
        if users:
            return self.env._(
                "“%(report)s” was drafted from this report; take that one back first.",
                report=users[0].display_name,
            )
        if mine.number:
            return self.env._("The report already has a number.")
        return False

    def _approval_on_approved(self):
        """Fix the counts and mark the sheets as used."""
        kept = self.entry_ids.filtered(lambda e: e.state == "kept")
        kept._refresh_counts()
        self._refresh_totals()
        (self.entry_ids.opinion_ids | self.nil_opinion_ids)._mark_used()

    def _approval_on_undone(self, reason):
        self.missing_ids.unlink()
        if not self.supersedes_id:
            (self.entry_ids.opinion_ids | self.nil_opinion_ids)._mark_unused()
