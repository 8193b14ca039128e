from collections import defaultdict
from typing import NamedTuple

from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow

from ..consolidation import Atom, Sheet, Stream, count_sheets, total, visible_groups
from ..suppression import MINIMUM
from .report_counting import counting

# Each step looks up by index what it just met (LATERAL … OFFSET 0): the planner
# cannot know how far a walk goes, and would rather read the whole tables.
WALK = """
WITH RECURSIVE reach (root, entry, reporter) AS (
    SELECT e.id, e.id, NULLIF(e.unit_id, %(unit)s)
      FROM dlxh_report_entry e WHERE e.id IN %(ids)s
  UNION
    SELECT r.root, below.id, COALESCE(r.reporter, NULLIF(below.unit_id, %(unit)s))
      FROM reach r
     CROSS JOIN LATERAL (
        SELECT e.id, e.unit_id
          FROM dlxh_report_entry_source_rel s
          JOIN dlxh_report_entry e ON e.id = s.source_id
         WHERE s.entry_id = r.entry
        OFFSET 0
     ) AS below
)
SELECT r.root, r.entry, COALESCE(r.reporter, %(unit)s), atom.unit_id, atom.own_counts
  FROM reach r
 CROSS JOIN LATERAL (
    SELECT e.unit_id, e.own_counts
      FROM dlxh_report_entry e
     WHERE e.id = r.entry
       AND e.own_counts IS NOT NULL AND e.own_counts <> 'null'::jsonb
    OFFSET 0
 ) AS atom
"""
SHARED = """
SELECT entry_id, opinion_id
  FROM (
    SELECT entry_id, opinion_id, COUNT(*) OVER (PARTITION BY opinion_id) AS times
      FROM dlxh_report_entry_opinion_rel
     WHERE entry_id IN %(entries)s
  ) AS held
 WHERE times > 1 OR opinion_id IN %(sheets)s
 ORDER BY entry_id, opinion_id
"""


class Reach(NamedTuple):
    """What source entries rest on: the atoms below them, and who reported."""

    #: {atom id: Atom}
    atoms: dict
    #: {source entry id: ids of its atoms}
    by_source: dict
    #: {source entry id: ids of the units that reported it to the unit}
    reporters: dict


