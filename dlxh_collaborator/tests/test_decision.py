from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Date
from odoo.tests import Form, tagged

from .common_decision import DlxhDecisionCase


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 03:00:00")
class TestDecision(DlxhDecisionCase):
    """From draft to issued, what it changes, and how it is taken back."""

    def test_a_team_is_formed_when_the_decision_is_issued(self):
        people = self.people(3)
        lines = [self.line("add", person) for person in people]
        decision = self.decision(*lines, decision_type="establish")
        self.assertEqual(decision.body_id, self.body)
        self.assertEqual(decision.document_type_id.symbol, "QĐ")
        self.assertIn("thành lập đội ngũ", decision.abstract)
        self.approve(decision)
        self.number(decision)
        self.assertFalse(decision.team_id)
        self.assertEqual(set(people.mapped("state")), {"proposed"})
        decision.with_user(self.clerk).action_issue()
        team = decision.team_id
        self.assertEqual(decision.state, "issued")
        self.assertEqual(team.decision_id, decision)
        self.assertEqual(team.date_from, Date.to_date("2026-03-02"))
        self.assertEqual(team.term_id.code, "2025-2030")
        self.assertEqual(team.member_ids.decision_in_id, decision)
        self.assertEqual(team.member_ids.collaborator_id, people)
        self.assertEqual(decision.line_ids.member_id, team.member_ids)
        self.assertEqual(set(people.mapped("state")), {"active"})
        self.assertEqual(team.quota_state, "ok")

    def test_a_consolidation_of_each_kind_of_change(self):
        people = self.people(5)
        team = self.founded(people[:3])
        self.consolidated(
            self.line("add", people[3], represented_unit_id=self.cell_a11.id),
            self.line("replace", people[4], people[0], reason="Chuyển công tác"),
            self.line("remove", people[1], reason="Nghỉ hưu"),
            self.line("change_role", people[2], role="secretary"),
        )
        before = self.on(team, "2026-03-31")
        self.assertEqual(set(before), set(people[:3]))
        after = self.on(team, "2026-04-01")
        self.assertEqual(
            after,
            {people[3]: "member", people[4]: "head", people[2]: "secretary"},
        )
        left = team.member_ids.filtered(lambda one: one.collaborator_id == people[1])
        self.assertEqual(left.end_reason, "Nghỉ hưu")
        self.assertEqual(left.date_to, Date.to_date("2026-03-31"))
        self.assertEqual(people[1].state, "ended")
        self.assertEqual(people[0].state, "ended")
        self.assertEqual(people[3].state, "active")

    def test_issuing_twice_changes_nothing(self):
        people = self.people(3)
        team = self.founded(people)
        decision = team.decision_id
        before = self.state_of(team)
        decision.with_user(self.clerk).action_issue()
        decision.with_user(self.leader).action_issue()
        self.assertEqual(self.state_of(team), before)

    def test_revoking_restores_the_state_before(self):
        people = self.people(6)
        team = self.founded(people[:4])
        states = [self.state_of(team)]
        decisions = [
            self.consolidated(
                self.line("replace", people[4], people[1], reason="Đi học"),
                self.line("remove", people[2]),
            ),
            self.consolidated(
                self.line("change_role", people[4], role="deputy"),
                self.line("add", people[2]),
                date="2026-05-01",
            ),
            self.issue(self.decision(decision_type="dissolve", date="2026-06-01")),
        ]
        for index in (2, 1, 0):
            decisions[index].with_user(self.leader).action_revoke("Sai căn cứ")
            self.assertEqual(decisions[index].state, "revoked")
            if not index:
                self.assertEqual(self.state_of(team), states[0])
        self.assertEqual(decisions[0].revoked_by_id, self.leader)

    def test_revoking_the_first_decision_takes_the_team_away(self):
        people = self.people(2)
        team = self.founded(people)
        decision = team.decision_id
        decision.with_user(self.leader).action_revoke("Ban hành nhầm")
        self.assertFalse(team.exists())
        self.assertEqual(set(people.mapped("state")), {"proposed"})
        self.assertTrue(decision.number)

    def test_a_later_decision_is_revoked_first(self):
        people = self.people(3)
        team = self.founded(people[:2])
        later = self.consolidated(self.line("add", people[2]))
        with self.assertRaisesRegex(UserError, "issued later"):
            team.decision_id.with_user(self.leader).action_revoke("Nhầm")
        later.with_user(self.leader).action_revoke("Nhầm")
        team.decision_id.with_user(self.leader).action_revoke("Nhầm")
        self.assertFalse(team.exists())

    def test_revoking_needs_a_reason_and_a_leader_of_the_issuing_unit(self):
        decision = self.founded(self.people(2)).decision_id
        with self.assertRaisesRegex(UserError, "reason"):
            decision.with_user(self.leader).action_revoke(" ")
        for user in (self.officer, self.clerk, self.chair("leader", self.province_a)):
            with self.assertRaises(AccessError):
                decision.with_user(user).action_revoke("Sai")

    def test_a_dissolved_team_ends(self):
        people = self.people(3)
        team = self.founded(people)
        decision = self.issue(
            self.decision(decision_type="dissolve", date="2026-05-01")
        )
        self.assertEqual(team.date_to, Date.to_date("2026-04-30"))
        self.assertEqual(team.dissolved_by_id, decision)
        self.assertEqual(self.on(team, "2026-05-01"), {})
        self.assertEqual(set(people.mapped("state")), {"ended"})
        again = self.founded(people[:2], date="2026-05-02")
        self.assertNotEqual(again, team)
        with self.assertRaisesRegex(UserError, "issued later"):
            decision.with_user(self.leader).action_revoke("Nhầm")

    def test_a_team_of_an_earlier_term_is_replaced(self):
        old = self.env["dlxh.team"].create(
            {
                "unit_id": self.ward_a1.id,
                "date_from": "2021-05-13",
                "term_id": self.env.ref("dlxh_collaborator.term_2020_2025").id,
            }
        )
        people = self.people(4)
        self.env["dlxh.team.member"].create(
            [
                {
                    "team_id": old.id,
                    "collaborator_id": person.id,
                    "date_from": "2021-05-13",
                }
                for person in people[:2]
            ]
        )
        people[:2].state = "active"
        before = self.state_of(old)
        lines = [self.line("add", person) for person in people[1:]]
        decision = self.decision(*lines, decision_type="establish")
        self.assertEqual(decision.replaced_team_id, old)
        self.issue(decision)
        self.assertEqual(old.date_to, Date.to_date("2026-03-01"))
        self.assertEqual(people[0].state, "ended")
        self.assertEqual(people[1].state, "active")
        decision.with_user(self.leader).action_revoke("Nhầm")
        self.assertEqual(self.state_of(old), before)

    def test_states_follow_on_the_day_itself(self):
        people = self.people(3)
        team = self.founded(people[:2])
        self.consolidated(self.line("replace", people[2], people[1]), date="2026-07-01")
        self.assertEqual(people[1].state, "active")
        self.assertEqual(people[2].state, "proposed")
        self.assertEqual(len(self.on(team, "2026-07-01")), 2)
        cron = self.env["ir.cron"]
        with (
            freeze_time("2026-07-01 03:00:00"),
            patch.object(type(cron), "_commit_progress") as progress,
        ):
            self.env["dlxh.decision"]._cron_settle()
            progress.assert_called_once_with(1, remaining=0)
            self.assertEqual(people[1].state, "ended")
            self.assertEqual(people[2].state, "active")

    def test_who_sits_in_another_team_still_serves(self):
        people = self.people(3)
        team = self.founded(people)
        other = self.env["dlxh.team"].create(
            {"unit_id": self.province_a.id, "date_from": "2026-01-01"}
        )
        self.env["dlxh.team.member"].create(
            {
                "team_id": other.id,
                "collaborator_id": people[1].id,
                "date_from": "2026-01-01",
            }
        )
        self.consolidated(self.line("remove", people[1]))
        self.assertEqual(len(self.on(team, "2026-04-01")), 2)
        self.assertEqual(people[1].state, "active")

    def test_a_unit_above_decides_on_the_team_of_a_unit_below(self):
        officer = self.chair("officer", self.province_a)
        leader = self.chair("leader", self.province_a)
        body = self.make_body(self.province_a, leader, kind="standing_committee")
        people = self.people(2)
        lines = [self.line("add", person) for person in people]
        decision = self.decision(
            *lines, user=officer, body_id=body.id, decision_type="establish"
        )
        decision.action_submit_approval()
        with self.assertRaises(AccessError):
            decision.with_user(self.leader).action_approve()
        decision.with_user(leader).action_approve()
        decision.with_user(leader).action_secret_check()
        with self.assertRaises(AccessError):
            decision.with_user(self.clerk).action_issue()
        decision.with_user(officer).action_issue()
        self.assertEqual(decision.team_id.unit_id, self.ward_a1)
        self.assertIn(self.ward_a1.name, decision.proposer)

    def test_members_change_by_decision_only_once_one_was_issued(self):
        people = self.people(3)
        team = self.founded(people[:2])
        member = team.member_ids[0]
        values = {"team_id": team.id, "collaborator_id": people[2].id}
        for user in (self.officer, self.env.user):
            with self.assertRaisesRegex(UserError, "through decisions"):
                member.with_user(user).date_to = "2026-05-01"
            with self.assertRaisesRegex(UserError, "through decisions"):
                member.with_user(user).unlink()
            with self.assertRaisesRegex(UserError, "through decisions"):
                self.env["dlxh.team.member"].with_user(user).create(values)
            with self.assertRaisesRegex(UserError, "through decisions"):
                team.with_user(user).date_to = "2026-05-01"
        self.assertEqual(len(team.member_ids), 2)

    def test_a_team_decided_on_paper_is_edited_by_hand(self):
        team = self.env["dlxh.team"].create(
            {"unit_id": self.ward_a1.id, "date_from": "2026-01-01"}
        )
        wizard = (
            self.env["dlxh.decision.paper"]
            .with_user(self.officer)
            .create({"team_id": team.id, "code": "45-QĐ/ĐU", "date": "2025-12-30"})
        )
        wizard.action_confirm()
        self.assertEqual(team.decision_id.paper_code, "45-QĐ/ĐU")
        self.assertEqual(team.decision_id.state, "issued")
        self.assertFalse(team.is_decided)
        self.env["dlxh.team.member"].with_user(self.officer).create(
            {
                "team_id": team.id,
                "collaborator_id": self.people(1).id,
                "date_from": "2026-01-01",
            }
        )
        again = self.env["dlxh.decision"]._record_paper(
            self.ward_a1, " 45-QĐ/ĐU ", "2025-12-30"
        )
        self.assertEqual(again, team.decision_id)
        self.consolidated(self.line("add", self.people(1)))
        self.assertTrue(team.is_decided)

    def test_closing_a_unit_ends_a_decided_team(self):
        team = self.founded(self.people(2))
        decision = team.decision_id
        (self.cell_a11 | self.cell_a12).date_close = "2026-06-30"
        self.ward_a1._end_after(Date.to_date("2026-06-30"))
        self.assertEqual(team.date_to, Date.to_date("2026-06-30"))
        self.assertEqual(self.on(team, "2026-07-01"), {})
        with self.assertRaisesRegex(UserError, "closed"):
            decision.with_user(self.leader).action_revoke("Nhầm")

    def test_what_was_numbered_but_never_issued_can_be_revoked(self):
        lines = [self.line("add", person) for person in self.people(2)]
        decision = self.number(
            self.approve(self.decision(*lines, decision_type="establish"))
        )
        with self.assertRaisesRegex(UserError, "already has a number"):
            decision.with_user(self.leader).action_undo_approval("Sai")
        decision.with_user(self.leader).action_revoke("Không ban hành")
        self.assertEqual(decision.state, "revoked")
        self.assertFalse(decision.team_id)

    def test_the_text_follows_the_lines_until_somebody_edits_it(self):
        people = self.people(3)
        decision = self.decision(
            self.line("add", people[0], role="head"), decision_type="establish"
        )
        self.assertIn("gồm 1 đồng chí", decision.articles)
        self.assertIn("Người số 01", decision.articles)
        decision.line_ids = [self.line("add", people[1])]
        self.assertIn("gồm 2 đồng chí", decision.articles)
        decision.articles = "<p>Điều 1. Tự soạn.</p>"
        decision.line_ids = [self.line("add", people[2])]
        self.assertIn("Tự soạn", decision.articles)
        self.assertTrue(decision.articles_differ)
        decision.action_propose_text()
        self.assertIn("gồm 3 đồng chí", decision.articles)
        self.assertFalse(decision.articles_differ)

    def test_a_change_of_the_lines_voids_the_secret_check(self):
        people = self.people(2)
        decision = self.decision(self.line("add", people[0]), decision_type="establish")
        decision.with_user(self.leader).action_secret_check()
        decision.line_ids = [self.line("add", people[1])]
        self.assertFalse(decision.secret_checked_at)

    def test_names_stay_as_they_were_decided(self):
        people = self.people(2)
        team = self.founded(people)
        people[0].position = "Chức vụ mới"
        line = team.decision_id.line_ids[0]
        self.assertEqual(line.person_position, "Chức vụ 01")
        self.assertEqual(team.decision_id.sudo().roster[0][1], "Chức vụ 01")

    def test_propose_consolidation_in_one_click(self):
        people = self.people(3)
        team = self.founded(people)
        people[1].with_user(self.officer).active = False
        action = team.with_user(self.officer).action_propose_consolidation()
        decision = self.env["dlxh.decision"].browse(action["res_id"])
        self.assertEqual(decision.team_id, team)
        self.assertIn(people[1], decision.line_ids.collaborator_id)
        again = team.with_user(self.officer).action_propose_consolidation()
        self.assertEqual(again["res_id"], decision.id)

    def test_the_form_says_at_once_what_is_wrong(self):
        people = self.people(3)
        with Form(self.env["dlxh.decision"].with_user(self.officer)) as form:
            form.decision_type = "establish"
            self.assertEqual(form.unit_id, self.ward_a1)
            self.assertEqual(form.body_id, self.body)
            for person in people[:2]:
                with form.line_ids.new() as line:
                    line.collaborator_id = person
                    line.role = "head"
            self.assertIn("two heads", form.problem_text)
            with form.line_ids.edit(1) as line:
                line.role = "deputy"
            self.assertFalse(form.problem_text)
            self.assertEqual(form.member_count_after, 2)
            form.date = "2026-03-02"
        self.assertIn("gồm 2 đồng chí", form.record.articles)
        self.issue(form.record)
        with Form(self.env["dlxh.decision"].with_user(self.officer)) as form:
            form.date = "2026-04-01"
            with form.line_ids.new() as line:
                line.collaborator_id = people[1]
            self.assertIn("already a member", form.problem_text)
            with form.line_ids.edit(0) as line:
                line.action = "replace"
                line.collaborator_id = people[2]
                line.replaced_collaborator_id = people[0]
            self.assertFalse(form.problem_text)
        self.assertEqual(form.record.line_ids.role, False)
        self.issue(form.record)
        team = form.record.team_id
        self.assertEqual(self.on(team, "2026-04-01")[people[2]], "head")

    def test_numbers_run_for_each_body(self):
        first = self.founded(self.people(2)).decision_id
        second = self.consolidated(self.line("add", self.people(1)))
        self.assertEqual((first.number, second.number), (1, 2))
        self.assertEqual(second.document_code, "02-QĐ/ĐU")

    def test_a_decision_without_a_number_takes_it_when_issued(self):
        lines = [self.line("add", person) for person in self.people(2)]
        decision = self.approve(self.decision(*lines, decision_type="establish"))
        with self.assertRaisesRegex(UserError, "secret check"):
            decision.with_user(self.clerk).action_issue()
        decision.with_user(self.leader).action_secret_check()
        decision.with_user(self.clerk).action_issue()
        self.assertTrue(decision.number)
        self.assertEqual(decision.state, "issued")

    def test_legal_bases_in_force_are_proposed(self):
        basis = self.env["dlxh.legal.basis"].create(
            {
                "symbol": "1-NQ/TEST",
                "name": "Nghị quyết thử",
                "for_decisions": True,
                "valid_from": "2026-03-03",
            }
        )
        early = self.decision(date="2026-03-02", decision_type="establish")
        late = self.decision(date="2026-03-04", decision_type="establish")
        self.assertNotIn(basis, early.legal_basis_ids)
        self.assertIn(basis, late.legal_basis_ids)
        given = self.decision(
            decision_type="establish", legal_basis_ids=[Command.set(basis.ids)]
        )
        self.assertEqual(given.legal_basis_ids, basis)
