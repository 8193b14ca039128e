import io
from datetime import date

import openpyxl
from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common_team import DlxhTeamCase

END_2023 = date(2023, 12, 31)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-30")
class TestTeamRoster(DlxhTeamCase):
    """Teams on any day, and persons who sit at two levels."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.chair("officer", cls.province_a)
        cls.head, cls.old, cls.new = cls.people(cls.cell_a11, 3)
        cls.head.position = "Bí thư"
        cls.past = cls.team(
            cls.ward_a1,
            [
                (cls.old, {"date_to": "2024-06-30"}),
                (cls.head, {"role": "head"}),
                (cls.new, {"date_from": "2024-07-01"}),
            ],
            date_from="2022-01-01",
        ).with_user(cls.officer)
        cls.past._record_paper_decision("12-QĐ/ĐU", "2022-01-01")

    def _wizard(self, teams, day, user=None):
        return (
            self.env["dlxh.team.as.of"]
            .with_user(user or self.officer)
            .create({"team_ids": teams.ids, "date": day})
        )

    def test_the_team_as_of_a_day(self):
        then = self.past._members_on(END_2023)
        self.assertEqual(then.collaborator_id.ids, [self.head.id, self.old.id])
        now = self.past._members_on(date(2026, 6, 30))
        self.assertEqual(now.collaborator_id.ids, [self.head.id, self.new.id])
        self.assertFalse(self.past._members_on(date(2021, 12, 31)))
        for day, person in (
            (date(2024, 6, 30), self.old),
            (date(2024, 7, 1), self.new),
        ):
            self.assertIn(person, self.past._members_on(day).collaborator_id)
            self.assertEqual(self.past._head_count(day), 2)

    def test_thirty_one_who_sit_at_two_levels_are_counted_once(self):
        """The bloc's 35: 4 at the agency, 31 in subordinate committees."""
        bloc = self._unit("bloc", "direct", self.centre)
        below = [
            self._unit(f"committee_{number}", "above_grassroots", bloc)
            for number in range(31)
        ]
        agency = self.people(bloc, 4)
        others = self.env["dlxh.collaborator"].browse()
        teams = self.env["dlxh.team"].browse()
        for unit in below:
            person = self.people(unit, 1)
            others |= person
            teams |= self.team(unit, person)
        top = self.team(bloc, agency | others)
        self.assertEqual(top.member_count, 35)
        self.assertEqual(top._head_count(), 35)
        both = top | teams
        self.assertEqual(sum(both.mapped("member_count")), 35 + 31)
        self.assertEqual(both._head_count(), 35)
        self.assertEqual(both.browse()._head_count(), 0)
        wizard = self._wizard(both, "2026-06-30", self.chair("officer", bloc))
        self.assertEqual((wizard.seat_count, wizard.person_count), (66, 35))

    def test_one_person_with_two_files_is_one_head(self):
        twin = self.collaborator(self.ward_a2, partner_id=self.head.partner_id.id)
        other = self.team(self.ward_a2, [twin])
        self.assertEqual((self.past | other)._head_count(), 2)

    def test_wizard_shows_that_day(self):
        wizard = self._wizard(self.past, END_2023)
        action = wizard.action_show()
        self.assertEqual(action["name"], "Members on 31/12/2023")
        shown = self.env["dlxh.team.member"].search(action["domain"])
        self.assertEqual(shown.collaborator_id, self.old | self.head)
        self.assertEqual(self.past.action_open_members()["context"], {})
        members = self.env["dlxh.team.member"]
        everybody = members.search(self.past.action_open_all_members()["domain"])
        self.assertEqual(len(everybody), self.past.all_member_count)

    def test_list_in_pdf_and_workbook(self):
        wizard = self._wizard(self.past, END_2023)
        html = (
            self.env["ir.actions.report"]
            .with_user(self.officer)
            ._render_qweb_html(
                "dlxh_collaborator.dlxh_team_action_report_roster", wizard.ids
            )[0]
            .decode()
        )
        for part in (self.head.name, "Bí thư", "cell_a11", "Head", "12-QĐ/ĐU"):
            self.assertIn(part, html)
        self.assertIn("01/01/2022", html)
        self.assertNotIn(self.new.name, html)
        content, kind = (
            self.env["ir.actions.report"]
            .with_user(self.officer)
            ._render_xlsx(
                "dlxh_collaborator.dlxh_team_action_report_roster_xlsx", wizard.ids, {}
            )
        )
        self.assertEqual(kind, "xlsx")
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
        self.assertEqual(
            [row[:3] + row[5:6] for row in rows],
            [[1, self.head.name, "Bí thư", "Head"], [2, self.old.name, "", "Member"]],
        )
        self.assertEqual(sheet["A2"].value, "Members on 31/12/2023")
        log = self.env["dlxh.access.log"].search([], limit=1, order="id desc")
        self.assertEqual((log.action, log.count), ("export", 2))

    def test_nobody_opens_teams_of_others_or_their_dialogs(self):
        stranger = self.chair("officer", self.province_b)
        with self.assertRaises(AccessError):
            self._wizard(self.past, END_2023, stranger)
        wizard = self._wizard(self.past, END_2023)
        with self.assertRaises(AccessError):
            wizard.with_user(stranger).action_show()
        # a transfer takes effect at once, on a dialog that is open too
        self.officer.dlxh_unit_ids = [Command.set(self.province_b.ids)]
        wizard.invalidate_recordset()
        self.assertEqual(wizard.person_count, 0)
        self.assertEqual(wizard._pages(), [])

    def test_roster_costs_the_same_for_any_number(self):
        self.team(self.ward_a2, self.people(self.ward_a2, 12))
        teams = self.env["dlxh.team"].search(
            [("unit_id", "child_of", self.province_a.id)]
        )
        counts = []
        for some in (teams[:1], teams):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.with_user(self.officer)._roster(date(2026, 6, 30))
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 1)
