from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_obligation_report import FIRST, ObligationReportCase

AFTER = "2026-07-17 08:00:00"


@tagged("post_install", "-at_install")
class TestReportLateLock(ObligationReportCase):
    """Until when late reports are taken in: what is owed tells, with its leaves."""

    def setUp(self):
        super().setUp()
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        with self.at("2026-07-05 08:00:00"):
            self.month = self.drafted(self.province_a)
        with self.at("2026-07-06 08:00:00"):
            self.late = self.sent(self.ward_a1)
        self.month.invalidate_recordset()
        self.own = self.env["dlxh.obligation"]._find(
            self.regime, self.province_a, FIRST
        )
        self.assertEqual(self.month.late_report_ids, self.late)

    def allow(self, obligation, user, until="2026-07-18", moment="2026-07-16 08:00"):
        with self.at(moment):
            return (
                self.env["dlxh.obligation.exception"]
                .with_user(user)
                .create(
                    {
                        "obligation_id": obligation.id,
                        "until": until,
                        "reason": "The storm",
                    }
                )
            )

    def test_locked(self):
        with self.at(AFTER), self.assertRaisesRegex(UserError, "15/07/2026"):
            self.month.action_take_in_late()

    def test_leave_to_send_after_the_lock_is_leave_to_take_in(self):
        leave = self.allow(self.own, self.officers[self.centre])
        with self.at(AFTER):
            self.month.action_take_in_late()
        self.assertIn(self.late, self.month.sudo().child_report_ids)
        self.assertEqual(leave.obligation_id, self.own)

    def test_leave_that_is_over_or_was_taken_back(self):
        leave = self.allow(self.own, self.officers[self.centre])
        with self.at("2026-07-19 08:00:00"), self.assertRaises(UserError):
            self.month.action_take_in_late()
        with self.at(AFTER):
            leave.with_user(self.officers[self.centre]).action_withdraw()
            with self.assertRaises(UserError):
                self.month.action_take_in_late()

    def test_leave_given_to_a_unit_below_lets_its_report_in(self):
        self.allow(self.owed(), self.above)
        with self.at(AFTER):
            self.month.action_take_in_late()
        self.assertIn(self.late, self.month.sudo().child_report_ids)

    def test_the_lock_of_what_is_owed_counts(self):
        """The regime changed after the period was owed: what was told stays."""
        self.own.sudo().lock_at = "2026-07-20 16:59:59"
        with self.at(AFTER):
            self.assertEqual(f"{self.month._taking_in_ends()}", "2026-07-20")
            self.month.action_take_in_late()

    def test_what_is_never_locked(self):
        self.own.sudo().lock_at = False
        with self.at("2026-09-01 08:00:00"):
            self.assertFalse(self.month._taking_in_ends())

    def test_without_anything_owed_the_regime_tells(self):
        self.month._approval_flow().write({"obligation_id": False})
        with freeze_time(AFTER):
            self.assertEqual(f"{self.month._taking_in_ends()}", "2026-07-15")
