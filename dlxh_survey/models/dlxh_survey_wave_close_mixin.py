from odoo import api, fields, models

BATCH = 50


class DlxhSurveyWaveCloseMixin(models.AbstractModel):
    """When a wave closes by itself: its last day, enough answers, or full quotas,
    whichever comes first."""

    _name = "dlxh.survey.wave.close.mixin"
    _description = "Close of a Survey Wave"

    close_at_target = fields.Boolean(
        string="Close at the sample size",
        help="As soon as as many people answered as the sample is large.",
    )
    close_at_quotas = fields.Boolean(
        string="Close when all quotas are full",
    )
    close_reason = fields.Selection(
        [
            ("date", "Last day over"),
            ("target", "Sample size reached"),
            ("quotas", "All quotas full"),
            ("hand", "Closed by hand"),
        ],
        string="Why it was closed",
        readonly=True,
        copy=False,
    )
    response_count = fields.Integer(string="Answers", compute="_compute_response_count")

    def _count_answers(self):
        """Return {wave id: number of answers taken in}; filled by the store."""
        return {}

    def _quotas_are_full(self):
        """Tell whether the wave has quotas and all are full; filled by quotas."""
        self.ensure_one()
        return False

    def _compute_response_count(self):
        # sudo: a number of answers to waves that may be read
        counts = self.sudo()._count_answers()
        for wave in self:
            wave.response_count = counts.get(wave._origin.id, 0) or wave.destroyed_n

    def _close_due(self):
        """Return why the wave in the field is to be closed now, or False."""
        self.ensure_one()
        if self.date_close < fields.Date.context_today(self):
            return "date"
        if self.close_at_target and self.response_count >= self.target_n:
            return "target"
        if self.close_at_quotas and self._quotas_are_full():
            return "quotas"
        return False

    def _close_if_due(self):
        """Close the waves of self that are due; called after answers came in, by
        the scheduled action too."""
        for wave in self.filtered(lambda one: one.state == "fieldwork"):
            reason = wave._close_due()
            if reason and not wave._close_blocker():
                # sudo: nobody closes it; the plan, which leaders approved, says when
                wave.sudo()._approval_flow()._close(reason)

    @api.model
    def _cron_close(self):
        """Close what is due; each batch is committed."""
        waves = self.search([("state", "=", "fieldwork")], order="date_close, id")
        for start in range(0, len(waves), BATCH):
            batch = waves[start : start + BATCH].try_lock_for_update()
            batch._close_if_due()
            left = max(len(waves) - start - BATCH, 0)
            if not self.env["ir.cron"]._commit_progress(len(batch), remaining=left):
                return
