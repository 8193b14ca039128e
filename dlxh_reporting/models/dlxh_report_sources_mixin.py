from datetime import timedelta
from typing import NamedTuple

from odoo import api, fields, models

from ..consolidation import selection
from .report_states import STANDING_STATES, UPWARD_STATES

#: a sheet names its week by the Monday
WEEK = timedelta(days=6)


class Sources(NamedTuple):
    """Sheets, those with nothing to report, reports, and the entries taken of them."""

    sheets: models.BaseModel
    nil: models.BaseModel
    reports: models.BaseModel
    entries: models.BaseModel


class DlxhReportSourcesMixin(models.AbstractModel):
    """What a report is drafted from: sheets, lower reports, own shorter ones."""

    _name = "dlxh.report.sources.mixin"
    _inherit = ["dlxh.report.holdings.mixin"]
    _description = "Sources of a Report"

    topic_ids = fields.Many2many(
        "dlxh.topic",
        string="Only on topics",
        help="Draft from sheets and entries on these topics only; empty for all.",
    )
    nil_opinion_ids = fields.Many2many(
        "dlxh.opinion",
        "dlxh_report_nil_opinion_rel",
        "report_id",
        "opinion_id",
        string="Sheets with nothing to report",
        copy=False,
        groups="dlxh_collaborator.group_dlxh_officer,"
        "dlxh_collaborator.group_dlxh_leader",
    )
    missing_unit_ids = fields.Many2many(
        "dlxh.unit",
        string="Not yet received from",
        compute="_compute_missing_unit_ids",
        help="Units below that owe a report for the period and have sent none.",
    )
    missing_count = fields.Integer(
        string="Reports missing", compute="_compute_missing_unit_ids"
    )

    @api.depends("state", "child_report_ids", "missing_ids", "date_from", "date_to")
    def _compute_missing_unit_ids(self):
        for report in self:
            if report.state in ("draft", "in_approval"):
                missing = report._missing_units()
            else:
                missing = report.missing_ids.missing_unit_id
            # a unit that has moved away since is counted, but not opened
            report.missing_unit_ids = missing._filtered_access("read")
            report.missing_count = len(missing)

    def _missing_units(self):
        """Units directly below that owe this regime's report and sent none."""
        self.ensure_one()
        levels = self.regime_id.sudo().level_ids  # regimes are public data
        if not levels or not self.unit_id or not (self.env.su or self.is_in_scope):
            return self.env["dlxh.unit"]
        # sudo: which units hang below, and who has sent; shown to this unit only
        units = self.env["dlxh.unit"].sudo()
        owing = units.search(
            units._open_on_domain(self.date_from, self.date_to)
            & fields.Domain(
                [("parent_id", "=", self.unit_id.id), ("level_id", "in", levels.ids)]
            )
        )
        sent = self.sudo().search(
            [
                ("unit_id", "in", owing.ids),
                ("regime_id", "=", self.regime_id.id),
                ("date_to", ">=", self.date_from),
                ("date_to", "<=", self.date_to),
                ("state", "in", UPWARD_STATES),
            ]
        )
        return (owing - sent.unit_id).sudo(False)

    def _may_be_source_of(self, unit):
        """Whether this report may be used by a report of `unit`."""
        self.ensure_one()
        if self.unit_id == unit:
            return self.state in STANDING_STATES
        return self.is_sent and self.parent_unit_id == unit

    def _topic_domain(self):
        return [("topic_id", "in", self.topic_ids.ids)] if self.topic_ids else []

    def _drafting_sources(self):
        """What the report is drafted from; see `Sources`."""
        mine = self._span()
        parts = self._part_reports(mine)
        sheets, nil = self._drafting_sheets(mine, parts)
        reports, entries = self._drafting_entries(mine, parts)
        return Sources(sheets, nil, reports, entries)

    def _part_reports(self, mine):
        """The unit's own shorter reports that this one rests on."""
        first, last = selection.window(mine)
        found = self.search(
            [
                ("unit_id", "=", self.unit_id.id),
                ("id", "not in", (self.id, self.supersedes_id.id)),
                ("state", "in", STANDING_STATES),
                ("date_to", ">=", first),
                ("date_to", "<=", last),
                ("report_type", "in", selection.own_kinds(mine.kind)),
            ]
        )
        return found.filtered(lambda report: selection.is_part(report._span(), mine))

    def _drafting_sheets(self, mine, parts):
        """Accepted sheets that no other report of the line has taken up, nil apart."""
        opinions = self.env["dlxh.opinion"]
        if mine.kind in ("force", "survey"):
            return opinions, opinions
        found = opinions.search(self._sheet_domain(mine), order="id")
        # a correction keeps the sheets that the corrected report had used; sudo: what
        # this very report rests on
        own = self.sudo().entry_ids.opinion_ids | self.sudo().nil_opinion_ids
        found |= own._still_accepted().sudo(False)
        held = self._held_by_others("sheets", found.ids)
        held += self._held_by_others("nil", found.ids)
        left = selection.left_over(mine, found.ids, held, parts.ids)
        found = found.filtered(lambda sheet: sheet.id in left)
        nil = found.filtered("is_nil")
        return found - nil, nil

    def _sheet_domain(self, mine):
        """Sheets of the unit up to the end of the period; of it, if thematic.

        What only a thematic report has used is still wanted in the others.
        """
        week = fields.Domain("observed_week", "<=", mine.date_to)
        state = fields.Domain("state", "=", "accepted")
        if mine.kind == "thematic":
            first = mine.date_from - WEEK
            week &= fields.Domain("observed_week", ">=", first)
            state = fields.Domain("state", "in", ("accepted", "used"))
        else:
            week |= fields.Domain("observed_week", "=", False)
            state |= fields.Domain("id", "in", self._thematic_sheets(mine))
        domain = fields.Domain("unit_id", "=", self.unit_id.id) & week & state
        if mine.kind == "quick":
            domain &= fields.Domain("urgency", "=", "urgent")
        return domain & fields.Domain(self._topic_domain())

    def _thematic_sheets(self, mine):
        """Sheets that thematic reports of the unit have used; ids."""
        first, _last = selection.window(mine)
        # sudo: ids only, of sheets that are searched with the officer's rights
        reports = self.sudo().search(
            [
                ("unit_id", "=", self.unit_id.id),
                ("report_type", "=", "thematic"),
                ("date_to", ">=", first),
                ("date_from", "<=", mine.date_to),
            ]
        )
        sheets = reports.entry_ids.opinion_ids | reports.nil_opinion_ids
        return sheets.filtered(lambda sheet: sheet.state == "used").ids

    def _drafting_entries(self, mine, parts):
        """Reports sent up and own shorter ones, with the entries not yet used.

        A report that came late, after the last period was drafted, still counts.
        """
        first, last = selection.window(mine)
        children = self.search(
            [
                ("parent_unit_id", "=", self.unit_id.id),
                ("state", "in", UPWARD_STATES),
                ("date_to", ">=", first),
                ("date_to", "<=", last),
                ("report_type", "in", selection.source_kinds(mine.kind)),
            ]
        ).filtered(lambda report: selection.may_take(report._span(), mine))
        entries = self.env["dlxh.report.entry"].search(
            [("report_id", "in", (parts | children).ids), ("state", "=", "kept")]
            + self._topic_domain(),
            order="id",
        )
        held = self._held_by_others("entries", entries.ids)
        left = selection.left_over(mine, entries.ids, held, parts.ids)
        entries = entries.filtered(lambda entry: entry.id in left)
        entries -= entries.source_entry_ids  # reached through the longer one
        nil = children.filtered("is_nil")
        taken = self._held_by_others("reports", nil.ids)
        left = selection.left_over(mine, nil.ids, taken, parts.ids)
        nil = nil.filtered(lambda report: report.id in left)
        return entries.report_id | nil, entries

    def action_open_missing(self):
        """Open the list of the units whose report has not come."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reports not received"),
            "res_model": "dlxh.unit",
            "view_mode": "list,form",
            "domain": [("id", "in", self.missing_unit_ids.ids)],
        }
