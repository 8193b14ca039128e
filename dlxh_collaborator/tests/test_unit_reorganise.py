from datetime import date, timedelta

from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common_reorganise import TODAY, UnitReorganiseCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-01 05:00:00")
class TestUnitReorganise(UnitReorganiseCase):
    """Merging, splitting and moving: what moves, what ends, what stays."""

    # move

    def test_move_keeps_the_history(self):
        self._wizard(
            "move",
            self.ward_a1,
            parent_id=self.province_b.id,
            date="2026-02-01",
            note="No. 5",
        ).action_apply()
        self.assertEqual(self.ward_a1.parent_id, self.province_b)
        self.assertEqual(self.cell_a11.direct_unit_id, self.province_b)
        change = self.ward_a1.change_ids
        self.assertEqual(
            (change.change_type, change.former_parent_id, change.note, change.state),
            ("reparent", self.province_a, "No. 5", "done"),
        )
        Unit = self.env["dlxh.unit"]
        before, after = date(2026, 1, 31), date(2026, 2, 1)
        self.assertEqual(Unit._parents_on(before)[self.ward_a1.id], self.province_a.id)
        self.assertEqual(Unit._parents_on(after)[self.ward_a1.id], self.province_b.id)
        self.assertIn(self.cell_a11, self.province_a._subtree_on(before))
        self.assertNotIn(self.cell_a11, self.province_a._subtree_on(after))
        self.assertIn(self.cell_a11, self.province_b._subtree_on(after))

    def test_move_takes_effect_for_users_at_once(self):
        officer = self.chair("officer", self.province_b)
        unit = self.cell_a11.with_user(officer)
        self.assertFalse(unit.is_in_scope)
        self._wizard(
            "move", self.ward_a1, parent_id=self.province_b.id, date=TODAY
        ).action_apply()
        self.assertTrue(unit.is_in_scope)

    def test_two_moves_and_the_tree_between(self):
        for parent, day in (
            (self.province_b, "2025-01-01"),
            (self.province_a, "2026-01-01"),
        ):
            self._wizard(
                "move", self.ward_a1, parent_id=parent.id, date=day
            ).action_apply()
        on = self.env["dlxh.unit"]._parents_on
        key = self.ward_a1.id
        self.assertEqual(on(date(2024, 12, 31))[key], self.province_a.id)
        self.assertEqual(on(date(2025, 6, 1))[key], self.province_b.id)
        self.assertEqual(on(date(2026, 1, 1))[key], self.province_a.id)

    def test_direct_write_leaves_history_too(self):
        self.ward_a1.write({"parent_id": self.province_b.id, "name": "ward_new"})
        self.assertEqual(
            sorted(self.ward_a1.change_ids.mapped("change_type")),
            ["rename", "reparent"],
        )
        self.assertEqual(self.ward_a1._name_on(TODAY - timedelta(days=1)), "ward_a1")
        self.assertEqual(self.ward_a1._name_on(TODAY), "ward_new")
        self.ward_a1.name = "ward_new"
        self.assertEqual(len(self.ward_a1.change_ids), 2)

    def test_a_change_of_level_leaves_history(self):
        base, cell = (
            self.env.ref(f"dlxh_collaborator.level_{code}")
            for code in ("grassroots", "cell")
        )
        with freeze_time("2026-02-01 05:00:00"):
            self.cell_a11.level_id = base
        self.cell_a11.level_id = base  # changes nothing
        change = self.cell_a11.change_ids
        self.assertEqual(
            (change.change_type, change.former_level_id, change.state),
            ("level", cell, "done"),
        )
        former = self.env["dlxh.unit"]._former_levels
        self.assertEqual(former(date(2026, 1, 31)), {self.cell_a11.id: cell.id})
        self.assertFalse(former(date(2026, 2, 1)))
        self.cell_a11.level_id = cell
        self.assertEqual(former(date(2026, 1, 31)), {self.cell_a11.id: cell.id})
        self.assertEqual(former(date(2026, 2, 1)), {self.cell_a11.id: base.id})
        self.assertFalse(former(TODAY))

    def test_a_unit_opened_later_had_the_level_it_opened_with(self):
        base, cell = (
            self.env.ref(f"dlxh_collaborator.level_{code}")
            for code in ("grassroots", "cell")
        )
        self.cell_a11.date_open = "2026-02-10"
        with freeze_time("2026-02-10 05:00:00"):
            self.cell_a11.level_id = base  # entered wrongly, corrected the same day
        former = self.env["dlxh.unit"]._former_levels
        self.assertFalse(former(date(2026, 1, 1)))
        self.cell_a11.level_id = cell
        self.assertEqual(former(date(2026, 1, 1)), {self.cell_a11.id: base.id})

    def test_refused_moves(self):
        for unit, parent, day, words in (
            (self.province_a, self.ward_a1, TODAY, "stands below"),
            (self.ward_a1, self.cell_a11, TODAY, "stands below"),
            (self.cell_a11, self.cell_a12, TODAY, "cannot stand below"),
            (self.ward_a1, self.ward_a2, TODAY, "cannot stand below"),
            (self.ward_a1, self.province_a, TODAY, "already stands"),
            (self.ward_a1, self.province_b, "2020-01-01", "opened on 01/01/2020"),
        ):
            with self._refused(words):
                self._wizard("move", unit, parent_id=parent.id, date=day).action_apply()
        self._wizard("close", self.province_b, with_below=True).action_apply()
        with self._refused("closed"):
            self._wizard(
                "move", self.ward_a1, parent_id=self.province_b.id, date=TODAY
            ).action_apply()
        with self._refused("cannot change any more"):
            self._wizard(
                "move", self.ward_b1, parent_id=self.province_a.id, date=TODAY
            ).action_apply()

    # merge

    def test_merge_hands_everything_over(self):
        user, person, line, team, body = self._people(self.ward_a1)
        self._merge(self.ward_a1, self.ward_a2, date=TODAY, note="No. 7")
        self.assertFalse(self.ward_a1.active)
        self.assertEqual(self.ward_a1.date_close, date(2026, 2, 28))
        self.assertEqual(self.cell_a11.parent_id, self.ward_a2)
        self.assertEqual(self.ward_a1.successor_ids, self.ward_a2)
        self.assertEqual(self.ward_a2.predecessor_ids, self.ward_a1)
        self.assertIn(self.ward_a2, user.dlxh_unit_ids)
        self.assertEqual(person.unit_id, self.ward_a2)
        self.assertEqual(line.date_to, date(2026, 2, 28))
        self.assertEqual(team.date_to, date(2026, 2, 28))
        self.assertEqual(team.member_ids.date_to, date(2026, 2, 28))
        self.assertTrue(team.member_ids.end_reason)
        self.assertFalse(body.active)
        self.assertFalse(self.ward_a2.responsibility_ids)
        scope = self.ward_a2._subtree_on(date(2026, 2, 28))
        self.assertEqual(scope, self.ward_a2)
        self.assertIn(self.cell_a11, self.ward_a1._subtree_on(date(2026, 2, 28)))
        self.assertFalse(self.ward_a1._subtree_on(TODAY))

    def test_merge_with_responsibilities_and_team(self):
        _user, person, line, _team, _body = self._people(self.ward_a1)
        self._merge(
            self.ward_a1,
            self.ward_a2,
            date=TODAY,
            carry_responsibilities=True,
            carry_team=True,
            keep_reading=False,
        )
        held = self.ward_a2.responsibility_ids
        self.assertEqual((held.role, held.user_id), (line.role, line.user_id))
        self.assertEqual(held.date_from, TODAY)
        team = self.env["dlxh.team"].search([("unit_id", "=", self.ward_a2.id)])
        self.assertEqual(team.member_ids.collaborator_id, person)
        self.assertEqual(team.member_ids.date_from, TODAY)
        self.assertEqual(_user.dlxh_unit_ids, self.ward_a2)

    def test_merge_several_into_a_new_unit(self):
        self._wizard(
            "merge",
            self.ward_a1 | self.ward_a2,
            into="new",
            new_name="ward_new",
            new_code="TEST-NEW",
            date=TODAY,
        ).action_apply()
        new = self.env["dlxh.unit"].search([("code", "=", "TEST-NEW")])
        self.assertEqual(new.predecessor_ids, self.ward_a1 | self.ward_a2)
        self.assertEqual(new.parent_id, self.province_a)
        self.assertEqual(new.date_open, TODAY)
        self.assertEqual(new.child_ids, self.cell_a11 | self.cell_a12)

    def test_merge_on_a_coming_day_waits(self):
        user = self.chair("officer", self.ward_a1)
        coming = TODAY + timedelta(days=10)
        self._merge(self.ward_a1, self.ward_a2, date=coming)
        self.assertTrue(self.ward_a1.active)
        self.assertEqual(self.ward_a1.date_close, coming - timedelta(days=1))
        self.assertEqual(self.cell_a11.parent_id, self.ward_a1)
        self.assertNotIn(self.ward_a2, user.dlxh_unit_ids)
        self._cron()
        self.assertTrue(self.ward_a1.active)
        with freeze_time(coming):
            self._cron()
        self.assertFalse(self.ward_a1.active)
        self.assertEqual(self.cell_a11.parent_id, self.ward_a2)
        self.assertIn(self.ward_a2, user.dlxh_unit_ids)
        with freeze_time(coming + timedelta(days=1)):
            self._cron()
        self.assertEqual(set(self.ward_a1.change_ids.mapped("state")), {"done"})

    def test_planned_merge_can_be_cancelled(self):
        coming = TODAY + timedelta(days=10)
        self._merge(self.ward_a1, self.ward_a2, date=coming)
        self.cell_a11.change_ids.with_user(self.admin).action_cancel()
        self.assertEqual(self.ward_a1.change_ids.state, "cancelled")
        self.assertFalse(self.ward_a1.date_close)
        self.assertFalse(self.ward_a1.successor_ids)
        with freeze_time(coming):
            self._cron()
        self.assertTrue(self.ward_a1.active)
        self._merge(self.ward_a1, self.ward_a2, date=TODAY)
        done = self.ward_a1.change_ids.filtered(lambda one: one.state == "done")
        with self._refused("Only a planned change"):
            done.action_cancel()

    def test_refused_mergers(self):
        coming = TODAY + timedelta(days=10)
        front = self._unit("front", "above_grassroots", self.ward_b1, org_type="front")
        for unit, target, day, words in (
            (self.ward_a1, self.ward_a1, TODAY, "cannot go up in itself"),
            (self.ward_a1, self.province_b, TODAY, "different levels"),
            (self.ward_a1, front, TODAY, "different levels"),
            (self.province_a, self.ward_a1, TODAY, "cannot go up in itself"),
            (self.ward_a1, self.ward_a2, "2019-01-01", "opened on"),
        ):
            with self._refused(words):
                self._merge(unit, target, date=day)
        self._merge(self.ward_a1, self.ward_a2, date=coming)
        for unit, target, words in (
            (self.ward_a1, self.ward_b1, "already planned"),
            (self.ward_b1, self.ward_a1, "about to close"),
            (self.ward_a2, self.ward_b1, "is to go to"),
        ):
            with self._refused(words):
                self._merge(unit, target, date=coming)
        with self._refused("already planned"):
            self._wizard(
                "move", self.cell_a11, parent_id=self.ward_b1.id, date=TODAY
            ).action_apply()

    # split

    def test_split_that_ends_the_unit(self):
        one, two = (
            self.chair("officer", self.ward_a1),
            self.chair("clerk", self.ward_a1),
        )
        self.collaborator(self.ward_a1, two)
        wizard = self._wizard(
            "split",
            self.ward_a1,
            date=TODAY,
            line_ids=[
                Command.create({"name": "north", "code": "TEST-N"}),
                Command.create(
                    {
                        "name": "south",
                        "code": "TEST-S",
                        "child_ids": [Command.set(self.cell_a12.ids)],
                        "user_ids": [Command.set(two.ids)],
                    }
                ),
            ],
        )
        wizard.action_apply()
        Unit = self.env["dlxh.unit"]
        north = Unit.search([("code", "=", "TEST-N")])
        south = Unit.search([("code", "=", "TEST-S")])
        self.assertEqual(north.child_ids, self.cell_a11)
        self.assertEqual(south.child_ids, self.cell_a12)
        self.assertFalse(self.ward_a1.active)
        self.assertEqual(self.ward_a1.successor_ids, north | south)
        self.assertIn(north, one.dlxh_unit_ids)
        self.assertNotIn(south, one.dlxh_unit_ids)
        self.assertIn(south, two.dlxh_unit_ids)
        self.assertNotIn(north, two.dlxh_unit_ids)
        person = self.env["dlxh.collaborator"].search([("user_id", "=", two.id)])
        self.assertEqual(person.unit_id, south)

    def test_split_that_leaves_the_unit(self):
        self._wizard(
            "split",
            self.ward_a1,
            date=TODAY,
            goes_on=True,
            line_ids=[
                Command.create(
                    {
                        "name": "south",
                        "code": "TEST-S",
                        "child_ids": [Command.set(self.cell_a12.ids)],
                    }
                )
            ],
        ).action_apply()
        self.assertTrue(self.ward_a1.active)
        self.assertFalse(self.ward_a1.date_close)
        self.assertEqual(self.ward_a1.child_ids, self.cell_a11)

    def test_planned_split_can_be_cancelled(self):
        coming = TODAY + timedelta(days=5)
        self._wizard(
            "split",
            self.ward_a1,
            date=coming,
            line_ids=[Command.create({"name": "north", "code": "TEST-N"})],
        ).action_apply()
        new = self.env["dlxh.unit"].search([("code", "=", "TEST-N")])
        self.assertEqual(new.date_open, coming)
        self.ward_a1.change_ids[:1].with_user(self.admin).action_cancel()
        self.assertFalse(self.ward_a1.date_close)
        self.assertEqual(new.date_close, coming)
        with freeze_time(coming + timedelta(days=1)):
            self._cron()
        self.assertFalse(new.active)
        self.assertTrue(self.ward_a1.active)
        self.assertEqual(self.cell_a11.parent_id, self.ward_a1)

    def test_refused_splits(self):
        def split(*lines):
            self._wizard(
                "split",
                self.ward_a1,
                date=TODAY,
                line_ids=[Command.create(line) for line in lines],
            ).action_apply()

        both = [Command.set(self.cell_a11.ids)]
        with self._refused("named for two"):
            split(
                {"name": "n", "code": "N1", "child_ids": both},
                {"name": "s", "code": "S1", "child_ids": both},
            )
        with self._refused("TEST-WARD_A2 is already used"):
            split({"name": "n", "code": "TEST-WARD_A2"})
        with self._refused("N1 is already used"):
            split({"name": "n", "code": "N1"}, {"name": "s", "code": "N1"})
        with self._refused("at least one"):
            split()
