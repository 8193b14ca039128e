from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from .dlxh_survey_batch_paper import DOUBLE_ENTRY, OPEN_STATES
from .dlxh_survey_wave_file import BATCH_CHAIRS
from .survey_survey import CHAIR

#: how long after the last day sheets may still be keyed, at most
MOST_PAPER_DAYS = 31


class DlxhSurveyWave(models.Model):
    """Sheets on paper: how they are keyed, and how long."""

    _inherit = "dlxh.survey.wave"

    double_entry = fields.Selection(
        DOUBLE_ENTRY,
        string="Sheets on paper keyed twice",
        default="all",
        required=True,
        help="A second person keys without seeing the first entry; what differs is "
        "decided with the sheet in hand. If more than 1 % of a sample differs, all "
        "sheets of the batch are keyed again.",
    )
    paper_days = fields.Integer(
        string="Days for keying paper",
        help="How many days after the last day sheets on paper may still be keyed. "
        "The form online ends on the last day; the wave closes when these days are "
        "over and no batch is open any more.",
    )
    open_batch_count = fields.Integer(
        string="Open batches of paper",
        compute="_compute_open_batch_count",
        groups=BATCH_CHAIRS,
    )
    can_key_paper = fields.Boolean(
        compute="_compute_can_key_paper", export_string_translation=False
    )

    _paper_days_range = models.Constraint(
        f"CHECK (COALESCE(paper_days, 0) BETWEEN 0 AND {MOST_PAPER_DAYS})",
        "Sheets on paper are keyed within a month of the last day.",
    )

    def _compute_open_batch_count(self):
        counts = self._open_batches()
        for wave in self:
            wave.open_batch_count = counts.get(wave._origin.id, 0)

    def _open_batches(self):
        # sudo: how many batches are open, of waves that may be read
        groups = (
            self.env["dlxh.survey.batch"]
            .sudo()
            ._read_group(
                [("wave_id", "in", self.ids), ("state", "in", OPEN_STATES)],
                ["wave_id"],
                ["__count"],
            )
        )
        return {wave.id: count for wave, count in groups}

    @api.depends_context("uid")
    @api.depends("state", "unit_id")
    def _compute_can_key_paper(self):
        units = self.env.user._dlxh_units()
        officer = self.env.user.has_group(CHAIR % "officer")
        for wave in self:
            own = wave.sudo().unit_id in units  # sudo: compares units
            wave.can_key_paper = officer and own and wave.state == "fieldwork"

    # -- when paper is taken -------------------------------------------------------

    def _last_paper_day(self):
        self.ensure_one()
        return self.date_close + timedelta(days=self.paper_days)

    def _check_takes_paper(self, late=False):
        """Refuse sheets on paper before, after and outside the fieldwork.

        :param late: batches begun in time may be finished as long as the wave is
            in the field
        """
        self.ensure_one()
        today = fields.Date.context_today(self)
        if self.state != "fieldwork" or today < self.date_open:
            raise UserError(
                self.env._(
                    "“%(wave)s” is not in the field: sheets on paper are keyed between "
                    "its opening and its close.",
                    wave=self.name,
                )
            )
        if not late and today > self._last_paper_day():
            raise UserError(
                self.env._(
                    "New batches of “%(wave)s” were taken until %(day)s. Batches that "
                    "are open may be finished.",
                    wave=self.name,
                    day=format_date(self.env, self._last_paper_day()),
                )
            )

    # -- hooks of the flow ---------------------------------------------------------

    def _close_due(self):
        reason = super()._close_due()
        today = fields.Date.context_today(self)
        if reason == "date" and today <= self._last_paper_day():
            return False
        return reason

    def _close_blocker(self):
        if blocker := super()._close_blocker():
            return blocker
        count = self._open_batches().get(self.id, 0)
        return count and self.env._(
            "%(count)s batches of paper are open. Release them, or drop them, then "
            "close the wave.",
            count=count,
        )

    def _on_cancel(self):
        result = super()._on_cancel()
        batches = self.batch_ids.filtered(lambda one: one.state in OPEN_STATES)
        if batches:
            batches._drop()
        return result

    # -- buttons -------------------------------------------------------------------

    def action_open_paper_batch(self):
        """Begin a batch of sheets that the unit itself keys."""
        self.ensure_one()
        self.check_access("read")
        if not self.can_key_paper:
            raise AccessError(
                self.env._(
                    "An officer of the unit begins batches while the wave is in the "
                    "field; other units do so from their fieldwork."
                )
            )
        # sudo: dates and state, for an officer of the unit
        self.sudo()._check_takes_paper()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Key sheets on paper"),
            "res_model": "dlxh.survey.batch.open",
            "view_mode": "form",
            "target": "new",
            "context": {"default_wave_id": self.id},
        }
