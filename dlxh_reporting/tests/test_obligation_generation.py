from datetime import date, datetime
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common_obligation import ObligationCase

JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)


@tagged("post_install", "-at_install")
class TestObligationGeneration(ObligationCase):
    """Who owes a report for which period, and when it is due."""

    def test_units_of_the_levels_owe_the_periods_ahead(self):
        self.generate()
        wards = self.ward_a1 | self.ward_a2 | self.ward_b1
        provinces = self.province_a | self.province_b
        self.assertEqual(self.owed(first=JUNE).unit_id, wards | provinces)
        self.assertEqual(self.owed(first=JULY).unit_id, wards | provinces)

    def test_an_obligation_says_where_the_unit_hung_and_three_dates(self):
        self.generate()
        owed = self.row(self.ward_a1, JUNE)
        self.assertEqual(owed.parent_unit_id, self.province_a)
        self.assertEqual(owed.period_direct_id, self.province_a)
        self.assertEqual(owed.period_above_id, self.ward_a1)
        self.assertEqual(owed.direct_unit_id, self.province_a)
        self.assertEqual(owed.level_id, self.ward_a1.level_id)
        self.assertEqual(owed.tree_path, self.ward_a1.parent_path)
        self.assertEqual(owed.date_to, date(2026, 6, 30))
        self.assertEqual(owed.cutoff_on, date(2026, 6, 30))
        self.assertEqual(owed.due_at, datetime(2026, 7, 5, 16, 59, 59))
        self.assertEqual(owed.lock_at, datetime(2026, 7, 15, 16, 59, 59))
        self.assertEqual(owed.state, "owed")
        self.assertEqual(owed._label(), "Month 6/2026")
        self.assertEqual(self.Obligation._find(self.regime, self.ward_a1, JUNE), owed)

    def test_a_second_run_changes_nothing(self):
        self.generate()
        before = self.Obligation.search([]).read()
        self.assertEqual(self.generate(), 0)
        self.assertEqual(self.Obligation.search([]).read(), before)

    def test_a_new_unit_owes_the_period_in_which_it_opens(self):
        self.generate()
        new = self._unit(
            "ward_new", "above_grassroots", self.province_a, date_open="2026-06-30"
        )
        self.assertEqual(self.generate(), 2)
        self.assertEqual(self.row(new, JUNE).state, "owed")

    def test_a_unit_that_opens_later_does_not_owe(self):
        later = self._unit(
            "ward_later", "above_grassroots", self.province_a, date_open="2026-07-01"
        )
        self.generate()
        self.assertEqual(self.owed(unit=later).mapped("date_from"), [JULY])

    def test_a_unit_closed_in_the_period_owes_what_it_owed(self):
        self.generate()
        self.ward_a2.date_close = "2026-06-15"
        self.generate()
        self.assertEqual(self.row(self.ward_a2, JUNE).state, "owed")
        self.assertEqual(self.row(self.ward_a2, JULY).state, "cancelled")

    def test_a_closing_taken_back_makes_it_owe_again(self):
        self.generate()
        self.ward_a2.date_close = "2026-06-15"
        self.generate()
        self.ward_a2.date_close = False
        self.generate()
        self.assertEqual(self.row(self.ward_a2, JULY).state, "owed")

    def test_a_unit_found_to_have_closed_before_owes_nothing(self):
        self.generate()
        self.ward_a2.date_close = "2026-05-31"
        self.generate()
        self.assertFalse(self.owed(unit=self.ward_a2))

    def test_what_came_in_is_kept_although_the_unit_had_closed(self):
        self.generate()
        self.row(self.ward_a2, JUNE)._note("sent")
        self.ward_a2.date_close = "2026-05-31"
        self.generate()
        self.assertEqual(self.row(self.ward_a2, JUNE).state, "submitted")

    def test_a_merged_unit_owes_the_period_it_was_merged_in(self):
        self.generate()
        self.env["dlxh.unit.change"].create(
            {
                "unit_id": self.ward_a2.id,
                "other_unit_id": self.ward_a1.id,
                "change_type": "merge",
                "date": "2026-06-10",
                "state": "planned",
            }
        )._applied()
        self.generate()
        self.assertFalse(self.ward_a2.active)
        self.assertEqual(self.row(self.ward_a2, JUNE).state, "owed")
        self.assertEqual(self.row(self.ward_a2, JULY).state, "cancelled")
        self.assertEqual(self.row(self.ward_a1, JUNE).state, "owed")

    def test_a_unit_moved_before_the_period_owes_it_to_the_new_unit_above(self):
        self.generate()
        self.ward_a2.parent_id = self.province_b
        self.generate()
        july = self.row(self.ward_a2, JULY)
        self.assertEqual(july.parent_unit_id, self.province_b)
        self.assertEqual(july.period_direct_id, self.province_b)
        self.assertEqual(july.tree_path, self.ward_a2.parent_path)

    def test_a_unit_moved_in_the_period_owes_it_to_the_unit_that_was_above(self):
        self.generate()
        path = self.ward_a2.parent_path
        self.ward_a2.parent_id = self.province_b
        self.generate()
        june = self.row(self.ward_a2, JUNE)
        self.assertEqual(june.parent_unit_id, self.province_a)
        self.assertEqual(june.period_direct_id, self.province_a)
        self.assertEqual(june.tree_path, path)
        # rights follow the unit at once
        self.assertEqual(june.direct_unit_id, self.province_b)

    def test_made_late_it_still_shows_the_tree_of_the_first_day(self):
        """The job did not run for days, and the tree changed in between."""
        path = self.cell_a11.parent_path
        regime = self.make_regime("T-CELLS", levels=("cell",))
        self.ward_a1.parent_id = self.province_b
        self.generate(regime=regime)
        june = self.row(self.cell_a11, JUNE, regime)
        self.assertEqual(june.parent_unit_id, self.ward_a1)
        self.assertEqual(june.period_direct_id, self.province_a)
        self.assertEqual(june.tree_path, path)
        july = self.row(self.cell_a11, JULY, regime)
        self.assertEqual(july.period_direct_id, self.province_b)

    def test_a_unit_owes_what_its_level_owed_when_the_period_began(self):
        cell = self.cell_a11.level_id
        cells = self.make_regime("T-CELLS", levels=("cell",))
        bases = self.make_regime("T-BASES", levels=("grassroots",))
        self.generate(regime=cells)
        self.cell_a11.level_id = self.env.ref("dlxh_collaborator.level_grassroots")
        self.generate(regime=cells)
        self.generate(regime=bases)
        june = self.row(self.cell_a11, JUNE, cells)
        self.assertEqual((june.state, june.level_id), ("owed", cell))
        others = [("regime_id", "=", bases.id), ("unit_id", "=", self.cell_a11.id)]
        self.assertEqual(self.Obligation.search(others).mapped("date_from"), [JULY])
        self.assertEqual(self.row(self.cell_a11, JULY, cells).state, "cancelled")
        july = self.row(self.cell_a11, JULY, bases)
        self.assertEqual((july.state, july.level_id), ("owed", self.cell_a11.level_id))

    def test_made_late_it_still_shows_the_level_of_the_first_day(self):
        cell = self.cell_a11.level_id
        cells = self.make_regime("T-CELLS", levels=("cell",))
        self.cell_a11.level_id = self.env.ref("dlxh_collaborator.level_grassroots")
        self.generate(regime=cells)
        june = self.row(self.cell_a11, JUNE, cells)
        self.assertEqual((june.state, june.level_id), ("owed", cell))
        self.assertEqual(june.tree_path, self.cell_a11.parent_path)

    def test_a_unit_moved_on_the_first_day_belongs_to_the_new_unit_above(self):
        with freeze_time("2026-05-20"):
            self.generate()
        with freeze_time("2026-06-01"):
            self.regime._generate()
            self.ward_a2.parent_id = self.province_b
        self.regime._generate()
        june = self.row(self.ward_a2, JUNE)
        self.assertEqual(june.parent_unit_id, self.province_b)

    def test_a_period_missed_by_the_job_is_made_up(self):
        with freeze_time("2026-04-20"):
            self.regime._generate()
        with freeze_time("2026-06-20"):
            self.regime._generate()
        owed = self.owed(unit=self.ward_a1).mapped("date_from")
        self.assertEqual([day.month for day in owed], [4, 5, 6, 7])

    def test_periods_over_before_the_first_run_are_not_owed(self):
        self.generate()
        self.assertEqual(min(self.owed().mapped("date_from")), JUNE)

    def test_a_level_added_to_the_regime_owes_the_running_period(self):
        self.generate()
        self.regime.level_ids = [Command.link(self.levels("cell").id)]
        self.generate()
        cells = self.cell_a11 | self.cell_a12
        self.assertEqual(self.owed(unit=cells, first=JUNE).unit_id, cells)

    def test_a_level_taken_away_owes_what_has_begun(self):
        self.generate()
        self.regime.level_ids = [Command.set(self.levels("direct").ids)]
        self.generate()
        self.assertEqual(self.row(self.ward_a1, JUNE).state, "owed")
        self.assertEqual(self.row(self.ward_a1, JULY).state, "cancelled")
        self.assertEqual(self.row(self.province_a, JULY).state, "owed")

    def test_a_unit_raised_to_another_level_owes_from_then_on(self):
        regime = self.make_regime("T-DIRECT", levels=("direct",))
        self.generate(regime=regime)
        (self.cell_a11 | self.cell_a12).parent_id = self.ward_a2
        self.ward_a1.parent_id = self.centre
        self.ward_a1.level_id = self.levels("direct")
        self.generate(regime=regime)
        july = self.row(self.ward_a1, JULY, regime)
        self.assertEqual(july.level_id, self.levels("direct"))
        self.assertEqual(july.period_direct_id, self.ward_a1)

    def test_named_units_owe_whatever_their_level(self):
        regime = self.make_regime(
            "T-NAMED",
            addressees="units",
            unit_ids=[Command.set((self.cell_a11 | self.province_b).ids)],
        )
        self.generate(regime=regime)
        owed = self.owed(regime, first=JUNE)
        self.assertEqual(owed.unit_id, self.cell_a11 | self.province_b)

    def test_a_regime_that_ends_lets_go_of_what_is_still_to_come(self):
        self.generate()
        self.regime.date_to = "2026-06-30"
        self.generate()
        self.assertEqual(self.row(self.ward_a1, JUNE).state, "owed")
        self.assertEqual(self.row(self.ward_a1, JULY).state, "cancelled")
        self.regime.date_to = False
        self.generate()
        self.assertEqual(self.row(self.ward_a1, JULY).state, "owed")

    def test_an_archived_regime_asks_for_nothing(self):
        self.generate()
        self.regime.active = False
        self.generate()
        self.assertFalse(self.owed())

    def test_new_days_apply_to_periods_that_are_not_over(self):
        with freeze_time("2026-05-10"):
            self.generate()
        self.regime.write({"due_days": 2, "lock_days": 10})
        self.generate()
        self.assertEqual(self.row(self.ward_a1, date(2026, 5, 1)).due_at.day, 5)
        self.assertEqual(self.row(self.ward_a1, JUNE).due_at.day, 2)
        self.assertEqual(self.row(self.ward_a1, JUNE).lock_at.day, 10)

    def test_a_new_due_date_decides_anew_who_was_in_time(self):
        self.generate()
        owed = self.row(self.ward_a1, JUNE)
        owed._note("sent", at=datetime(2026, 7, 4, 8))
        self.assertTrue(owed.is_on_time)
        self.regime.due_days = 3
        self.generate()
        self.assertFalse(owed.is_on_time)

    def test_periods_of_a_regime_in_use_stay(self):
        self.generate()
        with self.assertRaisesRegex(ValidationError, "make a new regime"):
            self.regime.start_day = 16

    def test_periods_not_begun_give_way_to_others(self):
        regime = self.make_regime("T-LATER", date_from="2026-07-01")
        self.generate("2026-08-01", regime=regime)
        self.assertEqual(self.owed(regime).mapped("date_from")[0], JULY)
        regime.write({"period_type": "quarter"})
        self.generate("2026-08-01", regime=regime)
        owed = self.owed(regime, unit=self.ward_a1)
        self.assertEqual(owed.mapped("date_from"), [JULY])
        self.assertEqual(owed.date_to, date(2026, 9, 30))
        self.assertEqual(owed.period_type, "quarter")

    def test_a_cycle_from_mid_month_to_mid_month(self):
        regime = self.make_regime("T-MID", start_day=16)
        self.generate(regime=regime)
        owed = self.owed(regime, unit=self.ward_a1)
        self.assertEqual(owed[0].date_from, date(2026, 5, 16))
        self.assertEqual(owed[0].date_to, JUNE.replace(day=15))
        self.assertEqual(owed[0]._label(), "Month 6/2026")

    def test_the_job_runs_over_all_regimes(self):
        jobs = type(self.env["ir.cron"])
        with patch.object(jobs, "_commit_progress", return_value=60.0) as progress:
            self.env["dlxh.regime"]._cron_generate()
        self.assertEqual(progress.call_args.kwargs["remaining"], 0)
        self.assertTrue(self.owed(first=JUNE))
        self.assertEqual(self.regime.generated_on, date(2026, 6, 10))

    def test_what_decides_has_it_brought_in_step_soon(self):
        changes = {
            "the tree": lambda: self.ward_a2.write({"parent_id": self.province_b.id}),
            "a closing": lambda: self.ward_a2.write({"date_close": "2026-06-30"}),
            "the regime": lambda: self.regime.write({"due_days": 3}),
            "a new regime": lambda: self.make_regime("T-SOON"),
        }
        jobs = type(self.env["ir.cron"])
        for what, change in changes.items():
            self.env.cr.flush()
            with self.subTest(what), patch.object(jobs, "_trigger") as trigger:
                change()
                self.env.cr.flush()
                trigger.assert_called_once()
        with patch.object(jobs, "_trigger") as trigger:
            self.ward_a2.name = "Another name"
            self.env.cr.flush()
            trigger.assert_not_called()

    def test_what_came_in_is_not_deleted(self):
        self.generate()
        owed = self.row(self.ward_a1, JUNE)
        owed._note("sent")
        with self.assertRaisesRegex(UserError, "kept for the rates"):
            owed.unlink()
        with self.assertRaisesRegex(UserError, "as it was noted"):
            owed.event_ids.kind = "returned"
        with self.assertRaisesRegex(UserError, "as it was noted"):
            owed.event_ids.unlink()

    def test_the_number_of_queries_does_not_grow_with_the_units(self):
        self.generate("2026-06-30")
        self.env["dlxh.unit"].create(
            [
                {
                    "name": f"Many {number}",
                    "code": f"TEST-MANY-{number}",
                    "level_id": self.ward_a1.level_id.id,
                    "parent_id": self.province_a.id,
                    "date_open": "2020-01-01",
                }
                for number in range(300)
            ]
        )
        self.env.flush_all()
        with self.assertQueryCount(8):
            self.assertEqual(self.generate("2026-06-30"), 300)
