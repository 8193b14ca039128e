from datetime import date

from freezegun import freeze_time

from odoo.fields import Command

from odoo.addons.dlxh_collaborator.tests.common import DlxhCase

#: the day on which most of these tests happen
TODAY = "2026-06-10"


class ObligationCase(DlxhCase):
    """The small tree with a monthly regime for wards and provinces, on a fixed day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(TODAY))
        cls.env.user.lang = "en_US"
        cls.Obligation = cls.env["dlxh.obligation"]
        cls.regime = cls.make_regime("T-OWED")

    @classmethod
    def make_regime(cls, code, levels=("direct", "above_grassroots"), **values):
        """A monthly regime by calendar month, due on the 5th, locked on the 15th."""
        return cls.env["dlxh.regime"].create(
            {
                "name": code,
                "code": code,
                "report_type": "situation",
                "period_type": "month",
                "start_day": 1,
                "due_days": 5,
                "lock_days": 15,
                "level_ids": [Command.set(cls.levels(*levels).ids)],
                "date_from": "2026-01-01",
                **values,
            }
        )

    @classmethod
    def levels(cls, *codes):
        return cls.env["dlxh.level"].union(
            *(cls.env.ref(f"dlxh_collaborator.level_{code}") for code in codes)
        )

    @classmethod
    def mine(cls):
        """The units of this test; others may be in the database."""
        return cls.env["dlxh.unit"].search(
            [("code", "=like", "TEST-%"), ("active", "in", (True, False))]
        )

    @classmethod
    def owed(cls, regime=None, unit=None, first=None, **criteria):
        """What the units of the test owe, the cancelled left out."""
        domain = [
            ("regime_id", "=", (regime or cls.regime).id),
            ("unit_id", "in", (unit or cls.mine()).ids),
            ("state", "!=", "cancelled"),
        ]
        if first:
            domain.append(("date_from", "=", first))
        domain += [(name, "=", value) for name, value in criteria.items()]
        return cls.Obligation.search(domain, order="date_from, unit_id")

    @classmethod
    def row(cls, unit, first, regime=None):
        """The one obligation of a unit for a period, whatever its state."""
        return cls.Obligation.search(
            [
                ("regime_id", "=", (regime or cls.regime).id),
                ("unit_id", "=", unit.id),
                ("date_from", "=", first),
            ]
        ).ensure_one()

    @classmethod
    def generate(cls, until="2026-07-01", since=None, regime=None):
        return (regime or cls.regime)._generate(
            date.fromisoformat(until), date.fromisoformat(since) if since else None
        )
