from odoo import api, models
from odoo.exceptions import ValidationError

from .dlxh_regime import PERIOD_FIELDS

#: noted for the transaction in which something has changed
SOON = "dlxh_obligation_generate_soon"
#: what decides on who owes what and when
DECISIVE = PERIOD_FIELDS | {
    "active",
    "level_ids",
    "unit_ids",
    "cutoff_days",
    "due_days",
    "lock_days",
    "date_from",
    "date_to",
}


class DlxhRegimeChange(models.Model):
    """A changed regime changes what is owed from now on, never what was owed."""

    _inherit = "dlxh.regime"

    @api.model_create_multi
    def create(self, vals_list):
        regimes = super().create(vals_list)
        if regimes.filtered("period_type"):
            self._generate_soon()
        return regimes

    def write(self, vals):
        changing = self.filtered(
            lambda regime: any(
                name in vals and regime[name] != vals[name] for name in PERIOD_FIELDS
            )
        )
        changing._refuse_other_periods()
        result = super().write(vals)
        if DECISIVE & vals.keys():
            self._generate_soon()
        return result

    def _refuse_other_periods(self):
        """Periods of two kinds would overlap; a new regime takes up where the old
        one ends."""
        # sudo: only whether there is one; who may change the regime is checked next
        begun = (
            self.env["dlxh.obligation"]
            .sudo()
            .search(
                [
                    ("regime_id", "in", self.ids),
                    ("date_from", "<=", self._today()),
                    ("state", "!=", "cancelled"),
                ],
                limit=1,
            )
        )
        if begun:
            raise ValidationError(
                self.env._(
                    "Reports are already owed by “%(name)s”. Its kind, periods and "
                    "addressees stay: end it on the last day of a period, and make a "
                    "new regime from the day after.",
                    name=begun.regime_id.name,
                )
            )

    @api.model
    def _generate_soon(self):
        """Have what is owed brought in step in the background, once a transaction."""
        hooks = self.env.cr.precommit
        if not hooks.data.get(SOON):
            hooks.data[SOON] = True
            hooks.add(self.env(su=True)["dlxh.regime"]._trigger_generation)

    @api.model
    def _trigger_generation(self):
        """Called with the rights of the system, when something decisive has changed."""
        cron = self.env.ref(
            "dlxh_reporting.cron_obligation_generate", raise_if_not_found=False
        )
        if cron:
            cron._trigger()
