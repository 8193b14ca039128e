from datetime import timedelta

from odoo import api, models

from odoo.addons.dlxh_collaborator.deadline import end_of_day, local_date

from .. import period


class DlxhRegimeQuick(models.Model):
    """A quick report is owed some hours after something urgent was told."""

    _inherit = "dlxh.regime"

    @api.model
    def _quick_regimes(self, unit, day):
        """The regimes by which the unit owes a quick report on that day."""
        # sudo: regimes are public data, and so is the level of a unit
        level = unit.sudo().level_id
        found = self.sudo().search(
            [
                ("report_type", "=", "quick"),
                ("period_type", "=", False),
                ("due_hours", ">", 0),
                ("date_from", "<=", day),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", day),
            ]
        )
        return found.filtered(
            lambda regime: (
                (regime.addressees == "levels" and level in regime.level_ids)
                or (regime.addressees == "units" and unit in regime.unit_ids)
            )
        )

    def _owe_quick(self, unit, moment):
        """Let the unit owe a quick report since that moment, one a day.

        Called by steps that have checked the right.

        :param datetime moment: when it was told, in UTC
        """
        day = local_date(moment)
        # sudo: obligations are written by methods like this one only
        obligations = self.env["dlxh.obligation"].sudo()
        for regime in self:
            owed = obligations._find(regime, unit, day)
            if owed:
                owed.filtered(lambda one: one.state == "cancelled").state = "owed"
                continue
            obligations.create(regime._quick_values(unit.sudo(), day, moment))

    def _quick_values(self, unit, day, moment):
        lock = day + timedelta(days=self.lock_days)
        # others than officers read it: see `period.round_up`
        due_at = period.round_up(moment + timedelta(hours=self.due_hours))
        return {
            "regime_id": self.id,
            "unit_id": unit.id,
            "level_id": unit.level_id.id,
            "parent_unit_id": unit.parent_id.id,
            "period_direct_id": unit.direct_unit_id.id,
            "period_above_id": unit.above_unit_id.id,
            "tree_path": unit.parent_path,
            "date_from": day,
            "date_to": day,
            "cutoff_on": day,
            "due_at": due_at,
            "lock_at": max(due_at, end_of_day(lock)),
        }
