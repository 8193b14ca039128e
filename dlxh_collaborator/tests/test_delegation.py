from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.base.models.ir_cron import IrCron

from ..models.house_time import house_midnight, house_today
from .common_approval import DlxhApprovalCase


class DeputyCase(DlxhApprovalCase):
    """The scheduled job without its commits."""

    def run_job(self):
        with patch.object(IrCron, "_commit_progress", return_value=1):
            self.env["tier.review"]._cron_stand_in()


@tagged("post_install", "-at_install")
class TestDelegation(DeputyCase):
    """A leader hands over to a deputy: between dates, noted, and never too far."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deputy = cls.chair("officer", cls.ward_a1, login="delegation_deputy")
        cls.today = house_today()

    def hand_over(self, first=0, last=3, user=None, **values):
        """Return a delegation of the leader; days count from today."""
        return (
            self.env["dlxh.delegation"]
            .with_user(user or self.leader)
            .create(
                {
                    "unit_id": self.ward_a1.id,
                    "leader_id": self.leader.id,
                    "deputy_id": self.deputy.id,
                    "position": "Deputy head",
                    "date_from": self.today + timedelta(days=first),
                    "date_to": self.today + timedelta(days=last),
                    **values,
                }
            )
        )

    def day(self, days):
        """Freeze the clock at noon of a day from today."""
        noon = house_midnight(self.today + timedelta(days=days)) + timedelta(hours=12)
        return freeze_time(noon)

    def waiting(self, user):
        self.env.invalidate_all()
        return self.Tester.with_user(user).search([("can_approve", "=", True)])

    def test_without_a_delegation_a_deputy_decides_nothing(self):
        document = self.submitted().with_user(self.deputy)
        self.assertFalse(document.can_approve)
        with self.assertRaises(AccessError):
            document.action_approve()

    def test_the_deputy_decides_and_it_is_noted_for_whom(self):
        document = self.submitted()
        self.assertFalse(self.waiting(self.deputy))
        self.hand_over()
        self.assertEqual(self.waiting(self.deputy), document)
        self.assertEqual(self.waiting(self.leader), document, "the leader still may")
        document.with_user(self.deputy).action_approve()
        self.assertEqual(document.state, "approved")
        rounds = document.sudo().approval_round_ids.sorted("id")
        self.assertEqual(rounds[-1].user_id, self.deputy)
        self.assertEqual(rounds[-1].on_behalf_id, self.leader)
        self.assertFalse(rounds[0].on_behalf_id, "the officer submitted for himself")

    def test_a_return_is_noted_too(self):
        self.hand_over()
        document = self.submitted()
        document.with_user(self.deputy).action_return("Figures are missing")
        last = document.sudo().approval_round_ids.sorted("id")[-1]
        self.assertEqual((last.action, last.on_behalf_id), ("returned", self.leader))

    def test_it_begins_and_ends_with_its_days(self):
        document = self.submitted()
        self.hand_over(first=1, last=2)
        rights = {}
        for days in range(4):
            with self.day(days):
                self.run_job()
                self.env.invalidate_all()
                mine = document.with_user(self.deputy)
                rights[days] = (mine.can_approve, self.waiting(self.deputy) == mine)
        self.assertEqual(
            rights,
            {0: (False, False), 1: (True, True), 2: (True, True), 3: (False, False)},
        )

    def test_it_ends_at_once_without_any_job(self):
        document = self.submitted()
        self.hand_over(last=0)
        self.env.flush_all()
        with self.day(1):
            self.env.invalidate_all()
            with self.assertRaises(AccessError):
                document.with_user(self.deputy).action_approve()
        self.assertEqual(document.state, "in_approval")

    def test_the_job_is_asked_for_both_ends(self):
        job = self.env.ref("dlxh_collaborator.dlxh_approval_cron_stand_in")
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", job.id)])
        self.hand_over(first=2, last=5)
        new = self.env["ir.cron.trigger"].search([("cron_id", "=", job.id)]) - triggers
        self.assertEqual(
            set(new.mapped("call_at")),
            {house_midnight(self.today + timedelta(days=d)) for d in (2, 6)},
        )

    def test_ended_early(self):
        document = self.submitted()
        delegation = self.hand_over()
        with self.assertRaises(AccessError):
            delegation.with_user(self.officer).action_end()
        delegation.action_end()
        self.assertEqual(delegation.state, "ended")
        self.assertEqual(delegation.ended_by_id, self.leader)
        self.assertFalse(self.waiting(self.deputy))
        with self.assertRaises(AccessError):
            document.with_user(self.deputy).action_approve()
        self.hand_over()  # and may be given again

    def test_nobody_approves_his_own_by_delegation(self):
        self.hand_over(deputy_id=self.officer.id)
        submitted = self.submitted()
        with self.assertRaises(AccessError):
            submitted.with_user(self.officer).action_approve()
        # written by the deputy, submitted by a colleague
        written = self.document()
        written.with_user(self.deputy).action_submit_approval()
        self.assertFalse(written.with_user(self.officer).can_approve)
        with self.assertRaises(AccessError):
            written.with_user(self.officer).action_approve()

    def test_nobody_decides_for_the_one_who_asked(self):
        """A leader's own submission does not come back through his deputy."""
        self._access("dlxh.approval.tester", "leader", True)
        self.chair("leader", self.ward_a1, login="delegation_other_leader")
        self.hand_over()
        document = self.Tester.with_user(self.leader).create(
            {"name": "Mine", "unit_id": self.ward_a1.id}
        )
        document.action_submit_approval()
        self.assertFalse(document.with_user(self.deputy).can_approve)
        with self.assertRaises(AccessError):
            document.with_user(self.deputy).action_approve()

    def test_not_handed_on(self):
        second = self.chair("officer", self.ward_a1, login="delegation_second")
        self.hand_over()
        for user in (self.deputy, self.officer):
            with self.assertRaises(AccessError):
                self.hand_over(user=user, leader_id=self.deputy.id, deputy_id=second.id)
        with self.assertRaises(ValidationError):
            self.hand_over(
                user=self.env.user, leader_id=self.deputy.id, deputy_id=second.id
            )

    def test_only_the_leader_himself_or_the_administrator(self):
        other = self.chair("leader", self.ward_a1, login="delegation_leader_2")
        with self.assertRaises(AccessError):
            self.hand_over(user=other)
        administrator = self.chair("administrator", login="delegation_admin")
        self.assertEqual(self.hand_over(user=administrator).state, "active")

    def test_to_whom(self):
        for user in (
            self.chair("officer", self.ward_a2),
            self.chair("officer", self.province_a),
            self.chair("collaborator", self.ward_a1),
            self.chair("clerk", self.ward_a1),
        ):
            with self.assertRaises(ValidationError, msg=user.login):
                self.hand_over(deputy_id=user.id)
        with self.assertRaises(ValidationError):
            self.hand_over(unit_id=self.ward_a2.id, user=self.env.user)

    def test_dates(self):
        with self.assertRaisesRegex(UserError, "past"):
            self.hand_over(first=-3, last=-1)
        self.hand_over(first=1, last=3)
        with self.assertRaises(ValidationError):
            self.hand_over(first=3, last=4)
        self.hand_over(first=4, last=4)

    def test_it_is_not_rewritten(self):
        delegation = self.hand_over()
        for vals in (
            {"date_to": self.today + timedelta(days=90)},
            {"deputy_id": self.officer.id},
            {"told_state": "ended"},
            {"ended_at": fields.Datetime.now()},
        ):
            with self.assertRaises(UserError):
                delegation.write(vals)
        delegation.reason = "A journey"
        with self.assertRaises(UserError):
            delegation.unlink()
        self.hand_over(first=5, last=6).unlink()

    def test_a_transfer_ends_it(self):
        document = self.submitted()
        self.hand_over()
        self.deputy.dlxh_unit_ids = [Command.set(self.ward_a2.ids)]
        self.env.invalidate_all()
        review = document.sudo().review_ids
        self.assertNotIn(self.deputy, review._get_reviewers())
        self.assertNotIn(self.deputy, review.reviewer_ids)

    def test_the_leader_takes_back_what_was_given_for_him(self):
        self.hand_over()
        document = self.submitted()
        document.with_user(self.deputy).action_approve()
        self.assertTrue(document.with_user(self.leader).can_undo)
        document.with_user(self.leader).action_undo_approval("Not yet")
        self.assertEqual(document.state, "draft")

    def test_after_its_end_the_deputy_takes_nothing_back(self):
        delegation = self.hand_over()
        document = self.submitted()
        document.with_user(self.deputy).action_approve()
        delegation.action_end()
        with self.assertRaises(AccessError):
            document.with_user(self.deputy).action_undo_approval("Mine")

    def test_lists_cost_the_same_with_many(self):
        def cost(count):
            for _index in range(count):
                self.submitted()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            documents = self.Tester.with_user(self.deputy).search([])
            documents.mapped("can_approve")
            return self.env.cr.sql_log_count - before

        self.hand_over()
        cost(2)
        few, many = cost(1), cost(20)
        self.assertLessEqual(many, few + 2)


