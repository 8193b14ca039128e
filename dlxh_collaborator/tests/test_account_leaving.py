from unittest.mock import patch

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common_bulk import BulkCase


@tagged("post_install", "-at_install")
class TestAccountLeaving(BulkCase):
    """Access ends with the last membership and comes back by the officer's hand."""

    def setUp(self):
        super().setUp()
        self.one = self.person(self.ward_a1)
        self.user = self.account(self.one, used=True)

    def _cron(self):
        """The daily run; a test cannot commit, so its batches are only counted."""
        cron = type(self.env["ir.cron"])
        with patch.object(cron, "_commit_progress", return_value=60):
            self.env["dlxh.collaborator"]._cron_close_access()

    def test_daily_run_closes_what_ended_yesterday(self):
        seat = self.seat(self.one, self.ward_a1)
        with freeze_time("2026-03-10 03:00:00"):
            seat.date_to = "2026-03-10"
            self.assertTrue(self.user.active, "the last day is still his")
            self._cron()
            self.assertTrue(self.user.active)
        session = self.user._compute_session_token("sid")
        with freeze_time("2026-03-10 17:10:00"):  # past midnight in Viet Nam
            self._cron()
        self.assertFalse(self.user.active)
        self.assertNotEqual(self.user._compute_session_token("sid"), session)
        self.assertEqual(self.one.account_state, "closed")
        line = self.env["dlxh.access.log"].search([("action", "=", "close")], limit=1)
        self.assertEqual(line.unit_id, self.ward_a1)
        count = self.env["dlxh.access.log"].search_count([])
        self._cron()
        self.assertEqual(self.env["dlxh.access.log"].search_count([]), count)

    def test_at_once_when_the_membership_or_the_service_ended(self):
        with freeze_time("2026-03-10 03:00:00"):
            seat = self.seat(self.one, self.ward_a1)
            seat.date_to = "2026-03-09"
            self.assertFalse(self.user.active)
            self.user.active = True
            seat.date_to = False
            self.assertTrue(self.user.active)
            self.one.state = "ended"
            self.assertFalse(self.user.active)

    def test_another_seat_or_place_keeps_it_open(self):
        with freeze_time("2026-03-10 03:00:00"):
            seat = self.seat(self.one, self.ward_a1)
            self.seat(self.one, self.province_a)
            seat.date_to = "2026-03-01"
            self.assertTrue(self.user.active)
            second = self.collaborator(self.ward_a2, user=self.user)
            self.one.state = "ended"
            self.assertTrue(self.user.active)
            second.active = False
            self.assertFalse(self.user.active)

    def test_who_was_never_in_a_team_stays(self):
        self._cron()
        self.assertTrue(self.user.active)

    def test_other_chairs_lose_only_the_collaborators(self):
        leader = self.env.ref("dlxh_collaborator.group_dlxh_leader")
        self.user.group_ids = [Command.link(leader.id)]
        self.one.state = "ended"
        self.assertTrue(self.user.active)
        self.assertEqual(self.user.dlxh_chair_ids, leader)

    def test_comes_back_by_the_officer_with_a_new_slip(self):
        with freeze_time("2026-03-10 03:00:00"):
            seat = self.seat(self.one, self.ward_a1)
            seat.date_to = "2026-03-01"
            issue = self.issue(self.officer, self.one)
            self.assertEqual(issue.line_ids.action, "refused")
            self.seat(self.one, self.ward_a1, "2026-03-10")
            self.assertFalse(self.user.active, "not by itself")
            items = self.env["dlxh.work.item"].with_user(self.officer)._items()
            self.assertTrue([one for one in items if "serve again" in one["name"]])
            issue = self.issue(self.officer, self.one)
            self.assertEqual(issue.line_ids.action, "reopen")
            issue.action_apply()
            self.assertTrue(self.user.active)
            self.assertTrue(self.user._slip_is_open())

    def test_units_of_the_account_follow_the_workplace(self):
        self.one.unit_id = self.cell_a11
        self.assertEqual(self.user.dlxh_unit_ids, self.cell_a11)
        second = self.collaborator(self.ward_a2, user=self.user)
        second.unit_id = self.ward_b1
        self.assertEqual(self.user.dlxh_unit_ids, self.cell_a11 | self.ward_b1)
        leader = self.env.ref("dlxh_collaborator.group_dlxh_leader")
        self.user.group_ids = [Command.link(leader.id)]
        self.one.unit_id = self.cell_a12
        self.assertEqual(
            self.user.dlxh_unit_ids,
            self.cell_a11 | self.ward_b1,
            "the units of another chair are the administrator's",
        )

    def test_nobody_closes_an_account_of_another_unit(self):
        """An officer registers a stranger as his own and ends the service."""
        record = (
            self.env["dlxh.collaborator"]
            .with_user(self.chair("officer", self.ward_a2))
            .create(
                {
                    "partner_id": self.one.partner_id.id,
                    "unit_id": self.ward_a2.id,
                    "state": "active",
                }
            )
        )
        record.state = "ended"
        self.assertTrue(self.user.active)

    def test_daily_run_costs_no_query_per_person(self):
        def cost(start, size):
            for number in range(start, start + size):
                person = self.person(self.ward_a1, f"09{number:08d}")
                self.account(person)
                self.env.cr.execute(
                    "UPDATE dlxh_collaborator SET state = 'ended' WHERE id = %s",
                    [person.id],
                )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._cron()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost(1, 2)
        few = cost(10, 5)
        # one line of the log for each account that is closed, and no more
        self.assertLessEqual(cost(100, 25), few + 3 * 20 + 5)
