from odoo import api, fields, models
from odoo.exceptions import UserError

from .report_states import STANDING_STATES, TEXT_CHAIRS


class DlxhReport(models.Model):
    _inherit = "dlxh.report"

    gone_entry_ids = fields.Many2many(
        "dlxh.report.entry",
        string="Not told of this period",
        compute="_compute_gone_entry_ids",
        groups=TEXT_CHAIRS,
        help="Issues of the last period's report that this one does not speak of.",
    )

    @api.depends("previous_id", "entry_ids.issue_id", "entry_ids.title")
    def _compute_gone_entry_ids(self):
        for report in self:
            before = report._previous_entries(report.previous_id)
            now = {entry._issue_key() for entry in report.entry_ids}
            gone = [entry.id for key, entry in before.items() if key not in now]
            report.gone_entry_ids = self.env["dlxh.report.entry"].browse(gone)

    def _previous(self):
        """The unit's last standing report of the same kind before this one."""
        self.ensure_one()
        if not (self.regime_id or self.period_type) or self.report_type == "quick":
            return self.browse()
        return self.search(
            [
                ("unit_id", "=", self.unit_id.id),
                ("regime_id", "=", self.regime_id.id),
                ("report_type", "=", self.report_type),
                ("period_type", "=", self.period_type),
                ("date_to", "<", self.date_from),
                ("state", "in", STANDING_STATES),
            ],
            limit=1,
        )

    def _previous_entries(self, last):
        """Kept entries of the last report by what they are about."""
        kept = last.entry_ids.filtered(lambda entry: entry.state == "kept")
        return {entry._issue_key(): entry for entry in kept}

    def action_start_from_previous(self):
        """Put last period's texts before those of the same issues, marked as such.

        What the officer has written already is left alone.
        """
        for report in self:
            report._need(
                "can_draft",
                self.env._("An officer of the unit starts from the last period."),
            )
            if not report.previous_id:
                raise UserError(
                    self.env._(
                        "There is no approved report of the last period to start "
                        "from. Use “Draft from sources”."
                    )
                )
            if not report.entry_ids:
                report.action_draft_from_sources()
            report.entry_ids._start_from_previous()
        return True
