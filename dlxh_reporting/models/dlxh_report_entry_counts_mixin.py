from collections import defaultdict

from odoo import models
from odoo.tools import SQL

from ..consolidation import Atom, Sheet, Stream, count_sheets, total, visible_groups
from .report_counting import counting


class DlxhReportEntryCountsMixin(models.AbstractModel):
    """How often an issue was told, and by how many units.

    Each entry keeps what its own sheets count (an atom). An entry of a higher or
    longer report counts the distinct atoms it reaches through its sources, so
    nothing is counted twice however the periods overlap.
    """

    _name = "dlxh.report.entry.counts.mixin"
    _description = "Counts of an Entry"

    def _refresh_counts(self):
        """Count all entries of self anew, in a constant number of queries."""
        if not self:
            return
        # sudo: numbers only; the sources were checked when they were set
        entries = counting(self.sudo())
        own = entries._own_counts()
        for entry in entries:
            counts, is_atom = own[entry]
            entry.own_counts = _pack(counts, entry.unit_id.id) if is_atom else False
        sources = {
            unit: entries.filtered(lambda e, u=unit: e.unit_id == u).source_entry_ids
            for unit in entries.unit_id
        }
        reach = {unit: sources[unit]._reach(unit) for unit in sources}
        for entry in entries:
            atoms, by_source, units_of = reach[entry.unit_id]
            ids = entry.source_entry_ids.ids
            found = {atom for i in ids for atom in by_source.get(i, ())}
            units = {unit for i in ids for unit in units_of.get(i, ())}
            counts, is_atom = own[entry]
            if is_atom:
                units.add(entry.unit_id.id)
            entry.write(
                entry._count_values(
                    total([atoms[i] for i in found], counts), units, is_atom
                )
            )

    def _count_values(self, counts, units, is_atom=False):
        """The stored counts of an entry from what the plain package counted."""
        base = set(counts.base_units)
        if is_atom and self:
            base.add(self.unit_id.id)
        return {
            "sheet_count": counts.sheets,
            "unit_count": len(units),
            "base_unit_count": len(base),
            "tendency_counts": dict(counts.tendency),
            "group_counts": {
                str(group): values for group, values in visible_groups(counts).items()
            },
        }

    def _own_counts(self):
        """Count the entries' own sheets: {entry: (counts, is it an atom)}.

        An entry written by hand, without any source, is an atom of no sheets: the
        unit itself tells it.
        """
        sheets = self.env["dlxh.report"]._plain_sheets(self.opinion_ids)
        by_id = {sheet.id: sheet for sheet in sheets}
        found = {}
        for entry in self:
            counts = count_sheets(by_id[i] for i in entry.opinion_ids.ids)
            by_hand = not entry.opinion_ids and not entry.source_entry_ids
            found[entry] = (counts, bool(counts.sheets) or by_hand)
        return found

    def _counts_phrase(self, phrases):
        """How often it was told, as printed after the issue."""
        self.ensure_one()
        if not self.sheet_count:
            return ""
        code = "counts" if self.unit_count > 1 else "counts_own"
        return phrases.raw(code, sheets=self.sheet_count, units=self.unit_count)

    def _reach(self, unit):
        """Walk from the source entries in self down to the sheets.

        :return: ({atom id: Atom}, {source id: atom ids}, {source id: ids of the
            units that reported it to `unit`})
        """
        if not self:
            return {}, {}, {}
        self.env["dlxh.report.entry"].flush_model()
        # sudo context: follows the provenance of entries already allowed as sources
        rows = self.env.execute_query(
            SQL(
                """
WITH RECURSIVE reach (root, entry, reporter) AS (
    SELECT e.id, e.id, NULLIF(e.unit_id, %(unit)s)
      FROM dlxh_report_entry e WHERE e.id IN %(ids)s
  UNION
    SELECT r.root, e.id, COALESCE(r.reporter, NULLIF(e.unit_id, %(unit)s))
      FROM reach r
      JOIN dlxh_report_entry_source_rel s ON s.entry_id = r.entry
      JOIN dlxh_report_entry e ON e.id = s.source_id
)
SELECT r.root, r.entry, COALESCE(r.reporter, %(unit)s), e.unit_id, e.own_counts
  FROM reach r JOIN dlxh_report_entry e ON e.id = r.entry
 WHERE e.own_counts IS NOT NULL AND e.own_counts <> 'null'::jsonb
                """,
                unit=unit.id,
                ids=tuple(self.ids),
            )
        )
        atoms, by_source, reporters = {}, defaultdict(set), defaultdict(set)
        for root, entry, reporter, entry_unit, packed in rows:
            if entry not in atoms:
                atoms[entry] = _unpack(entry, entry_unit, packed)
            by_source[root].add(entry)
            reporters[root].add(reporter)
        return atoms, by_source, reporters


def _pack(counts, unit_id):
    """Counts as they are stored; the unit is kept in case the tree changes."""
    return {
        "unit": unit_id,
        "sheets": counts.sheets,
        "tendency": dict(counts.tendency),
        "groups": {str(group): values for group, values in counts.groups.items()},
    }


def _unpack(entry_id, unit_id, packed):
    return Atom(
        id=entry_id,
        unit_id=packed.get("unit", unit_id),
        sheets=packed.get("sheets", 0),
        tendency=packed.get("tendency", {}),
        groups={int(group): v for group, v in packed.get("groups", {}).items()},
    )


def plain_sheet(row, streams):
    """A sheet as the plain package reads it; it never carries the author."""
    return Sheet(
        id=row.id,
        unit_id=row.unit_id.id,
        issue_id=row.issue_id.id or None,
        topic_id=row.topic_id.id or None,
        title=row.title or "",
        event=row.event or "",
        streams=tuple(streams),
        assessment=row.assessment or "",
        forecast=row.forecast or "",
        proposal=row.proposal or "",
        is_nil=row.is_nil,
    )


def plain_stream(row):
    """A stream as the plain package reads it."""
    return Stream(
        statement=row.statement or "",
        tendency=row.tendency or "unclear",
        breadth=row.breadth or "some",
        groups=tuple(row.group_ids.ids),
        intensity=int(row.intensity or 0),
    )
