import random
from datetime import date, timedelta

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common_obligation import ObligationCase

EVENTS = ("move", "move", "open", "close", "reopen", "levels", "merge", "leave")
STEPS = 18
SEEDS = (1, 2, 3, 4)


class Reference:
    """What is owed, told again from the rules in the plainest way.

    It sees the tree at the end of every day and knows nothing of how obligations
    are stored.
    """

    def __init__(self):
        #: {day: {unit: unit above}}; what units began with stands on the first of days
        self.days, self.rows = {date.min: {}}, {}
        #: {unit: last day}; of those that went up in another
        self.merged = {}

    def begin(self, unit):
        self.days[date.min][unit.id] = unit.parent_id.id

    def remember(self, day, units):
        """Keep the tree as it stands at the end of the day."""
        self.days[day] = {unit.id: unit.parent_id.id for unit in units}

    def place(self, unit, day, today):
        """The unit above on the day, or today while the day is still to come."""
        known = [one for one in self.days if one <= min(day, today)]
        found = max(one for one in known if unit.id in self.days[one])
        return self.days[found][unit.id]

    def generate(self, today, spans, units, levels):
        for first, last in spans:
            for unit in units:
                key = (unit.id, first)
                opened = unit.date_open
                closed = self.merged.get(unit.id) or unit.date_close
                exists = opened <= last and (not closed or closed >= first)
                addressed = exists and unit.level_id in levels
                row = self.rows.get(key)
                if addressed and not row:
                    row = self.rows[key] = {"state": "owed"}
                if row and addressed and today <= last:
                    row["state"] = "owed"
                if row and not addressed and today <= first:
                    row["state"] = "cancelled"
                if row and addressed:
                    row["parent"] = self.place(unit, max(first, opened), today)
        closed = {unit.id: unit.date_close for unit in units} | self.merged
        for (unit, first), row in self.rows.items():
            if closed[unit] and closed[unit] < first:
                row["state"] = "cancelled"


@tagged("post_install", "-at_install")
class TestObligationWalk(ObligationCase):
    """Whatever happens to the tree, what is owed follows from the rules alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.regime.level_ids = [Command.set(cls.levels("cell").ids)]
        cls.wards = cls.ward_a1 | cls.ward_a2 | cls.ward_b1
        cls.cells = cls.cell_a11 | cls.cell_a12
        for number in range(4):
            ward = cls.wards[number % 3]
            cls.cells |= cls._unit(f"cell_{number}", "cell", ward)

    def test_any_history_gives_what_the_rules_say(self):
        merged, allowed = 0, 0
        for seed in SEEDS:
            with self.subTest(seed=seed), self.env.cr.savepoint() as savepoint:
                reference = self.walk(random.Random(seed))
                merged += len(reference.merged)
                allowed += self.env["dlxh.obligation.exception"].search_count(
                    [("regime_id", "=", self.regime.id)]
                )
                savepoint.rollback()
            self.env.invalidate_all()
        self.assertTrue(merged and allowed, "the walks met both")

    def walk(self, chance):
        reference, today = Reference(), date(2026, 1, 5)
        self.cells = type(self).cells  # without those of the walk before
        for unit in self.wards | self.cells:
            reference.begin(unit)
        for step in range(STEPS):
            today += timedelta(days=chance.randrange(1, 12))
            with freeze_time(f"{today} 05:00:00"):
                for _time in range(chance.randrange(3)):
                    self.something_happens(reference, chance, today, step)
                self.check_day(reference, today)
        return reference

    def check_day(self, reference, today):
        units = self.wards | self.cells
        reference.remember(today, units)
        since = min(self.regime.generated_on or today, today)
        until = today + timedelta(days=40)
        spans = self.regime._owed_spans(since, until)
        self.regime._generate(until)
        made = self.Obligation.search_count([("regime_id", "=", self.regime.id)])
        self.assertEqual(self.regime._generate(until), 0)
        again = self.Obligation.search([("regime_id", "=", self.regime.id)])
        self.assertEqual(len(again), made)
        reference.generate(today, spans, units, self.regime.level_ids)
        found = {
            (row.unit_id.id, row.date_from): (row.state, row.parent_unit_id.id)
            for row in again.filtered(lambda row: row.unit_id in units)
        }
        expected = {
            key: (row["state"], row["parent"]) for key, row in reference.rows.items()
        }
        self.assertEqual(found, expected, today)
        self.check_paths(again)

    def check_paths(self, rows):
        for row in rows:
            steps = [int(step) for step in row.tree_path.split("/")[:-1]]
            self.assertEqual(steps[-1], row.unit_id.id)
            self.assertIn(row.parent_unit_id.id, (*steps[-2:-1], False))
            self.assertIn(row.period_direct_id.id, (*steps, False))

    def something_happens(self, reference, chance, today, step):
        open_cells = self.cells.filtered(lambda one: not one.date_close)
        event = chance.choice(EVENTS)
        here = open_cells.filtered(lambda one: one.date_open <= today)
        if event == "move" and here:
            chance.choice(here).parent_id = chance.choice(self.wards)
        elif event == "open":
            ward = chance.choice(self.wards)
            opened = today + timedelta(days=chance.randrange(-20, 20))
            code = f"new_{step}_{len(self.cells)}"
            cell = self._unit(code, "cell", ward, date_open=opened)
            reference.begin(cell)
            self.cells |= cell
        elif event == "close" and open_cells:
            cell = chance.choice(open_cells)
            last = today + timedelta(days=chance.randrange(-25, 40))
            cell.date_close = max(last, cell.date_open)
        elif event == "reopen":
            closed = self.cells - open_cells
            closed = closed.filtered(lambda one: one.id not in reference.merged)
            if closed:
                chance.choice(closed).date_close = False
        elif event == "merge":
            self.merge(reference, chance, here, today)
        elif event == "leave":
            self.allow(chance, today)
        elif event == "levels":
            ward = self.levels("above_grassroots")
            has = ward in self.regime.level_ids
            command = Command.unlink if has else Command.link
            self.regime.level_ids = [command(ward.id)]

    def merge(self, reference, chance, here, today):
        """One cell goes up in another: it owes up to the day before, no longer."""
        leaving = here.filtered(lambda one: one.date_open < today)
        if leaving and len(here) > 1:
            cell = chance.choice(leaving)
            cell._plan_merge(chance.choice(here - cell), today)
            self.assertFalse(cell.active)
            reference.merged[cell.id] = today - timedelta(days=1)

    def allow(self, chance, today):
        """Leave to send after the lock changes nothing of what is owed."""
        owed = self.owed(unit=self.cells)
        if owed:
            self.env["dlxh.obligation.exception"].create(
                {
                    "obligation_id": chance.choice(owed).id,
                    "until": today + timedelta(days=chance.randrange(30)),
                    "reason": "Flood",
                }
            )