@tagged("post_install", "-at_install")
class TestOverdueApproval(DeputyCase):
    """What waits too long also waits for those who sign for the head."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deputy = cls.chair("leader", cls.ward_a1, login="overdue_deputy")
        cls.deputy.group_ids -= cls.env.ref("dlxh_collaborator.group_dlxh_leader")
        cls.deputy.group_ids += cls.env.ref("dlxh_collaborator.group_dlxh_officer")
        cls.level = cls.ward_a1.level_id
        cls.level.approval_hours = 10
        cls.env["dlxh.body"].create(
            {
                "unit_id": cls.ward_a1.id,
                "name": "Commission",
                "symbol": "OVD",
                "head_position": "Head of the commission",
                "signer_ids": [
                    Command.create(
                        {
                            "name": "Deputy",
                            "position": "Deputy head",
                            "form": "kt",
                            "user_id": cls.deputy.id,
                        }
                    )
                ],
            }
        )

    def after(self, hours):
        return freeze_time(fields.Datetime.now() + timedelta(hours=hours))

    def can(self, document):
        self.env.invalidate_all()
        return document.with_user(self.deputy).can_approve

    def test_only_after_the_hours_of_the_level(self):
        document = self.submitted()
        with self.after(9):
            self.assertFalse(self.can(document))
        with self.after(11):
            self.assertTrue(self.can(document))
            document.with_user(self.deputy).action_approve()
        last = document.sudo().approval_round_ids.sorted("id")[-1]
        self.assertEqual(last.on_behalf_id, self.leader)

    def test_zero_hours_is_never(self):
        self.level.approval_hours = 0
        document = self.submitted()
        with self.after(10_000):
            self.assertFalse(self.can(document))

    def test_the_job_puts_it_before_the_deputy(self):
        document = self.submitted()
        mine = self.Tester.with_user(self.deputy)
        with self.after(9):
            self.run_job()
            self.assertFalse(mine.search([("can_approve", "=", True)]))
        with self.after(11):
            self.run_job()
            self.assertEqual(mine.search([("can_approve", "=", True)]), document)
        self.assertTrue(document.sudo().review_ids.dlxh_is_overdue)

    def test_own_work_does_not_become_overdue_for_oneself(self):
        document = self.Tester.with_user(self.deputy).create(
            {"name": "Mine", "unit_id": self.ward_a1.id}
        )
        document.action_submit_approval()
        with self.after(11):
            self.assertFalse(self.can(document))

    def test_a_leader_who_signs_for_the_head_decides_for_himself(self):
        leader = self.env.ref("dlxh_collaborator.group_dlxh_leader")
        self.deputy.group_ids += leader
        document = self.submitted()
        with self.after(11):
            document.with_user(self.deputy).action_approve()
        last = document.sudo().approval_round_ids.sorted("id")[-1]
        self.assertFalse(last.on_behalf_id)

    def test_a_signer_who_left_is_not_asked(self):
        document = self.submitted()
        self.deputy.dlxh_unit_ids = [Command.set(self.ward_a2.ids)]
        with self.after(11):
            self.assertFalse(document.sudo().review_ids._get_reviewers() & self.deputy)
