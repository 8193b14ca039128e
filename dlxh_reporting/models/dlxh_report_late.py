from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.dlxh_collaborator.deadline import local_date

from ..consolidation import selection
from .report_states import TEXT_CHAIRS, UPWARD_STATES


class DlxhReport(models.Model):
    _inherit = "dlxh.report"

    late_report_ids = fields.Many2many(
        "dlxh.report",
        string="Came since the draft",
        compute="_compute_late_report_ids",
        groups=TEXT_CHAIRS,
        help="Reports from below that arrived after this one was drafted.",
    )
    late_report_count = fields.Integer(
        string="Reports that came since the draft",
        compute="_compute_late_report_ids",
        groups=TEXT_CHAIRS,
    )

    @api.depends("drafted_at", "state", "child_report_ids")
    def _compute_late_report_ids(self):
        for report in self:
            late = report._late_reports()
            report.late_report_ids = late
            report.late_report_count = len(late)

    def _late_reports(self):
        """What was sent up after the draft and belongs to the period."""
        self.ensure_one()
        if not self.drafted_at or self.state not in ("draft", "in_approval"):
            return self.browse()
        mine = self._span()
        first, last = selection.window(mine)
        found = self.search(
            [
                ("parent_unit_id", "=", self.unit_id.id),
                ("state", "in", UPWARD_STATES),
                ("sent_at", ">=", self.drafted_at),
                ("date_to", ">=", first),
                ("date_to", "<=", last),
                ("report_type", "in", selection.source_kinds(mine.kind)),
                ("id", "not in", self.child_report_ids.ids),
            ]
        )
        return found.filtered(lambda child: selection.may_take(child._span(), mine))

    def _taking_in_ends(self):
        """The last day on which late reports are taken in; False where nothing locks.

        Leave to send after the lock, given to this unit or to one whose report came
        late, is leave to take in.
        """
        self.ensure_one()
        # sudo: dates of what this unit owes, and of what it is owed
        mine = self.sudo()
        owed = mine.obligation_id
        if owed:
            locked = owed.lock_at and local_date(owed.lock_at)
        else:
            regime = mine.regime_id
            locked = regime.period_type and regime._deadlines(self.date_to)["lock"]
        if not locked:
            return False
        leaves = (owed | mine.late_report_ids.obligation_id).mapped("open_until")
        return max([locked, *filter(None, leaves)])

    def action_take_in_late(self):
        """Take in what came since the draft; edited text is left as it is."""
        self.ensure_one()
        self._need(
            "can_draft", self.env._("An officer of the unit takes in late reports.")
        )
        if not self.late_report_ids:
            raise UserError(
                self.env._("No report has come since this one was drafted.")
            )
        last = self._taking_in_ends()
        if last and fields.Date.context_today(self) > last:
            raise UserError(
                self.env._(
                    "The period was locked on %(day)s, so late reports are no longer "
                    "taken in. They go into the report of the next period.",
                    day=last.strftime("%d/%m/%Y"),
                )
            )
        return self.action_draft_from_sources()

    def action_open_late(self):
        """Open the reports that came since the draft."""
        self.ensure_one()
        return self._open(
            self.env._("Came since the draft"),
            "dlxh.report",
            [("id", "in", self.late_report_ids.ids)],
            create=False,
        )
