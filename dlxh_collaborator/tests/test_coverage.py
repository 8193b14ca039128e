from datetime import date
from itertools import product
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from ..coverage_figures import due_so_far
from .common_coverage import CoverageCase

DAY = "2025-06-30"
ROLES = (
    "secretary_in_charge",
    "standing_member",
    "propaganda_member",
    "organ_leader",
    "organ_officer",
)


@tagged("post_install", "-at_install")
class TestCoverage(CoverageCase):
    """One row for each unit that should have a force, as it stood on the day."""

    def test_which_units_have_a_row(self):
        rows = self.coverage(DAY).search([("unit_id", "child_of", self.centre.id)])
        expected = (
            self.province_a
            | self.province_b
            | self.ward_a1
            | self.ward_a2
            | self.ward_b1
        )
        self.assertEqual(rows.unit_id, expected)
        self.assertEqual(self.row(self.ward_a1).parent_id, self.province_a)
        self.assertEqual(self.row(self.ward_a1).direct_unit_id, self.province_a)
        self.assertEqual(self.row(self.ward_a1).above_unit_id, self.ward_a1)
        self.assertEqual(self.row(self.ward_a1).level_id.code, "above_grassroots")

    def test_a_level_gets_rows_with_its_quota(self):
        level = self.env.ref("dlxh_collaborator.level_cell")
        self.assertFalse(self.row(self.cell_a11))
        level.write({"team_min": 1, "team_max": 2})
        self.assertTrue(self.row(self.cell_a11))
        self.assertTrue(self.row(self.cell_a11, DAY))

    def test_open_on_the_day_only(self):
        self.ward_a2.write({"date_open": "2023-01-01", "date_close": "2024-12-31"})
        for day, seen in (
            ("2022-12-31", False),
            ("2023-01-01", True),
            ("2024-12-31", True),
            ("2025-01-01", False),
            (None, False),
        ):
            with self.subTest(day=day):
                self.assertEqual(bool(self.row(self.ward_a2, day)), seen)

    def test_closed_by_merging_is_there_before(self):
        self.force(self.ward_a1, 15)
        for unit in (self.cell_a11, self.cell_a12, self.ward_a1):
            unit._end_after(fields.Date.to_date("2024-12-31"))
        self.assertFalse(self.ward_a1.active)
        self.assertFalse(self.row(self.ward_a1))
        before = self.row(self.ward_a1, "2024-12-31")
        self.assertEqual(before.team_kind, "team")
        self.assertEqual(before.member_count, 15)

    def test_archived_without_closing_is_not_counted(self):
        self.ward_a2.active = False
        self.assertFalse(self.row(self.ward_a2))
        self.assertFalse(self.row(self.ward_a2, DAY))

    def test_hangs_where_it_then_hung(self):
        base = self._unit("base", "grassroots", self.ward_a1)
        self.ward_a1.parent_id = self.province_b
        self.ward_a1.change_ids.date = "2025-03-01"
        base.parent_id = self.ward_a2
        base.change_ids.date = "2025-05-01"
        history = self.env["dlxh.unit"]
        for day in ("2025-02-28", "2025-03-01", "2025-05-01", None):
            parents = history._parents_on(
                fields.Date.to_date(day or fields.Date.today())
            )
            with self.subTest(day=day):
                for row in self.coverage(day).search([]):
                    self.assertEqual(row.parent_id.id or None, parents[row.unit_id.id])
        for day, above in (
            ("2025-02-28", self.province_a | self.ward_a1),
            ("2025-04-01", self.province_b | self.ward_a1),
            ("2025-05-01", self.province_a | self.ward_a2),
        ):
            row = self.row(base, day)
            with self.subTest(day=day):
                ids = [self.centre.id, *above.ids, base.id]
                self.assertEqual(row.path, "".join(f"{one}/" for one in ids))
                self.assertEqual(row.direct_unit_id | row.above_unit_id, above)
        self.assertEqual(self.row(base).path, base.parent_path)

    def test_counts_at_the_level_it_then_had(self):
        unit = self._unit("risen", "cell", self.province_a)
        self.assertFalse(self.row(unit))
        unit.level_id = self.ward_a1.level_id
        unit.change_ids.date = "2025-03-01"
        self.assertEqual(self.row(unit).above_unit_id, unit)
        self.assertEqual(self.row(unit, "2025-03-01").level_id, self.ward_a1.level_id)
        self.assertFalse(self.row(unit, "2025-02-28"))
        former = self.env.ref("dlxh_collaborator.level_cell")
        former.write({"team_min": 1, "team_max": 2})
        row = self.row(unit, "2025-02-28")
        self.assertEqual((row.level_id, row.quota_max), (former, 2))
        self.assertEqual(row.direct_unit_id, self.province_a)
        self.assertFalse(row.above_unit_id)

    def test_past_tree_equals_the_present_without_moves(self):
        today = fields.Date.context_today(self.env["dlxh.unit"])
        names = ["unit_id", "parent_id", "path", "direct_unit_id", "above_unit_id"]
        Coverage = self.env["dlxh.coverage"]
        present = self.env.execute_query(Coverage._units_sql(today))
        past = self.env.execute_query(Coverage._past_units_sql(today))
        counted = {row[0]: row for row in present}
        self.assertTrue(past)
        for row in past:
            self.assertEqual(counted[row[0]], row, names)

    def test_force_on_the_day(self):
        self.force(self.ward_a1, 15, until="2022-12-31")
        self.force(self.ward_a1, 4, "concurrent_group", since="2023-06-01")
        for day, kind, quota, seats in (
            ("2020-12-31", "none", "none", 0),
            ("2022-12-31", "team", "ok", 15),
            ("2023-01-01", "none", "none", 0),
            ("2023-06-01", "concurrent_group", "ok", 4),
        ):
            row = self.row(self.ward_a1, day)
            with self.subTest(day=day):
                self.assertEqual(row.team_kind, kind)
                self.assertEqual(row.quota_state, quota)
                self.assertEqual(row.member_count, seats)
                self.assertEqual(row.established_share, 100 if seats else 0)

    def test_two_days_in_one_transaction_do_not_mix(self):
        self.force(self.ward_a1, 15, since="2023-06-01")
        now = self.coverage().browse(self.ward_a1.id)
        before = self.coverage("2023-05-31").browse(self.ward_a1.id)
        self.assertEqual(now.team_kind, "team")
        self.assertEqual(before.team_kind, "none")
        self.assertEqual(now.team_kind, "team")

    def test_quota_as_on_the_team(self):
        for unit, count in ((self.ward_a1, 14), (self.ward_a2, 15), (self.ward_b1, 21)):
            team = self.force(unit, count)
            with self.subTest(count=count):
                self.assertEqual(self.row(unit).quota_state, team.quota_state)
        group = self.force(self.province_a, 3, "concurrent_group")
        self.assertEqual(self.row(self.province_a).quota_state, group.quota_state)
        self.assertEqual(self.row(self.ward_a1).short_count, 1)
        self.assertEqual(self.row(self.ward_b1).over_count, 1)

    def test_a_quota_of_the_unit_itself(self):
        team = self.force(self.ward_a1, 4)
        self.ward_a1.write({"own_team_min": 3, "own_team_max": 5})
        self.cell_a11.write({"own_team_min": 1, "own_team_max": 2})
        row = self.row(self.ward_a1)
        self.assertEqual(row.quota_state, team.quota_state)
        self.assertEqual((row.quota_min, row.quota_max), (3, 5))
        for day in (None, DAY):
            self.assertEqual(self.row(self.cell_a11, day).team_kind, "none")

    def test_members_who_left_and_archived_teams_do_not_count(self):
        team = self.force(self.ward_a1, 15)
        team.member_ids[:3].date_to = "2024-12-31"
        self.assertEqual(self.row(self.ward_a1, "2024-12-31").member_count, 15)
        self.assertEqual(self.row(self.ward_a1, "2025-01-01").member_count, 12)
        team.active = False
        self.assertEqual(self.row(self.ward_a1).team_kind, "none")

    def test_one_person_of_two_workplaces_is_one(self):
        team = self.force(self.ward_a1, 2)
        person = team.member_ids.collaborator_id[0].partner_id
        self.seat(team, self.collaborator(self.cell_a11, partner_id=person.id))
        row = self.row(self.ward_a1)
        self.assertEqual(row.member_count, 3)
        self.assertEqual(row.person_count, 2)

    def test_trained_by_the_day(self):
        team = self.force(self.ward_a1, 4)
        team.member_ids.collaborator_id[:3].trained_on = "2024-05-01"
        self.assertEqual(self.row(self.ward_a1, "2024-04-30").trained_count, 0)
        row = self.row(self.ward_a1, "2024-05-01")
        self.assertEqual((row.trained_count, row.trained_share), (3, 75))

    def test_responsibilities_on_the_day(self):
        for role in ROLES:
            until = "2024-12-31" if role == "organ_officer" else False
            self.responsible(self.ward_a1, role, until=until)
        before = self.row(self.ward_a1, "2024-12-31")
        after = self.row(self.ward_a1, "2025-01-01")
        self.assertTrue(all(before[f"has_{role}"] for role in ROLES))
        self.assertFalse(after.has_organ_officer)
        # a commune owes a secretary, a standing member and an officer
        self.assertEqual((before.duties_filled, before.duties_due), (3, 3))
        self.assertEqual((after.duties_filled, after.duties_due), (2, 3))
        self.assertEqual((before.lacking_count, after.lacking_count), (0, 1))
        empty = self.row(self.ward_a2)
        self.assertEqual((empty.duties_filled, empty.lacking_count), (0, 1))

    def test_no_duty_lacks_nothing(self):
        self.env["dlxh.coverage.duty"].search(
            [("level_id", "=", self.ward_a1.level_id.id)]
        ).unlink()
        row = self.row(self.ward_a1)
        self.assertEqual((row.duties_due, row.lacking_count), (0, 0))
        self.assertFalse(row.duty_share)

    def test_briefings_due_as_in_plain_python(self):
        Coverage = type(self.env["dlxh.coverage"])
        begins = ("2019-02-01", "2024-01-01", "2024-03-01", "2024-03-02", "2024-12-31")
        days = ("2024-01-30", "2024-02-29", "2024-03-31", "2024-11-15", "2024-12-31")
        wards = [self.ward_a1, self.ward_a2, self.ward_b1]
        wards += [self.province_a, self.province_b]
        for unit, begin in zip(wards, begins, strict=True):
            self.force(unit, 0, since=begin)
        for times in (12, 4, 1):
            with patch.object(
                Coverage, "_cadence_sql", lambda _s, n=times: SQL(str(n))
            ):
                for (unit, begin), day in product(
                    zip(wards, begins, strict=True), days
                ):
                    wanted = due_so_far(
                        times, date.fromisoformat(day), date.fromisoformat(begin)
                    )
                    with self.subTest(times=times, begin=begin, day=day):
                        self.env["dlxh.coverage"].invalidate_model()
                        self.assertEqual(self.row(unit, day).briefings_due, wanted)

    def test_briefings_held_in_the_year(self):
        self.force(self.ward_a1, 15)
        self.env.user.tz = "Asia/Ho_Chi_Minh"
        meetings = self.env["dlxh.meeting"].create(
            [
                {"unit_id": self.ward_a1.id, "kind": kind, "start": start}
                for kind, start in (
                    ("briefing", "2024-12-31 16:00:00"),  # 23:00 of the last day
                    ("briefing", "2024-12-31 18:00:00"),  # 1:00 of New Year
                    ("briefing", "2025-02-10 01:00:00"),
                    ("briefing", "2025-02-20 01:00:00"),
                    ("briefing", "2025-06-30 16:00:00"),
                    ("briefing", "2025-06-30 18:00:00"),
                    ("dialogue", "2025-03-10 01:00:00"),
                )
            ]
        )
        self.assertEqual(self.row(self.ward_a1, DAY).briefings_held, 0)
        # held without the steps of a meeting, which others test
        self.env.cr.execute(
            "UPDATE dlxh_meeting SET is_held = TRUE WHERE id IN %s",
            [tuple(meetings.ids)],
        )
        self.env.invalidate_all()
        row = self.row(self.ward_a1, DAY)
        self.assertEqual((row.briefings_held, row.briefings_due), (4, 6))
        early = self.row(self.ward_a1, "2025-02-28")
        self.assertEqual((early.briefings_held, early.briefings_counted), (3, 2))

    def test_nothing_is_due_without_a_force(self):
        row = self.row(self.ward_a1, "2024-12-31")
        self.assertEqual((row.briefings_due, row.trained_count), (0, 0))

    def test_shares_of_groups_are_of_their_sums(self):
        self.force(self.ward_a1, 1, trained_on="2024-01-01")
        self.force(self.ward_a2, 3)
        groups = self.coverage(DAY)._read_group(
            [("parent_id", "=", self.province_a.id)],
            ["parent_id"],
            ["established_share:avg", "trained_share:avg", "briefing_share:avg"],
        )
        self.assertEqual(groups, [(self.province_a, 100.0, 25.0, 0.0)])
        nothing_owed = self.coverage(DAY)._read_group(
            [("parent_id", "=", self.province_b.id)], [], ["trained_share:avg"]
        )
        self.assertFalse(nothing_owed[0][0])

    def test_what_is_no_date_is_refused(self):
        for wrong in ("tomorrow", "2024-13-01", "0001-01-01", 12, ["2024-01-01"]):
            with self.subTest(date=wrong), self.assertRaises(UserError):
                self.coverage(wrong).search([])
        self.assertTrue(self.coverage(False).search([]))
