from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import fields

from .common_report import DlxhReportCase

TO_DATE = fields.Date.to_date


class RatesCase(DlxhReportCase):
    """What units and members owe, put into the database as it is generated."""

    @classmethod
    def owe(cls, unit, first="2026-06-01", last="2026-06-30", regime=None, **values):
        """One obligation of the unit, in the tree as it stands."""
        regime = regime or cls.regime
        last = TO_DATE(last)
        end = datetime(last.year, last.month, last.day, 16, 59, 59)
        return cls.env["dlxh.obligation"].create(
            {
                "regime_id": regime.id,
                "unit_id": unit.id,
                "level_id": unit.level_id.id,
                "parent_unit_id": unit.parent_id.id,
                "period_direct_id": unit.direct_unit_id.id,
                "period_above_id": unit.above_unit_id.id,
                "tree_path": unit.parent_path,
                "date_from": first,
                "date_to": last,
                "period_type": regime.period_type,
                "cutoff_on": last,
                "due_at": end + timedelta(days=regime.due_days),
                "lock_at": end + timedelta(days=regime.lock_days),
                **values,
            }
        )

    @classmethod
    def owed_by_member(cls, person, unit, *args, **values):
        return cls.owe(
            unit,
            *args,
            collaborator_id=person.id,
            is_member=True,
            parent_unit_id=unit.id,
            **values,
        )

    @classmethod
    def came(cls, obligation, days=-1, **values):
        """It comes in so many days after it is due."""
        obligation._note("sent", at=obligation.due_at + timedelta(days=days), **values)
        return obligation

    def cron(self, method):
        """Run a job as the scheduler does, which commits between batches."""
        crons = self.env.registry["ir.cron"]
        with patch.object(crons, "_commit_progress", return_value=60.0):
            getattr(self.env["dlxh.obligation"], method)()

    def rates(self, user=None):
        return self.env["dlxh.reporting.rate"].with_user(user or self.env.user)

    def mine(self):
        """The domain of what the tests made."""
        return [("regime_id", "=", self.regime.id)]
