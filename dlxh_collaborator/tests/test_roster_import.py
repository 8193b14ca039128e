import base64
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_bulk import BulkCase


@tagged("post_install", "-at_install")
class TestRosterImport(BulkCase):
    """Rosters: all or what was agreed, the same twice, within the territory."""

    def _row(self, number=1, **cells):
        return {
            "name": f"Nguyễn Thị {'ABCDEFGHIKLMNOPQ'[number % 16]}{number}",
            "unit": "TEST-CELL_A11",
            "phone": f"09{number:08d}",
            "team": "TEST-WARD_A1",
            "date_from": "15/10/2025",
            **cells,
        }

    def _wizard(self, user, *rows):
        return (
            self.env["dlxh.roster.import"]
            .with_user(user)
            .create(
                {
                    "data_file": base64.b64encode(self.roster(*rows)),
                    "file_name": "r.xlsx",
                }
            )
        )

    def _run(self, *rows, user=None):
        with patch(
            "odoo.addons.dlxh_collaborator.unit_file.sheet._bytes",
            return_value=self.roster(*rows),
        ):
            wizard = self.env["dlxh.roster.import"]
            return (wizard.with_user(user) if user else wizard)._run_file("r.xlsx")

    def _snapshot(self):
        people = self.env["dlxh.collaborator"].search([], order="id")
        teams = self.env["dlxh.team"].search([], order="id")
        return (
            people.read(
                ["name", "phone", "unit_id", "position", "state", "write_date"]
            ),
            teams.read(["unit_id", "date_from"]),
            teams.member_ids.read(["role", "date_from", "represented_unit_id"]),
            self.env["res.partner"].search_count([]),
        )

    def test_file_makes_people_team_and_memberships_and_twice_changes_nothing(self):
        rows = [
            self._row(
                1,
                role="Trưởng nhóm",
                position="Bí thư chi bộ",
                email="a@x.vn",
                represents="cell_a11",
                expertise="Luật",
                rapporteur="x",
            ),
            self._row(2, date_from="1/12/2025"),
            self._row(3, team="", date_from=""),
        ]
        result = self._run(*rows, user=self.officer)
        self.assertEqual(
            result,
            {"created": 3, "updated": 0, "unchanged": 0, "seats": 2, "errors": []},
        )
        people = self.env["dlxh.collaborator"].search(
            [("unit_id", "=", self.cell_a11.id)], order="id"
        )
        first, second, third = people
        self.assertEqual(first.position, "Bí thư chi bộ")
        self.assertEqual((first.phone, first.email), ("0900000001", "a@x.vn"))
        self.assertEqual(first.expertise_ids.name, "Luật")
        self.assertTrue(first.is_rapporteur)
        self.assertEqual(people.mapped("state"), ["active", "active", "proposed"])
        team = self.env["dlxh.team"].search([("unit_id", "=", self.ward_a1.id)])
        self.assertEqual(str(team.date_from), "2025-10-15")
        self.assertEqual(team.member_ids.collaborator_id, first | second)
        self.assertEqual(first.membership_ids.role, "head")
        self.assertEqual(first.membership_ids.represented_unit_id, self.cell_a11)
        self.env.flush_all()
        before = self._snapshot()
        again = self._run(*rows, user=self.officer)
        self.assertEqual(
            again,
            {"created": 0, "updated": 0, "unchanged": 3, "seats": 0, "errors": []},
        )
        self.assertEqual(self._snapshot(), before)

    def test_second_file_adds_and_changes_only_what_it_says(self):
        self._run(self._row(1, position="Bí thư"), self._row(2))
        result = self._run(
            self._row(1, position="", role="Thư ký"),
            self._row(2, position="Chủ tịch"),
            self._row(3),
        )
        self.assertFalse(result["errors"])
        self.assertEqual((result["created"], result["updated"]), (1, 2))
        people = self.env["dlxh.collaborator"].search(
            [("unit_id", "=", self.cell_a11.id)], order="id"
        )
        self.assertEqual(people.mapped("position"), ["Bí thư", "Chủ tịch", False])
        self.assertEqual(people[0].membership_ids.role, "secretary")

    def test_paper_decision_is_recorded_once(self):
        rows = [
            self._row(n, decision="45-QĐ/ĐU", decision_date="10/10/2025")
            for n in (1, 2)
        ]
        self.assertFalse(self._run(*rows)["errors"])
        decision = self.env["dlxh.decision"].search(
            [("unit_id", "=", self.ward_a1.id), ("paper_code", "=", "45-QĐ/ĐU")]
        )
        self.assertEqual(len(decision), 1)
        team = self.env["dlxh.team"].search([("unit_id", "=", self.ward_a1.id)])
        self.assertEqual(team.decision_id, decision)
        self.assertEqual(decision.team_id, team)
        self.assertEqual(self._run(*rows)["unchanged"], 2)
        later = self._row(3, decision="50-QĐ/ĐU", date_from="1/12/2025")
        later["decision_date"] = "28/11/2025"
        self.assertFalse(self._run(*rows, later)["errors"])
        second = self.env["dlxh.decision"].search([("paper_code", "=", "50-QĐ/ĐU")])
        self.assertEqual((second.team_id, second.decision_type), (team, "consolidate"))
        self.assertEqual(team.decision_id, decision)
        team.member_ids[0].role = "deputy"  # a decision on paper locks nothing

    def test_a_bad_row_keeps_all_out(self):
        before = self._snapshot()
        good = self._row(1)
        for bad, column in (
            (self._row(2, unit="TEST-WARD_A9"), "unit"),
            (self._row(2, phone="12"), "phone"),
            (self._row(2, role="vua"), "role"),
            (self._row(2, date_from="31/02/2025"), "date_from"),
            (good, "name"),
        ):
            with self.subTest(column):
                result = self._run(good, bad)
                self.assertEqual(len(result["errors"]), 1, result["errors"])
                error = result["errors"][0]
                self.assertEqual((error["row"], error["column"]), (3, column))
                self.assertEqual(self._snapshot(), before)

    def test_errors_are_told_in_the_language_of_the_user(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        wizard = self.env["dlxh.roster.import"].with_context(lang="vi_VN")
        with patch(
            "odoo.addons.dlxh_collaborator.unit_file.sheet._bytes",
            return_value=self.roster(self._row(1, unit="provinc_a")),
        ):
            (error,) = wizard._run_file("r.xlsx")["errors"]
        self.assertIn("“provinc_a”", error["reason"])
        self.assertIn("province_a (TEST-PROVINCE_A)", error["reason"])

    def test_overlap_and_closed_unit(self):
        self._run(self._row(1))
        (error,) = self._run(self._row(1, date_from="1/11/2025"))["errors"]
        self.assertEqual(error["column"], "date_from")
        self.assertIn("15/10/2025", error["reason"])
        self.ward_a2.write({"date_close": "2025-06-30", "active": False})
        (error,) = self._run(self._row(2, unit="TEST-WARD_A2"))["errors"]
        self.assertIn("30/06/2025", error["reason"])

    def test_officer_keeps_to_his_territory(self):
        for cells in ({"unit": "TEST-WARD_A2"}, {"team": "TEST-PROVINCE_A"}):
            (error,) = self._run(self._row(1, **cells), user=self.officer)["errors"]
            self.assertIn("No unit of your territory", error["reason"])
            self.assertNotIn("ward_a2 (", error["reason"])
        result = self._run(
            self._row(1, unit="TEST-WARD_A2"), user=self.province_officer
        )
        self.assertEqual(result["created"], 1)

    def test_administrator_without_a_unit_loads_everywhere(self):
        result = self._run(self._row(1), user=self.chair("administrator"))
        self.assertEqual(result["created"], 1)

    def test_other_chairs_cannot(self):
        for chair in ("collaborator", "leader", "clerk", "inspector", "data_officer"):
            user = self.chair(chair, self.ward_a1)
            with self.subTest(chair), self.assertRaises(AccessError):
                self._wizard(user, self._row(1))
            with self.subTest(chair), self.assertRaises(AccessError):
                self._run(self._row(1), user=user)
        nobody = self.chair("officer")
        self.assertTrue(self._run(self._row(1), user=nobody)["errors"])

    def test_defaults_of_the_user_slip_nothing_in(self):
        evil = self.chair("leader", self.ward_a1)
        self.env["ir.default"].with_user(self.officer).set(
            "dlxh.collaborator", "user_id", evil.id, user_id=True
        )
        wizard = self._wizard(self.officer, self._row(1))
        wizard.action_check()
        wizard.with_context(
            default_user_id=evil.id, default_kind="direct"
        ).action_apply()
        person = self.env["dlxh.collaborator"].search(
            [("unit_id", "=", self.cell_a11.id)]
        )
        self.assertEqual((len(person), person.kind), (1, "regular"))
        self.assertFalse(person.user_id)

    def test_contacts_of_accounts_with_other_chairs_are_left_alone(self):
        leader = self.chair("leader", self.ward_a1)
        leader.partner_id.write({"name": "Lê Lãnh Đạo", "phone": "0900000077"})
        self.collaborator(self.ward_a1, user=leader)
        row = {"name": "Lê Lãnh Đạo", "unit": "TEST-WARD_A1", "phone": "0900000077"}
        self.assertEqual(self._run(row, user=self.officer)["unchanged"], 1)
        row["email"] = "mine@x.vn"
        (error,) = self._run(row, user=self.officer)["errors"]
        self.assertEqual(error["column"], "email")
        self.assertNotEqual(leader.email, "mine@x.vn")

    # the screen

    def test_wizard_shows_problems_and_takes_what_was_agreed(self):
        wizard = self._wizard(self.officer, self._row(1), self._row(2, unit="NO"))
        wizard.action_check()
        self.assertEqual(wizard.state, "checked")
        self.assertEqual((wizard.error_count, wizard.good_count), (1, 1))
        self.assertEqual(wizard.error_ids.row, 3)
        wizard.action_apply()
        self.assertEqual(wizard.state, "choose")
        mine = [("unit_id", "=", self.cell_a11.id)]
        self.assertFalse(self.env["dlxh.collaborator"].search(mine))
        wizard.action_check()
        wizard.action_apply_good()
        self.assertEqual((wizard.state, wizard.created_count), ("done", 1))
        self.assertEqual(len(self.env["dlxh.collaborator"].search(mine)), 1)

    def test_other_rows_than_agreed_are_not_stored(self):
        wizard = self._wizard(self.officer, self._row(1), self._row(2, unit="NO"))
        wizard.action_check()
        wizard.data_file = base64.b64encode(self.roster(self._row(3)))
        with self.assertRaises(UserError):
            wizard.action_apply_good()

    def test_wizard_of_another_is_not_readable(self):
        wizard = self._wizard(self.officer, self._row(1))
        wizard.action_check()
        other = self.chair("officer", self.ward_a1)
        for records in (wizard, wizard.line_ids):
            self.assertFalse(records.with_user(other).has_access("read"))

    def test_template_offers_the_units_of_the_territory(self):
        wizard = self.env["dlxh.roster.import"].with_user(self.officer).create({})
        action = wizard.action_template()
        self.assertIn(f"/{wizard.id}/template_file/", action["url"])
        wizard.data_file = wizard.template_file
        wizard.file_name = "r.xlsx"
        wizard.action_check()
        self.assertEqual(wizard.error_count, 1)  # nobody is filled in yet

    def test_queries_do_not_grow_with_the_rows(self):
        def cost(start, size):
            rows = [
                self._row(number, team="TEST-WARD_A1", name=f"Người {start} {number}")
                for number in range(start, start + size)
            ]
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(self._run(*rows)["created"], size)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost(1, 3)
        few = cost(100, 10)
        self.assertLessEqual(cost(1000, 200), few + 12)
