import random
from datetime import date, timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from .common_rates import RatesCase

COUNTS = ("expected", "actual", "on_time", "nil", "corrected", "on_behalf")
#: what may follow on what
NEXT = {
    "open": ("sent",),
    "sent": ("returned", "received", "withdrawn"),
    "received": ("returned",),
}


def naive(events, due_at):
    """Read S1 word by word: {count: 0 or 1} of one obligation that is owed.

    What was taken back before it was accepted was never sent; a return that was not
    corrected is not complete; a corrected one keeps the first time.

    :param events: (kind, at, is nil, on behalf), as the screens allow them
    """
    left = []
    for event in events:
        if event[0] == "withdrawn":
            left.pop()
        else:
            left.append(event)
    submissions = [event for event in left if event[0] == "sent"]
    complete = bool(submissions) and left[-1][0] != "returned"
    if not complete:
        return dict.fromkeys(COUNTS, 0) | {"expected": 1}
    return {
        "expected": 1,
        "actual": 1,
        "on_time": int(submissions[0][1] <= due_at),
        "nil": int(submissions[-1][2]),
        "corrected": int(any(event[0] == "returned" for event in left)),
        "on_behalf": int(submissions[-1][3]),
    }


@tagged("post_install", "-at_install")
class TestReportingRateReference(RatesCase):
    """Rates in the database are those of the definition, whatever has happened.

    The reference above is written from S1 alone and knows nothing of the add-on;
    units are merged and closed, and what comes after the lock comes by leave.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time("2026-08-20 03:00:00"))
        cls.chance = random.Random(20260630)
        cls.regime.date_from = "2026-01-01"
        cls.regime.start_day = 1
        cls.last_days = {
            cls.ward_a2: date(2026, 5, 9),
            cls.ward_b1: date(2026, 3, 31),
        }
        # one goes up in another in the middle of a month, one closes at its end
        cls.ward_a2._plan_merge(
            cls.ward_a1, cls.last_days[cls.ward_a2] + timedelta(days=1)
        )
        cls.ward_b1._end_after(cls.last_days[cls.ward_b1])
        cls.ward_b1.date_close = cls.last_days[cls.ward_b1]
        cls.units = [cls.centre, cls.province_a, cls.province_b]
        cls.units += [cls.ward_a1, cls.ward_a2, cls.ward_b1]
        cls.regime._generate(date(2026, 6, 30), date(2026, 1, 1))
        cls.by_leave = 0

    def mine(self):
        return [
            ("regime_id", "=", self.regime.id),
            ("unit_id", "in", [unit.id for unit in self.units]),
            ("date_to", "<=", "2026-06-30"),
        ]

    def there(self, unit, first, last):
        """Whether the unit was open on a day of the period, asked day by day."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        end = self.last_days.get(unit, date.max)
        return any(unit.date_open <= day <= end for day in days)

    def live(self, obligation):
        """Let something happen to it; return the counts that S1 makes of it."""
        state, events = "open", []
        at = obligation.due_at + timedelta(hours=self.chance.randint(-200, 20))
        for _step in range(self.chance.randint(0, 6)):
            kind = self.chance.choice(NEXT[state])
            at += timedelta(hours=self.chance.randint(0, 250))
            flags = (False, False)
            if kind == "sent":
                flags = (self.chance.random() < 0.3, self.chance.random() < 0.3)
                if at > obligation.lock_at:
                    self.allow(obligation)
            obligation._note(kind, at, *flags)
            events.append((kind, at, *flags))
            state = "open" if kind in ("returned", "withdrawn") else kind
        return naive(events, obligation.due_at)

    def allow(self, obligation):
        """Leave of the level above: the due date stays, and so does what counts."""
        due = obligation.due_at
        self.env["dlxh.obligation.exception"].create(
            {"obligation_id": obligation.id, "until": "2026-08-25", "reason": "Flood"}
        )
        self.assertFalse(obligation.is_locked)
        self.assertEqual(obligation.due_at, due)
        type(self).by_leave += 1

    def test_the_figures_are_those_of_the_definition(self):
        found = self.env["dlxh.obligation"].search(
            [*self.mine(), ("state", "!=", "cancelled")]
        )
        months = [
            (date(2026, n, 1), date(2026, n + 1, 1) - timedelta(days=1))
            for n in range(1, 7)
        ]
        owed = {
            (unit, *month)
            for unit in self.units
            for month in months
            if self.there(unit, *month)
        }
        self.assertEqual({(o.unit_id, o.date_from, o.date_to) for o in found}, owed)
        counts = {one: self.live(one) for one in found}
        self.assertGreater(self.by_leave, 1)
        for obligation in found:
            if obligation.unit_id == self.province_b and obligation.date_from.month < 3:
                # not owed after all, whatever was sent
                obligation.state = "cancelled"
                del counts[obligation]
        self._compare(self.mine(), counts)
        for unit in self.units:
            mine = {one: n for one, n in counts.items() if one.unit_id == unit}
            self._compare([*self.mine(), ("unit_id", "=", unit.id)], mine)
        for first, last in months:
            mine = {one: n for one, n in counts.items() if one.date_from == first}
            self._compare([*self.mine(), ("date_to", "=", last)], mine)
        self._check_groups()

    def _compare(self, domain, counts):
        expected = {name: sum(one[name] for one in counts.values()) for name in COUNTS}
        ours = self.rates()._rates(domain)
        self.assertEqual({name: getattr(ours, name) for name in COUNTS}, expected)
        self.assertTrue(expected["expected"])

    def _check_groups(self):
        """0 <= on time <= rate <= 100, whatever is grouped; shares of sums."""
        aggregates = [f"{name}:sum" for name in ("expected", "actual", "on_time")]
        aggregates += ["reporting_rate:avg", "on_time_rate:avg"]
        for group in ("unit_id", "level_id", "date_to:month", "period_direct_id"):
            rows = self.rates()._read_group(self.mine(), [group], aggregates)
            self.assertGreater(len(rows), 1)
            for _key, owed, came, in_time, rate, on_time in rows:
                with self.subTest(group=group):
                    self.assertTrue(0 <= on_time <= rate <= 100)
                    self.assertAlmostEqual(rate, 100 * came / owed)
                    self.assertAlmostEqual(on_time, 100 * in_time / owed)
