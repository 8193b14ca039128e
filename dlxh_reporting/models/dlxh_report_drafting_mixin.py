from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Command

from .. import consolidation, similarity
from ..suppression import MINIMUM
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

    drafted_at = fields.Datetime(
        string="Drafted on",
        readonly=True,
        copy=False,
        help="When the report was last drafted from its sources.",
    )

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
        found = self._drafting_sources()
        old = self.entry_ids
        fixed = old.filtered(lambda e: e._is_officers_own())
        places = {entry._issue_key(): entry.sequence for entry in old}
        self._forget_stale_sources(fixed, found)
        # sudo: the sheets of the unit's own entries
        taken = fixed.sudo()
        sheets = found.sheets - taken.opinion_ids
        sources = found.entries - taken.source_entry_ids
        self._log_reading_of(sheets)
        # walked once, for the draft, the counts and the totals
        reach = (found.entries | taken.source_entry_ids)._reach(
            self.unit_id, found.sheets | taken.opinion_ids
        )
        draft = self._consolidate(sheets, sources, reach)
        counting(old - fixed).unlink()
        self._write_draft(draft, fixed, places, reach)
        # sudo: the right to write was checked by the button
        self.sudo()._approval_flow().write(
            {
                "child_report_ids": [Command.set(found.reports.ids)],
                "nil_opinion_ids": [Command.set(found.nil.ids)],
                "is_nil": self.is_nil and not self.entry_ids,
                "drafted_at": fields.Datetime.now(),
            }
        )
        self._refresh_totals(reach)

    def _log_reading_of(self, sheets):
        if sheets:
            self.env["dlxh.access.log"]._log(
                "read_raw",
                "dlxh.opinion",
                domain=[("id", "in", sheets.ids)],
                count=len(sheets),
                purpose=lambda house: house._("Drafting of report %(id)s", id=self.id),
                unit=self.unit_id,
            )

    def _forget_stale_sources(self, entries, found):
        """Take out of edited entries what was returned or is reached otherwise."""
        for entry in entries:
            stale = entry.source_entry_ids - found.entries
            # sudo: sheets of the unit's own entry
            gone = entry.sudo().opinion_ids - found.sheets
            if stale or gone:
                counting(entry).write(
                    {
                        "source_entry_ids": [Command.unlink(i) for i in stale.ids],
                        "opinion_ids": [Command.unlink(i) for i in gone.ids],
                    }
                )

    def _consolidate(self, sheets, sources, reach):
        """Hand the records to the plain package; see `consolidation`."""
        issues = self._link_issues(sheets.issue_id, sources)
        # sudo: topics and population groups are public catalogues
        topics = self.env["dlxh.topic"].sudo().search_fetch([], ["name"])
        groups = self.env["dlxh.population.group"].sudo().search_fetch([], ["name"])
        passages = [
            consolidation.Passage(
                id=entry.id,
                unit_id=entry.unit_id.id,
                unit_name="" if entry.unit_id == self.unit_id else entry.unit_id.name,
                issue_id=issues[entry.id].id if entry.id in issues else None,
                topic_id=entry.topic_id.id or None,
                title=entry.title or "",
                text=entry.text or "",
                assessment=entry.assessment or "",
                forecast=entry.forecast or "",
                proposal=entry.proposal or "",
                units=frozenset(reach.reporters.get(entry.id, ())),
                atoms=frozenset(reach.by_source.get(entry.id, ())),
                # sudo: names of units that the text of the entry may give
                below=frozenset(entry.sudo().source_entry_ids.unit_id.mapped("name")),
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
            atoms=reach.atoms,
            sections=[code for code, _label in PLACES],
            phrases=self.env["dlxh.report.phrase"]._phrases(),
            group_names={group.id: group.name for group in groups},
            own_unit=self.unit_id.id,
            minimum=MINIMUM,
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

    def _write_draft(self, draft, fixed, places, reach):
        """Create the proposed entries; add to those the officer made his own."""
        self._fetch_reasons(draft)
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
        (entries | fixed)._refresh_counts(reach)

    def _fetch_reasons(self, draft):
        """Read the reasons of all sources at once; each entry asks for its own."""
        # sudo: as in `proposed_reason`
        for model, name in (
            ("dlxh.opinion", "sheet_ids"),
            ("dlxh.report.entry", "passage_ids"),
        ):
            ids = {i for proposed in draft.entries for i in getattr(proposed, name)}
            self.env[model].sudo().browse(ids).fetch(["personal_data_reason"])

    def _words_of(self, sheets, sources):
        """What would be drafted from these sources alone, as values of an entry."""
        reach = sources._reach(self.unit_id, sheets)
        proposed = self._consolidate(sheets, sources, reach).entries
        reasons = [proposed_reason(self.env, draft) for draft in proposed]
        text = "".join(draft.text for draft in proposed)
        return {
            "text": text,
            "drafted_text": text,
            "personal_data_reason": "; ".join(dict.fromkeys(filter(None, reasons))),
            **{
                name: "\n".join(
                    dict.fromkeys(filter(None, (getattr(d, name) for d in proposed)))
                )
                for name in ("assessment", "forecast", "proposal")
            },
        }

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

    def _refresh_totals(self, reach=None):
        """Distinct sheets and units behind the kept entries."""
        # sudo: counts only, of the report's own entries; called by its steps
        for report in self.sudo()._approval_flow():
            kept = report.entry_ids.filtered(lambda e: e.state == "kept")
            sources, sheets = kept.source_entry_ids, kept.opinion_ids
            found = reach or sources._reach(report.unit_id, sheets)
            ids = {i for s in sources.ids for i in found.by_source.get(s, ())}
            own = consolidation.count_sheets(report._plain_sheets(sheets))
            counts = consolidation.total(
                [found.atoms[i] for i in sorted(ids)], own, sheets.ids
            )
            units = set(counts.base_units)
            if any(entry.own_counts for entry in kept):
                units.add(report.unit_id.id)
            report.write({"sheet_count": counts.sheets, "unit_count": len(units)})


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