class DlxhReportEntryCountsMixin(models.AbstractModel):
    """How often an issue was told, and by how many units.

    Each entry keeps what its own sheets count (an atom). An entry of a higher or
    longer report counts the distinct atoms it reaches through its sources, so
    nothing is counted twice however the periods overlap.
    """

    _name = "dlxh.report.entry.counts.mixin"
    _description = "Counts of an Entry"

    def _refresh_counts(self, reach=None):
        """Count all entries of self anew, in a constant number of queries.

        :param reach: what was walked already, see `_reach`
        """
        if not self:
            return
        # sudo: numbers only; the sources were checked when they were set
        entries = counting(self.sudo())
        own = entries._own_counts()
        for entry in entries:
            counts, is_atom = own[entry]
            entry.own_counts = _pack(counts, entry.unit_id.id) if is_atom else False
        for unit in entries.unit_id:
            here = entries.filtered(lambda e, u=unit: e.unit_id == u)
            found = reach or here.source_entry_ids._reach(unit, here.opinion_ids)
            for entry in here:
                entry._write_counts(found, *own[entry])
        entries._refresh_changes()

    def _write_counts(self, reach, counts, is_atom):
        """Fix the counts of one entry from what it reaches and its own sheets."""
        ids = self.source_entry_ids.ids
        atoms = {atom for i in ids for atom in reach.by_source.get(i, ())}
        units = {unit for i in ids for unit in reach.reporters.get(i, ())}
        if is_atom:
            units.add(self.unit_id.id)
        found = total(
            [reach.atoms[i] for i in sorted(atoms)], counts, self.opinion_ids.ids
        )
        self.write(self._count_values(found, units, is_atom))

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
            "group_counts": self._shown_groups(counts),
        }

    def _shown_groups(self, counts):
        """Sheets by group and tendency, without what could point at somebody."""
        shown = visible_groups(counts, MINIMUM, self.unit_id.id)
        return {str(group): values for group, values in shown.items()}

    def _refresh_groups(self):
        """Leave out again what may not be shown, from the counts that were kept.

        The sheets themselves may have been destroyed meanwhile.
        """
        # sudo and flow: numbers only, also of reports that are locked
        entries = with_flow(counting(self.sudo()))
        for unit, here in entries.grouped("unit_id").items():
            reach = here.source_entry_ids._reach(unit)
            for entry in here:
                ids = entry.source_entry_ids.ids
                atoms = {a: reach.atoms[a] for i in ids for a in reach.by_source[i]}
                if entry.own_counts:
                    atoms[0] = _unpack(0, unit.id, entry.own_counts, ())
                entry.group_counts = entry._shown_groups(total(atoms.values()))

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

    def _reach(self, unit, sheets=()):
        """Walk from the source entries in self down to the sheets.

        :param sheets: sheets of the entries that rest on self, which may be met
            again below
        """
        if not self:
            return Reach({}, {}, {})
        self.env["dlxh.report.entry"].flush_model()
        # follows the provenance of entries already allowed as sources
        rows = self.env.execute_query(
            SQL(WALK, unit=unit.id, ids=tuple(sorted(self.ids)))
        )
        shared = self._shared_sheets({row[1] for row in rows}, sheets)
        atoms, by_source, reporters = {}, defaultdict(set), defaultdict(set)
        for root, entry, reporter, entry_unit, packed in rows:
            if entry not in atoms:
                atoms[entry] = _unpack(entry, entry_unit, packed, shared.get(entry, ()))
            by_source[root].add(entry)
            reporters[root].add(reporter)
        return Reach(atoms, by_source, reporters)

    def _shared_sheets(self, entries, sheets):
        """Sheets that several of the entries, or `sheets` too, rest on: {entry: [..]}.

        A thematic and a situation report may have used the same sheet.
        """
        if not entries:
            return {}
        rows = self.env.execute_query(
            SQL(
                SHARED,
                entries=tuple(sorted(entries)),
                sheets=tuple(sheets.ids if sheets else ()) or (0,),
            )
        )
        # sudo: tendencies and groups only, to count a sheet once; no word of it
        found = self.env["dlxh.opinion"].sudo().browse({row[1] for row in rows})
        plain = {sheet.id: plain_numbers(sheet) for sheet in found}
        shared = defaultdict(list)
        for entry, sheet in rows:
            shared[entry].append(plain[sheet])
        return shared


def _pack(counts, unit_id):
    """Counts as they are stored; the unit is kept in case the tree changes."""
    return {
        "unit": unit_id,
        "sheets": counts.sheets,
        "tendency": dict(counts.tendency),
        "groups": {str(group): values for group, values in counts.groups.items()},
        "cells": [[*key, sum(units.values())] for key, units in counts.cells.items()],
    }


def _unpack(entry_id, unit_id, packed, shared):
    groups = {int(group): v for group, v in packed.get("groups", {}).items()}
    cells = packed.get("cells")
    if cells is None:  # counted before weeks were kept
        cells = [
            (group, tendency, "", number)
            for group, values in groups.items()
            for tendency, number in values.items()
            if tendency != "sheets"
        ]
    return Atom(
        id=entry_id,
        unit_id=packed.get("unit", unit_id),
        sheets=packed.get("sheets", 0),
        tendency=packed.get("tendency", {}),
        groups=groups,
        shared=tuple(shared),
        cells={(group, name, week): number for group, name, week, number in cells},
    )


def plain_numbers(row):
    """A sheet with nothing but what is counted of it."""
    return Sheet(
        id=row.id,
        unit_id=row.unit_id.id,
        week=_week(row),
        streams=tuple(
            Stream("", stream.tendency or "unclear", "", tuple(stream.group_ids.ids))
            for stream in row.stream_ids
        ),
    )


def plain_sheet(row, streams):
    """A sheet as the plain package reads it; it never carries the author."""
    return Sheet(
        id=row.id,
        unit_id=row.unit_id.id,
        week=_week(row),
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


def _week(row):
    return fields.Date.to_string(row.observed_week) or ""


def plain_stream(row):
    """A stream as the plain package reads it."""
    return Stream(
        statement=row.statement or "",
        tendency=row.tendency or "unclear",
        breadth=row.breadth or "some",
        groups=tuple(row.group_ids.ids),
        intensity=int(row.intensity or 0),
    )
