from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common_decision import DlxhDecisionCase


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 03:00:00")
class TestDecisionRefusals(DlxhDecisionCase):
    """What bad input gets: a sentence, and nothing changed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = cls.people(3)
        with freeze_time("2026-06-15 03:00:00"):
            cls.team = cls.founded(cls.members, date="2026-03-02")
        cls.extra = cls.people(1)

    def assert_not_submitted(self, decision, *words):
        """Submitting tells why, and nothing has changed."""
        before = self.state_of(self.team)
        for word in words:
            self.assertIn(word, decision.problem_text)
        with self.assertRaises(UserError) as caught:
            decision.action_submit_approval()
        for word in words:
            self.assertIn(word, str(caught.exception))
        self.assertEqual(decision.state, "draft")
        self.assertEqual(self.state_of(self.team), before)

    def change(self, *lines, date="2026-04-01", **values):
        return self.decision(*lines, date=date, decision_type="consolidate", **values)

    def test_removal_of_somebody_who_is_not_a_member(self):
        self.assert_not_submitted(
            self.change(self.line("remove", self.extra)),
            "is not a member",
            self.extra.name,
        )

    def test_replacing_somebody_who_is_not_a_member(self):
        stranger = self.people(1)
        stranger.partner_id.name = "Người lạ"
        self.assert_not_submitted(
            self.change(self.line("replace", self.extra, stranger)),
            "Người lạ is not a member",
        )

    def test_replacing_without_saying_whom(self):
        self.assert_not_submitted(
            self.change(self.line("replace", self.extra)), "lacks a person"
        )

    def test_a_membership_that_overlaps(self):
        self.assert_not_submitted(
            self.change(self.line("add", self.members[1])), "already a member"
        )

    def test_somebody_named_twice(self):
        self.assert_not_submitted(
            self.change(self.line("add", self.extra), self.line("add", self.extra)),
            "more than one line",
        )

    def test_two_heads_at_once(self):
        self.assert_not_submitted(
            self.change(self.line("add", self.extra, role="head")), "two heads"
        )
        passed = self.consolidated(
            self.line("change_role", self.members[0], role="member"),
            self.line("add", self.extra, role="head"),
        )
        self.assertEqual(passed.state, "issued")

    def test_two_heads_by_hand(self):
        team = self.env["dlxh.team"].create(
            {"unit_id": self.ward_a2.id, "date_from": "2026-01-01"}
        )
        people = self.people(2, self.ward_a2)
        members = self.env["dlxh.team.member"].create(
            [
                {
                    "team_id": team.id,
                    "collaborator_id": person.id,
                    "date_from": "2026-01-01",
                }
                for person in people
            ]
        )
        members[0].role = "head"
        with self.assertRaisesRegex(ValidationError, "head from"):
            members[1].role = "head"

    def test_a_day_outside_the_term(self):
        self.assert_not_submitted(
            self.change(self.line("add", self.extra), date="2030-11-01"),
            "outside the term",
        )
        self.assert_not_submitted(
            self.decision(
                self.line("add", self.extra),
                date="2026-04-01",
                decision_type="establish",
                unit_id=self.ward_a2.id,
                body_id=self.make_body(self.province_a).id,
                user=self.chair("officer", self.province_a),
                team_term_id=self.env.ref("dlxh_collaborator.term_2020_2025").id,
            ),
            "outside the term",
        )

    def test_a_day_before_the_team_was_formed(self):
        self.assert_not_submitted(
            self.change(self.line("add", self.extra), date="2026-02-01"),
            "was formed on",
        )

    def test_a_day_before_the_last_decision(self):
        self.consolidated(self.line("add", self.extra), date="2026-05-01")
        self.assert_not_submitted(
            self.change(self.line("remove", self.members[1]), date="2026-04-01"),
            "already took effect",
        )

    def test_leaving_on_the_day_of_coming(self):
        self.assert_not_submitted(
            self.change(self.line("remove", self.members[1]), date="2026-03-02"),
            "became a member on",
        )

    def test_a_second_team_in_the_term(self):
        self.assert_not_submitted(
            self.decision(
                self.line("add", self.extra),
                date="2026-04-01",
                decision_type="establish",
            ),
            "already has a team",
        )

    def test_no_change_at_all(self):
        self.assert_not_submitted(self.change(), "names nobody")

    def test_a_decision_that_dissolves_has_no_lines(self):
        self.assert_not_submitted(
            self.decision(
                self.line("remove", self.members[1]),
                decision_type="dissolve",
                date="2026-05-01",
            ),
            "by itself",
        )

    def test_dissolving_on_the_day_of_coming(self):
        self.assert_not_submitted(
            self.decision(decision_type="dissolve"), "Choose a later day"
        )

    def test_consolidating_where_there_is_no_team(self):
        officer = self.chair("officer", self.ward_a2)
        body = self.make_body(self.ward_a2)
        person = self.people(1, self.ward_a2)
        decision = self.decision(
            self.line("add", person),
            user=officer,
            unit_id=self.ward_a2.id,
            body_id=body.id,
        )
        self.assert_not_submitted(decision, "has no team")

    def test_a_member_of_a_closed_unit(self):
        person = self.people(1, self.cell_a11)
        self.cell_a11.date_close = "2026-03-20"
        self.assert_not_submitted(
            self.change(self.line("add", person)), "is closed", self.cell_a11.name
        )
        self.assert_not_submitted(
            self.change(
                self.line("add", self.extra, represented_unit_id=self.cell_a11.id)
            ),
            "is closed",
        )

    def test_a_unit_that_is_closed(self):
        for unit in self.cell_a11, self.cell_a12, self.ward_a1:
            unit.date_close = "2026-03-20"
        self.assert_not_submitted(self.change(self.line("add", self.extra)), "not open")

    def test_a_quota_exceeded_needs_a_reason(self):
        people = self.people(3)
        decision = self.change(*(self.line("add", person) for person in people))
        self.assertEqual(decision.member_count_after, 6)
        self.assertEqual(decision.quota_state_after, "over")
        with self.assertRaisesRegex(UserError, "would have 6 members"):
            decision.action_submit_approval()
        decision.quota_reason = "Địa bàn rộng"
        decision.action_submit_approval()
        exceptions = decision.with_user(self.leader)._approval_exceptions()
        self.assertIn("Địa bàn rộng", exceptions[0])

    def test_too_few_members_is_a_warning_only(self):
        decision = self.change(
            self.line("remove", self.members[1]), self.line("remove", self.members[2])
        )
        self.assertEqual(decision.quota_state_after, "short")
        self.issue(decision)
        self.assertEqual(self.team.quota_state, "short")

    def test_what_became_wrong_since_is_refused_at_every_step(self):
        decision = self.change(self.line("remove", self.members[1]))
        decision.action_submit_approval()
        other = self.change(self.line("remove", self.members[1]))
        self.issue(other)
        with self.assertRaisesRegex(UserError, "not a member"):
            decision.with_user(self.leader).action_approve()
        decision.with_user(self.leader).action_return("Đã có quyết định khác")
        self.assertEqual(decision.state, "draft")

    def test_what_became_wrong_after_the_number_changes_nothing(self):
        decision = self.number(
            self.approve(self.change(self.line("remove", self.members[1])))
        )
        self.consolidated(self.line("remove", self.members[1]))
        before = self.state_of(self.team)
        with self.assertRaisesRegex(UserError, "not a member"):
            decision.with_user(self.clerk).action_issue()
        self.assertEqual(decision.state, "approved")
        self.assertEqual(self.state_of(self.team), before)

    def test_a_body_beside_does_not_decide(self):
        beside = self.make_body(self.ward_a2)
        with self.assertRaisesRegex(ValidationError, "does not decide"):
            self.change(self.line("add", self.extra), body_id=beside.id)

    def test_the_team_of_another_unit(self):
        other = self.env["dlxh.team"].create(
            {"unit_id": self.ward_a2.id, "date_from": "2026-01-01"}
        )
        with self.assertRaisesRegex(ValidationError, "not that of"):
            self.change(self.line("add", self.extra), team_id=other.id)
