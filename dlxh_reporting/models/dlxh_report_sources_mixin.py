from datetime import timedelta

from odoo import api, fields, models

from .report_states import STANDING_STATES, UPWARD_STATES


class DlxhReportSourcesMixin(models.AbstractModel):
    """What a report is drafted from: sheets, lower reports, own shorter ones."""

    _name = "dlxh.report.sources.mixin"
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

    def _drafting_sheets(self):
        """Accepted sheets up to the end of the period that no other report holds."""
        opinions = self.env["dlxh.opinion"]
        if self.report_type == "force":
            return opinions, opinions
        domain = [
            ("unit_id", "=", self.unit_id.id),
            ("state", "=", "accepted"),
            "|",
            ("observed_week", "=", False),
            ("observed_week", "<=", self.date_to),
        ]
        if self.report_type == "quick":
            domain += [("urgency", "=", "urgent")]
        found = opinions.search(domain + self._topic_domain(), order="id")
        # sudo: what the unit's other reports hold, whoever began them
        other = [
            ("report_id.unit_id", "=", self.unit_id.id),
            ("report_id", "!=", self.id),
        ]
        entries = self.env["dlxh.report.entry"].sudo()
        held = entries.search(other + [("opinion_ids", "in", found.ids)]).opinion_ids
        nil_holders = self.sudo().search(
            [
                ("unit_id", "=", self.unit_id.id),
                ("id", "!=", self.id),
                ("nil_opinion_ids", "in", found.ids),
            ]
        )
        # a correction keeps the sheets that the corrected report had used; sudo: the
        # entries of this very report
        own = self.sudo().entry_ids.opinion_ids._still_accepted()
        found = (found - held.sudo(False) - nil_holders.nil_opinion_ids) | own
        nil = found.filtered("is_nil")
        return (found - nil).sudo(False), nil.sudo(False)

    def _drafting_reports(self):
        """Reports to draft from: sent up from below, and own shorter ones.

        A report already used by another candidate is reached through that one. A
        report that came late, after the last period was drafted, still counts.
        """
        length = self.date_to - self.date_from + timedelta(days=1)
        children = self.search(
            [
                ("parent_unit_id", "=", self.unit_id.id),
                ("state", "in", UPWARD_STATES),
                ("date_to", ">", self.date_from - length),
                ("date_to", "<=", self.date_to),
                ("report_type", "in", self._source_types()),
            ]
        )
        own = self.search(
            [
                ("unit_id", "=", self.unit_id.id),
                ("id", "not in", (self.id, self.supersedes_id.id)),
                ("state", "in", STANDING_STATES),
                ("date_from", ">=", self.date_from),
                ("date_to", "<=", self.date_to),
                ("report_type", "in", self._source_types()),
            ]
        ).filtered(lambda report: report._is_shorter_than(self))
        own -= own.child_report_ids
        holders = self.search(
            [
                ("unit_id", "=", self.unit_id.id),
                ("id", "not in", (self.id, self.supersedes_id.id)),
                ("state", "!=", "superseded"),
                ("child_report_ids", "in", children.ids),
            ]
        )
        return own | (children - holders.child_report_ids)

    def _source_types(self):
        if self.report_type == "force":
            return ["force"]
        return ["situation", "quick", "thematic"]

    def _is_shorter_than(self, other):
        """Whether this report covers fewer days, or is a quick one."""
        if self.report_type == "quick" and other.report_type != "quick":
            return True
        return self.date_to - self.date_from < other.date_to - other.date_from

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
