from collections import defaultdict

from odoo import api, models
from odoo.fields import Command

from .. import consolidation, similarity
from .dlxh_report_entry_counts_mixin import plain_sheet, plain_stream
from .dlxh_report_issues_mixin import reasons_of
from .dlxh_report_section_template import PLACES
from .report_counting import counting

#: titles at least this alike are shown to the officer as perhaps the same issue
LOOKS_LIKE = 0.6


class DlxhReportDraftingMixin(models.AbstractModel):
    """Draft a report from accepted sheets and from reports sent up."""

    _name = "dlxh.report.drafting.mixin"
    _description = "Drafting of a Report"

    # ------------------------------------------------------------------
    # Drafting
    # ------------------------------------------------------------------

    def action_draft_from_sources(self):
        """Propose entries from what has come in; what was edited stays as it is."""
        self.check_access("write")
        for report in self:
            report._approval_refuse_locked()
            report._draft_from_sources()
        return True

    def _draft_from_sources(self):
        sheets, nil_sheets = self._drafting_sheets()
        reports = self._drafting_reports()
        sources = self.env["dlxh.report.entry"].search(
            [("report_id", "in", reports.ids), ("state", "=", "kept")]
            + self._topic_domain(),
            order="id",
        )
        old = self.entry_ids
        fixed = old.filtered(lambda e: e._is_officers_own())
        places = {entry._issue_key(): entry.sequence for entry in old}
        # sudo: the sheets of the unit's own entries
        taken = fixed.sudo()
        sheets -= taken.opinion_ids
        sources -= taken.source_entry_ids
        self._forget_stale_sources(fixed, reports)
        self._log_reading_of(sheets)
        draft = self._consolidate(sheets, sources, reports)
        counting(old - fixed).unlink()
        self._write_draft(draft, fixed, places)
        # sudo: the right to write was checked by the button
        self.sudo()._approval_flow().write(
            {
                "child_report_ids": [Command.set(reports.ids)],
                "nil_opinion_ids": [Command.set(nil_sheets.ids)],
                "is_nil": self.is_nil and not self.entry_ids,
            }
        )
        self._refresh_totals()

    def _log_reading_of(self, sheets):
        if sheets:
            self.env["dlxh.access.log"]._log(
                "read_raw",
                "dlxh.opinion",
                domain=[("id", "in", sheets.ids)],
                count=len(sheets),
                purpose=self.env._("Drafting of report %(id)s", id=self.id),
                unit=self.unit_id,
            )

    def _forget_stale_sources(self, entries, reports):
        """Take out of edited entries what was returned or replaced meanwhile."""
        for entry in entries:
            stale = entry.source_entry_ids.filtered(
                lambda source: source.report_id not in reports
            )
            # sudo: sheets of the unit's own entry
            sheets = entry.sudo().opinion_ids
            gone = sheets - sheets._still_accepted()
            if stale or gone:
                counting(entry).write(
                    {
                        "source_entry_ids": [Command.unlink(i) for i in stale.ids],
                        "opinion_ids": [Command.unlink(i) for i in gone.ids],
                    }
                )

    def _consolidate(self, sheets, sources, reports):
        """Hand the records to the plain package; see `consolidation`."""
        issues = self._link_issues(sheets.issue_id, sources)
        topics = self.env["dlxh.topic"].sudo()
        topics = topics.search_fetch([], ["name"])  # a public catalogue
        groups = self.env["dlxh.population.group"].sudo()
        groups = groups.search_fetch([], ["name"])  # likewise
        atoms, by_source, reporters = sources._reach(self.unit_id)
        own = reports.filtered(lambda report: report.unit_id == self.unit_id)
        passages = [
            consolidation.Passage(
                id=entry.id,
                unit_id=entry.unit_id.id,
                unit_name="" if entry.report_id in own else entry.unit_id.name,
                issue_id=issues[entry.id].id if entry.id in issues else None,
                topic_id=entry.topic_id.id or None,
                title=entry.title or "",
                text=entry.text or "",
                assessment=entry.assessment or "",
                forecast=entry.forecast or "",
                proposal=entry.proposal or "",
                units=frozenset(reporters.get(entry.id, ())),
                atoms=frozenset(by_source.get(entry.id, ())),
            )
            for entry in sources
        ]
        known = sheets.issue_id
        for issue in issues.values():
            known |= issue
        return consolidation.consolidate(
            self._plain_sheets(sheets),
            passages,
            issues={
                issue.id: consolidation.Issue(
                    issue.id, issue.name, issue.topic_id.id or None, issue.place
                )
                for issue in known.sudo()  # names of issues of this unit or above
            },
            topics={
                topic.id: consolidation.Topic(topic.id, topic.name, index)
                for index, topic in enumerate(topics)
            },
            atoms=atoms,
            sections=[code for code, _label in PLACES],
            phrases=self.env["dlxh.report.phrase"]._phrases(),
            group_names={group.id: group.name for group in groups},
        )

    @api.model
    def _plain_sheets(self, opinions):
        """The sheets as the plain package reads them: without authors."""
        found = defaultdict(list)
        for stream in opinions.stream_ids.sorted("id"):
            found[stream.opinion_id.id].append(plain_stream(stream))
        return [plain_sheet(row, found[row.id]) for row in opinions.sorted("id")]

    # ------------------------------------------------------------------
    # Writing the draft
    # ------------------------------------------------------------------

    def _write_draft(self, draft, fixed, places):
        """Create the proposed entries; add to those the officer made his own."""
        sections = self.section_ids.filtered(lambda s: s.content == "entries")
        by_place = {section.place: section for section in reversed(sections)}
        kept = {e._issue_key(): e for e in fixed if e.state == "kept"}
        created = []
        for proposed in draft.entries:
            own = kept.get(_draft_key(proposed))
            if own:
                own._add_sources(proposed)
            else:
                created.append(proposed)
        last = max(places.values(), default=0)
        created.sort(key=lambda p: places.get(_draft_key(p), last + 1))
        number = max(fixed.mapped("sequence"), default=0) if not places else 0
        values = []
        for index, proposed in enumerate(created, start=1):
            section = by_place.get(proposed.section) or sections[:1]
            sequence = places.get(_draft_key(proposed), last + number + index * 10)
            values.append(self._entry_values(proposed, section, sequence))
        # sudo: the right to write the report was checked; a hidden column is filled
        entries = counting(self.env["dlxh.report.entry"].sudo()).create(values)
        entries = entries.sudo(False)
        self._mark_similar(entries | counting(fixed))
        (entries | fixed)._refresh_counts()

    def _entry_values(self, proposed, section, sequence):
        return {
            "report_id": self.id,
            "section_id": section.id,
            "sequence": sequence,
            "title": proposed.title or self.env._("Without a title"),
            "issue_id": proposed.issue_id,
            "topic_id": proposed.topic_id,
            "text": proposed.text,
            "drafted_text": proposed.text,
            "assessment": proposed.assessment,
            "forecast": proposed.forecast,
            "proposal": proposed.proposal,
            "opinion_ids": [Command.set(proposed.sheet_ids)],
            "source_entry_ids": [Command.set(proposed.passage_ids)],
            "personal_data_reason": proposed_reason(self.env, proposed),
        }

    def _mark_similar(self, entries):
        """Point each entry to an earlier one whose title is much alike."""
        earlier = defaultdict(list)
        for entry in entries.sorted("sequence"):
            if entry.state != "kept":
                continue
            others = earlier[entry.topic_id]
            best = similarity.most_similar(
                entry.title, others, limit=1, threshold=LOOKS_LIKE
            )
            found = best[0][0].id if best else False
            if entry.similar_entry_id.id != found:
                entry.similar_entry_id = found
            others.append((entry, entry.title))

    def _refresh_totals(self):
        """Distinct sheets and units behind the kept entries."""
        # sudo: counts only, of the report's own entries; called by its steps
        for report in self.sudo()._approval_flow():
            kept = report.entry_ids.filtered(lambda e: e.state == "kept")
            atoms, _by_source, _units = kept._reach(report.unit_id)
            report.write(
                {
                    "sheet_count": sum(atom.sheets for atom in atoms.values()),
                    "unit_count": len({atom.unit_id for atom in atoms.values()}),
                }
            )


def proposed_reason(env, proposed):
    """The reasons for naming a person travel with the words of the sources."""
    # sudo: the proposed sources were read with the officer's own rights
    sheets = env["dlxh.opinion"].sudo().browse(proposed.sheet_ids)
    entries = env["dlxh.report.entry"].sudo().browse(proposed.passage_ids)
    return reasons_of([*sheets, *entries])


def _draft_key(proposed):
    """The same key as `dlxh.report.entry._issue_key`, for a proposed entry."""
    if proposed.issue_id:
        return ("issue", proposed.issue_id)
    return ("title", proposed.topic_id, similarity.fold(proposed.title))
