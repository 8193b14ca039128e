from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_report import DlxhReportCase

GIVEN = ("approved", "passed")


@tagged("post_install", "-at_install")
class TestReportInvariants(DlxhReportCase):
    """The rules of approval from level to level (field.md S3), one by one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.above = cls.officers[cls.province_a]
        cls.sheet(cls.ward_a1, cls.issue(cls.ward_a1))

    def week(self, unit):
        """An approved report of a week within the month."""
        report = self.drafted(
            unit,
            regime_id=False,
            period_type="week",
            date_from="2026-06-08",
            date_to="2026-06-14",
        )
        return self.approve(report)

    def undo(self, report, user=None):
        leader = user or self.leaders[report.unit_id]
        report.with_user(leader).action_undo_approval("Once more")

    def history(self, report):
        rounds = report.sudo().approval_round_ids.sorted("id")
        return [(r.round, r.action, r.reason or "") for r in rounds]

    # -- undo only from the top down

    def test_undo_from_the_top_only(self):
        week = self.week(self.ward_a1)
        month = self.drafted(self.ward_a1)
        self.assertIn(week, month.child_report_ids)
        month.action_submit_approval()
        with self.assertRaisesRegex(UserError, "was drafted from this report"):
            self.undo(week)
        month.with_user(self.leaders[self.ward_a1]).action_approve()
        with self.assertRaisesRegex(UserError, "was drafted from this report"):
            self.undo(week)
        self.assertEqual(week.state, "approved")
        self.undo(month)
        self.undo(week)
        self.assertEqual((week.state, month.state), ("draft", "draft"))

    def test_what_lost_its_ground_is_not_submitted(self):
        week = self.week(self.ward_a1)
        month = self.drafted(self.ward_a1)
        self.undo(week)
        with self.assertRaises(UserError):
            month.action_submit_approval()
        self.assertEqual(month.state, "draft")

    def test_a_leader_above_may_undo_too(self):
        report = self.approve(self.drafted(self.ward_a1))
        for user in (
            self.leaders[self.ward_a2],
            self.leaders[self.province_b],
            self.officers[self.ward_a1],
        ):
            with self.assertRaises(AccessError):
                self.undo(report, user)
        self.undo(report)
        self.assertEqual(report.state, "draft")

    # -- accepting blocks undo below

    def test_sent_and_accepted_block_undo_below(self):
        report = self.sent(self.ward_a1)
        with self.assertRaises(UserError):
            self.undo(report)
        report.with_user(self.above).action_receive()
        with self.assertRaises(UserError):
            self.undo(report)
        self.approve(self.drafted(self.province_a))
        with self.assertRaises(UserError):
            self.undo(report)
        with self.assertRaisesRegex(UserError, "already used"):
            report.with_user(self.above).action_return_sent("No")

    def test_a_numbered_report_is_not_undone(self):
        report = self.approve(self.drafted(self.ward_a1))
        report.action_secret_check()
        report.action_take_number()
        with self.assertRaisesRegex(UserError, "already has a number"):
            self.undo(report)

    # -- approved is locked

    def test_locked_from_submission_on(self):
        report = self.drafted(self.ward_a1)
        steps = [
            report.action_submit_approval,
            report.with_user(self.leaders[self.ward_a1]).action_approve,
            report.action_secret_check,
            report.action_sign,
            report.action_send,
            report.with_user(self.above).action_receive,
            report.action_archive_report,
        ]
        for step in steps:
            step()
            for change in (
                lambda: report.write({"abstract": "x"}),
                lambda: report.sudo().write({"is_nil": True}),
                lambda: report.entry_ids[0].write({"text": "x"}),
                lambda: report.section_ids[0].unlink(),
                lambda: report.destination_ids[0].unlink(),
                lambda: report.recipient_ids[0].write({"name": "x"}),
                report.action_draft_from_sources,
                report.unlink,
            ):
                with self.assertRaises(UserError, msg=report.state):
                    change()

    # -- a parent needs its children, or names them as exceptions

    def test_missing_children_become_exceptions_in_one_click(self):
        self.sent(self.ward_a1)
        province = self.drafted(self.province_a)
        self.approve(province)
        self.assertEqual(province.missing_ids.missing_unit_id, self.ward_a2)
        last = province.sudo().approval_round_ids.sorted("id")[-1]
        self.assertIn("ward_a2", last.exceptions)
        # the late one comes, the approval is taken back and given anew
        self.undo(province)
        self.assertFalse(province.missing_ids)
        late = self.report(self.ward_a2, is_nil=True)
        self.send(late)
        province.action_draft_from_sources()
        self.approve(province)
        self.assertFalse(province.missing_ids)
        self.assertFalse(province.sudo().approval_round_ids.sorted("id")[-1].exceptions)
        self.assertIn("ward_a2", last.exceptions, "the first round keeps what it said")

    def test_approved_below_but_not_sent_is_missing(self):
        self.approve(self.drafted(self.ward_a1))
        province = self.report(self.province_a, is_nil=True)
        self.assertIn(self.ward_a1, province.missing_unit_ids)

    def test_a_returned_child_is_missing_again(self):
        child = self.sent(self.ward_a1)
        province = self.drafted(self.province_a)
        child.with_user(self.above).action_return_sent("No")
        self.env.invalidate_all()
        self.assertIn(self.ward_a1, province.missing_unit_ids)

    # -- what a level sees

    def test_a_level_sees_what_the_level_below_approved(self):
        report = self.drafted(self.ward_a1)
        steps = [
            report.action_submit_approval,
            report.with_user(self.leaders[self.ward_a1]).action_approve,
            report.action_secret_check,
            report.action_sign,
            report.action_send,
            report.with_user(self.above).action_receive,
        ]
        seen = [self._seen(report)]
        for step in steps:
            step()
            seen.append(self._seen(report))
        self.assertEqual(seen, [False] * 5 + [True] * 2)

    def _seen(self, report):
        self.env.invalidate_all()
        found = self.env["dlxh.report"].with_user(self.above).search([])
        entries = self.env["dlxh.report.entry"].with_user(self.above).search([])
        self.assertEqual(report in found, bool(entries & report.sudo().entry_ids))
        return report in found

    # -- return needs a reason, each round is kept

    def test_rounds_and_reasons_are_kept(self):
        report = self.drafted(self.ward_a1)
        leader = report.with_user(self.leaders[self.ward_a1])
        report.action_submit_approval()
        for empty in (None, "", "   "):
            with self.assertRaises(UserError):
                leader.action_return(empty)
        leader.action_return("Figures")
        report.action_submit_approval()
        leader.action_approve()
        self.undo(report)
        report.action_submit_approval()
        leader.action_approve()
        self.assertEqual(
            self.history(report),
            [
                (1, "submitted", ""),
                (1, "returned", "Figures"),
                (2, "submitted", ""),
                (2, "approved", ""),
                (2, "undone", "Once more"),
                (3, "submitted", ""),
                (3, "approved", ""),
            ],
        )
        with self.assertRaises(UserError):
            report.sudo().approval_round_ids[0].unlink()

    # -- superseding

    def test_the_old_one_stands_until_the_new_one_is_sent(self):
        old = self.sent(self.ward_a1)
        new = self.env["dlxh.report"].browse(old.action_supersede()["res_id"])
        new = new.with_user(self.officers[self.ward_a1])
        self.approve(new)
        new.action_secret_check()
        new.action_sign()
        self.assertEqual(old.state, "sent")
        self.assertNotEqual(new.number, old.number, "the correction has its number")
        new.action_send()
        self.assertEqual(old.state, "superseded")
        with self.assertRaises(AccessError):
            old.with_user(self.above).action_receive()
        with self.assertRaises(AccessError):
            old.with_user(self.above).action_return_sent("No")

    # -- approval switched on from a stated period

    def test_approval_from_a_stated_period(self):
        self.regime.approval_from = "2026-07-01"
        early = self.drafted(self.ward_a1)
        early.action_submit_approval()
        self.assertEqual(early.state, "approved")
        self.assertEqual(self.history(early), [(1, "passed", "")])
        late = self.report(
            self.ward_a1, is_nil=True, date_from="2026-07-01", date_to="2026-07-31"
        )
        late.action_submit_approval()
        self.assertEqual(late.state, "in_approval")

    def test_what_passed_goes_the_same_way(self):
        self.regime.approval_from = "2026-07-01"
        report = self.drafted(self.ward_a1)
        sheets = report.entry_ids.opinion_ids
        report.action_submit_approval()
        self.assertEqual(set(sheets.mapped("state")), {"used"})
        report.action_secret_check()
        report.action_sign()
        report.action_send()
        self.assertIn(report, self.env["dlxh.report"].with_user(self.above).search([]))
        province = self.drafted(self.province_a)
        province.action_submit_approval()
        self.assertEqual(province.state, "approved")
        self.assertEqual(province.missing_ids.missing_unit_id, self.ward_a2)
        with self.assertRaises(UserError):
            report.write({"abstract": "x"})

    def test_what_passed_is_taken_back_by_its_own_people(self):
        self.regime.approval_from = "2026-07-01"
        report = self.drafted(self.ward_a1)
        report.action_submit_approval()
        for user in (
            self.officers[self.ward_a2],
            self.leaders[self.ward_a2],
            self.chair("officer", self.ward_a1, login="invariant_colleague"),
        ):
            with self.assertRaises(AccessError):
                self.undo(report, user)
        self.undo(report, self.officers[self.ward_a1])
        self.assertEqual(report.state, "draft")

    def test_switching_on_keeps_history_and_state_of_earlier_reports(self):
        self.regime.approval_from = "2099-01-01"  # not switched on yet
        report = self.sent_without_approval()
        before = (report.state, self.history(report), self._seen(report))
        self.regime.approval_from = "2026-07-01"
        self.env.invalidate_all()
        after = (report.state, self.history(report), self._seen(report))
        self.assertEqual(before, after)
        self.assertTrue(after[2])
        # one that waits keeps waiting although its period lies before
        self.regime.approval_from = False
        waiting = self.report(self.ward_a2, is_nil=True)
        waiting.action_submit_approval()
        self.regime.approval_from = "2026-07-01"
        self.assertEqual(waiting.state, "in_approval")
        waiting.with_user(self.leaders[self.ward_a2]).action_approve()
        self.assertEqual(waiting.state, "approved")

    def sent_without_approval(self):
        report = self.drafted(self.ward_a1)
        report.action_submit_approval()
        report.action_secret_check()
        report.action_sign()
        report.action_send()
        return report
