from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import format_date

from .common_team import DlxhTeamCase

DAY = date(2026, 6, 30)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-30")
class TestTeamStructure(DlxhTeamCase):
    """What a team lacks, told to people, and what a consolidation would change."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.chair("officer", cls.ward_a1)
        cls.expertise = cls.env["dlxh.expertise"].search([], limit=1)
        cls.env["dlxh.expertise"].search(
            [("id", "!=", cls.expertise.id)]
        ).active = False
        cls.ready = {
            "trained_on": "2025-05-01",
            "expertise_ids": cls.expertise.ids,
        }
        cls.ward_a1.write({"own_team_min": 2, "own_team_max": 3})
        cls.make_body(cls.ward_a1)

    def _day(self, day):
        return format_date(self.env, day)

    def _findings(self, team, day=DAY):
        found = team.with_user(self.officer)._structure_findings(day)[team.id]
        return {row["code"]: row for row in found}

    def test_team_in_order(self):
        team = self.team(
            self.ward_a1,
            [
                (self.people(self.cell_a11, 1, **self.ready), {"role": "head"}),
                self.people(self.cell_a12, 1, **self.ready),
            ],
        ).with_user(self.officer)
        self.assertFalse(self._findings(team))
        self.assertFalse(team.structure_html)
        self.assertEqual(team.attention_count, 0)

    def test_what_is_wrong_is_told_with_names(self):
        gone = self.people(self.cell_a11, 1, **self.ready)
        gone.partner_id.name = "Lê Văn Đi"
        fresh = self.people(self.ward_a1, 1)
        team = self.team(
            self.ward_a1,
            [gone, (fresh, {"date_to": "2026-08-01"})],
            date_to="2026-07-31",
        )
        gone.state = "ended"
        found = self._findings(team)
        self.assertEqual(
            {code: (row["severity"], row["details"]) for code, row in found.items()},
            {
                "left_ended": ("danger", ["Lê Văn Đi"]),
                "ending": ("warning", [f"ward_a1 0 ({self._day('2026-08-01')})"]),
                "no_head": ("warning", []),
                "term_ending": ("warning", []),
                "unrepresented": ("info", ["cell_a11", "cell_a12"]),
                "untrained": ("info", ["ward_a1 0"]),
                "no_expertise": ("info", ["ward_a1 0"]),
            },
        )
        shown = team.with_user(self.officer)
        self.assertEqual(shown.attention_count, 4)
        self.assertIn("Lê Văn Đi", shown.structure_html)
        self.assertIn("1 members no longer serve", shown.structure_html)

    def test_names_are_text_on_the_panel(self):
        gone = self.people(self.cell_a11, 1)
        gone.partner_id.name = "<img src=x onerror=alert(1)>"
        team = self.team(self.ward_a1, [gone])
        gone.state = "ended"
        self.assertNotIn("<img", team.structure_html)

    def test_closed_and_moved_workplaces(self):
        closed, moved = self.people(self.cell_a11, 1), self.people(self.cell_a12, 1)
        team = self.team(
            self.ward_a1, [closed, (moved, {"represented_unit_id": self.cell_a12.id})]
        )
        self.cell_a11.sudo().date_close = "2026-06-01"
        moved.unit_id = self.ward_b1
        found = self._findings(team)
        self.assertEqual(found["left_closed"]["details"], ["cell_a11 0 (cell_a11)"])
        self.assertEqual(found["left_moved"]["details"], ["cell_a12 0 (ward_b1)"])
        # a year ago both were in order, and the cell was open
        before = self._findings(team, date(2025, 6, 30))
        self.assertNotIn("left_closed", before)
        self.assertNotIn("left_moved", before)
        self.assertIn("cell_a12", found["unrepresented"]["details"])
        self.assertNotIn("cell_a11", found["unrepresented"]["details"])

    def test_days_before_an_end_are_data(self):
        person = self.people(self.cell_a11, 1)
        until = DAY + timedelta(days=100)
        team = self.team(self.ward_a1, [(person, {"date_to": until})])
        self.assertNotIn("ending", self._findings(team))
        self.env["ir.config_parameter"].set_param(
            "dlxh_collaborator.team_ending_days", "120"
        )
        self.assertIn("120 days", self._findings(team)["ending"]["text"])

    def test_quota_of_the_unit_goes_before_that_of_its_level(self):
        level = self.ward_a1.level_id
        self.assertEqual(self.ward_a2._team_quota(), (level.team_min, level.team_max))
        self.assertEqual(self.ward_a1._team_quota(), (2, 3))
        team = self.team(self.ward_a1, self.people(self.cell_a11, 4))
        self.assertEqual(team.quota_state, "over")
        found = self.env["dlxh.team"].search([("quota_state", "=", "over")])
        self.assertIn(team, found)
        self.ward_a1.own_team_max = 4
        self.assertEqual(team.quota_state, "ok")
        self.assertEqual(self._findings(team).get("over"), None)
        with self.assertRaises(AccessError):
            self.ward_a1.with_user(self.officer).own_team_max = 9

    def test_findings_of_many_teams_cost_the_same(self):
        units = [
            self._unit(f"many_{number}", "above_grassroots", self.province_a)
            for number in range(8)
        ]
        for unit in units:
            self._unit(f"{unit.name}_cell", "cell", unit)
            self.team(unit, self.people(unit, 3))
        teams = self.env["dlxh.team"].search([("unit_id", "in", [u.id for u in units])])
        user = self.chair("officer", self.province_a)
        teams = teams.with_user(user)
        teams._structure_findings(DAY)  # what the registry caches is cached
        for some in (teams[:2], teams):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(14):
                some._structure_findings(DAY)

    def test_a_stranger_is_refused(self):
        team = self.team(self.ward_a1, self.people(self.cell_a11, 1))
        stranger = self.chair("officer", self.province_b)
        for method in ("_structure_findings", "_consolidation_lines", "_roster"):
            with self.assertRaises(AccessError):
                getattr(team.with_user(stranger), method)(DAY)
        with self.assertRaises(AccessError):
            team.with_user(stranger)._head_count(DAY)

    # consolidation

    def _lines(self, team):
        return team.with_user(self.officer)._consolidation_lines(DAY)

    def test_proposal_replaces_fills_branches_and_vacancies(self):
        gone = self.people(self.cell_a11, 1)
        follower = self.people(self.cell_a11, 1, state="proposed")
        other = self.people(self.cell_a12, 1)
        team = self.team(
            self.ward_a1, [(gone, {"represented_unit_id": self.cell_a11.id})]
        )
        gone.state = "ended"
        lines = self._lines(team)
        self.assertEqual(
            [
                (
                    line["action"],
                    line["collaborator_id"],
                    line["replaced_collaborator_id"],
                    line["represented_unit_id"],
                    line["role"],
                )
                for line in lines
            ],
            [
                ("replace", follower.id, gone.id, self.cell_a11.id, False),
                ("add", other.id, False, self.cell_a12.id, "member"),
            ],
        )
        self.assertEqual(lines[0]["reason"], "cell_a11 0 no longer serves.")
        self.assertEqual(lines[1]["reason"], "cell_a12 has no representative.")

    def test_an_ended_membership_is_named_in_the_reason(self):
        past = self.people(self.cell_a12, 1)
        team = self.team(
            self.ward_a1,
            [(past, {"date_to": "2026-03-31"}), self.people(self.cell_a11, 1)],
        )
        lines = self._lines(team)
        self.assertEqual(lines[0]["collaborator_id"], past.id)
        self.assertIn(
            f"cell_a12 0 ended on {self._day('2026-03-31')}", lines[0]["reason"]
        )

    def test_lines_make_a_decision_that_can_be_written(self):
        gone = self.people(self.cell_a11, 1)
        self.people(self.cell_a12, 1)
        team = self.team(self.ward_a1, [gone])
        gone.state = "ended"
        action = team.with_user(self.officer).action_propose_consolidation()
        decision = self.env["dlxh.decision"].browse(action["res_id"])
        self.assertEqual(decision.line_ids.mapped("action"), ["remove", "add"])
        self.assertFalse(decision.with_user(self.officer).problem_text)
        # asked once more, nothing is proposed twice
        team.with_user(self.officer).action_propose_consolidation()
        self.assertEqual(len(decision.line_ids), 2)
        self.assertEqual(self._lines(team), [])

    def test_proposals_from_below_are_taken_first(self):
        stays, below = self.people(self.cell_a11, 2)
        team = self.team(self.ward_a1, [stays])
        officer = self.chair("officer", self.cell_a11)
        proposal = (
            self.env["dlxh.member.proposal"]
            .with_user(officer)
            .create(
                {
                    "unit_id": self.cell_a11.id,
                    "team_choice": str(team.id),
                    "collaborator_id": below.id,
                    "action": "add",
                    "reason": "Knows the young people",
                }
            )
        )
        proposal.action_send()
        action = team.with_user(self.officer).action_propose_consolidation()
        decision = self.env["dlxh.decision"].browse(action["res_id"])
        self.assertEqual(proposal.state, "taken")
        self.assertEqual(proposal.sudo().decision_id, decision)
        self.assertEqual(decision.line_ids.collaborator_id, below)
        self.assertEqual(decision.line_ids.reason, "Knows the young people")

    def test_regulation_of_another_unit_is_refused(self):
        regulation = self.env["dlxh.regulation"].create({"unit_id": self.ward_b1.id})
        team = self.team(self.ward_a1)
        with self.assertRaises(ValidationError):
            team.regulation_id = regulation
