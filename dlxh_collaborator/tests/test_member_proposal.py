from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common_decision import DlxhDecisionCase


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 03:00:00")
class TestMemberProposal(DlxhDecisionCase):
    """From a cell to the ward whose team it is: sent, taken or declined."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.below = cls.chair("officer", cls.cell_a11)
        with freeze_time("2026-06-15 03:00:00"):
            cls.team = cls.founded(cls.people(2))
        cls.person = cls.people(1, cls.cell_a11)

    def proposal(self, user=None, **values):
        return (
            self.env["dlxh.member.proposal"]
            .with_user(user or self.below)
            .create(
                {
                    "unit_id": self.cell_a11.id,
                    "team_id": self.team.id,
                    "action": "add",
                    "collaborator_id": self.person.id,
                    "represented_unit_id": self.cell_a11.id,
                    "reason": "Chi bộ chưa có đại diện",
                    **values,
                }
            )
        )

    def sent(self, **values):
        proposal = self.proposal(**values)
        proposal.action_send()
        return proposal

    def test_taken_into_a_decision(self):
        proposal = self.sent()
        waiting = self.env["dlxh.member.proposal"].with_user(self.officer)
        self.assertEqual(waiting.search([("can_decide", "=", True)]), proposal)
        action = proposal.with_user(self.officer).action_take()
        decision = self.env["dlxh.decision"].browse(action["res_id"])
        self.assertEqual(proposal.state, "taken")
        self.assertEqual(decision.team_id, self.team)
        line = decision.line_ids
        self.assertEqual(line.collaborator_id, self.person)
        self.assertEqual(line.represented_unit_id, self.cell_a11)
        self.assertEqual(line.reason, "Chi bộ chưa có đại diện")
        second = self.sent(collaborator_id=self.people(1, self.cell_a11).id)
        second.with_user(self.officer).action_take()
        self.assertEqual(len(decision.line_ids), 2)
        self.issue(decision.with_user(self.officer))
        self.assertIn(self.person, self.team.member_ids.collaborator_id)

    def test_a_line_taken_out_lets_the_proposal_wait_again(self):
        proposal = self.sent()
        proposal.with_user(self.officer).action_take()
        proposal.decision_line_id.with_user(self.officer).unlink()
        self.assertEqual(proposal.state, "sent")
        proposal.with_user(self.officer).action_take()
        decision = proposal.decision_id
        decision.with_user(self.officer).unlink()
        self.assertEqual(proposal.state, "sent")

    def test_declined_with_a_reason(self):
        proposal = self.sent()
        with self.assertRaisesRegex(UserError, "Write why"):
            proposal.with_user(self.officer).action_decline("")
        wizard = (
            self.env["dlxh.decision.reason"]
            .with_user(self.officer)
            .create({"proposal_id": proposal.id, "reason": "Đã đủ số lượng"})
        )
        wizard.action_confirm()
        self.assertEqual(proposal.state, "declined")
        self.assertEqual(
            proposal.with_user(self.below).decline_reason, "Đã đủ số lượng"
        )

    def test_only_the_unit_of_the_team_decides(self):
        proposal = self.sent()
        above = self.chair("officer", self.province_a)
        for user in (self.below, above):
            with self.assertRaises(AccessError):
                proposal.with_user(user).action_take()
            with self.assertRaises(AccessError):
                proposal.with_user(user).action_decline("Không")
        beside = self.chair("officer", self.ward_a2)
        with self.assertRaises(AccessError):
            proposal.with_user(beside).read(["reason"])

    def test_a_draft_stays_with_the_unit_that_writes_it(self):
        proposal = self.proposal()
        with self.assertRaises(AccessError):
            proposal.with_user(self.officer).read(["reason"])
        with self.assertRaises(AccessError):
            proposal.with_user(self.officer).action_take()

    def test_what_was_sent_no_longer_changes(self):
        proposal = self.sent()
        with self.assertRaisesRegex(UserError, "no longer changes"):
            proposal.reason = "Khác"
        with self.assertRaisesRegex(UserError, "no longer changes"):
            proposal.unlink()
        with self.assertRaisesRegex(UserError, "not typed in"):
            proposal.state = "draft"
        for values in ({"state": "taken"}, {"decline_reason": "x"}):
            with self.assertRaisesRegex(UserError, "not typed in"):
                self.proposal(**values)
            with self.assertRaisesRegex(UserError, "not typed in"):
                self.env["dlxh.member.proposal"].with_user(self.below).with_context(
                    **{f"default_{name}": value for name, value in values.items()}
                ).create(
                    {
                        "unit_id": self.cell_a11.id,
                        "team_id": self.team.id,
                        "collaborator_id": self.person.id,
                    }
                )

    def test_only_teams_of_the_own_line(self):
        other = self.env["dlxh.team"].create(
            {"unit_id": self.ward_a2.id, "date_from": "2026-01-01"}
        )
        with self.assertRaisesRegex(ValidationError, "own team"):
            self.proposal(team_id=other.id)

    def test_the_team_above_is_chosen_by_the_name_of_its_unit(self):
        with Form(self.env["dlxh.member.proposal"].with_user(self.below)) as form:
            self.assertEqual(form.unit_id, self.cell_a11)
            form.team_choice = str(self.team.id)
            form.collaborator_id = self.person
        self.assertEqual(form.record.team_id, self.team)
        choices = self.env["dlxh.member.proposal"].with_user(self.below)
        self.assertEqual(choices._team_choices(), [(str(self.team.id), "ward_a1")])

    def test_replacing_needs_to_say_whom(self):
        with self.assertRaisesRegex(UserError, "whose place"):
            self.sent(action="replace")

    def test_a_person_of_another_unit_is_not_proposed(self):
        stranger = self.people(1, self.ward_b1)
        with self.assertRaises(AccessError):
            self.proposal(collaborator_id=stranger.id)

    def test_work_cards(self):
        self.sent()
        names = [
            item["name"]
            for item in self.env["dlxh.work.item"].with_user(self.officer)._items()
        ]
        self.assertIn("Proposals for our team", names)
        decision = self.decision(
            self.line("add", self.people(1)), decision_type="consolidate"
        )
        decision.action_submit_approval()
        waiting = self.env["dlxh.work.item"].with_user(self.leader)._items()
        self.assertIn(
            "Decisions that wait for my approval", [item["name"] for item in waiting]
        )
        decision.with_user(self.leader).action_approve()
        to_issue = self.env["dlxh.work.item"].with_user(self.clerk)._items()
        self.assertIn(
            "Approved decisions to number and issue",
            [item["name"] for item in to_issue],
        )
