import base64

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common_obligation_report import (
    FIRST,
    IN_TIME,
    LATE,
    LOCKED,
    ObligationReportCase,
)


@tagged("post_install", "-at_install")
class TestObligationPaper(ObligationReportCase):
    """A report that came on paper is entered for the unit, counts and shows it."""

    def paper(self, user, unit=None, **values):
        return (
            self.env["dlxh.obligation.paper"]
            .with_user(user)
            .create(
                {
                    "obligation_id": self.owed(unit).id,
                    "summary": "<p>Prices rise; people are worried.</p>",
                    "paper_code": "12-BC/BTG",
                    "content": base64.b64encode(b"%PDF-1.4 scanned"),
                    "content_name": "bao-cao.pdf",
                    **values,
                }
            )
        )

    def entered(self, user, **values):
        action = self.paper(user, **values).action_enter()
        return self.env["dlxh.report"].browse(action["res_id"])

    def test_the_unit_above_enters_a_paper_and_has_received_it(self):
        with self.at(LATE):
            report = self.entered(self.above, received_at=IN_TIME)
        owed = self.owed()
        self.assertEqual((owed.state, owed.report_id), ("accepted", report))
        self.assertTrue(owed.is_on_time and owed.is_on_behalf)
        self.assertEqual(report.state, "received")
        self.assertEqual(report.entered_by_id, self.above)
        self.assertEqual(report.paper_code, "12-BC/BTG")
        self.assertIn("worried", report.entry_ids.text)
        self.assertTrue(report.paper_file)
        # readable above, and usable for its report
        mine = report.with_user(self.above)
        self.assertIn("worried", mine.entry_ids.text)
        parent = self.drafted(self.province_a)
        self.assertIn(report, parent.sudo().child_report_ids)

    def test_the_unit_itself_enters_a_paper_and_the_level_above_receives_it(self):
        with self.at(IN_TIME):
            report = self.entered(self.officer_a1)
            self.assertEqual(report.state, "sent")
            self.assertEqual(self.owed().state, "submitted")
            report.with_user(self.above).action_receive()
        self.assertEqual(self.owed().state, "accepted")

    def test_a_paper_with_nothing_to_report(self):
        with self.at(IN_TIME):
            self.entered(self.above, is_nil=True, summary=False)
        self.assertTrue(self.owed().is_nil)

    def test_a_paper_needs_a_summary(self):
        with self.at(IN_TIME):
            with self.assertRaisesRegex(UserError, "Write what the report says"):
                self.entered(self.above, summary="<p><br></p>")
            with self.assertRaisesRegex(UserError, "Untick it"):
                self.entered(self.above, is_nil=True)
        self.assertEqual(self.owed().state, "owed")

    def test_a_paper_cannot_come_tomorrow_or_before_the_period(self):
        with self.at(IN_TIME):
            with self.assertRaisesRegex(UserError, "in the future"):
                self.entered(self.above, received_at="2026-07-03 09:00:00")
            with self.assertRaisesRegex(UserError, "before the period"):
                self.entered(self.above, received_at="2026-05-30 08:00:00")

    def test_a_paper_that_came_before_the_lock_is_entered_after_it(self):
        with self.at(LOCKED):
            with self.assertRaisesRegex(UserError, "after the period was locked"):
                self.entered(self.above, received_at="2026-07-16 08:00:00")
            self.entered(self.above, received_at=LATE)
        self.assertTrue(self.owed().is_submitted)

    def test_for_the_own_unit_the_signed_paper_is_needed(self):
        with self.at(IN_TIME), self.assertRaisesRegex(UserError, "approval of your"):
            self.entered(self.officer_a1, content=False, content_name=False)
        with self.at(IN_TIME):
            self.entered(self.above, content=False, content_name=False)

    def test_a_program_is_no_paper(self):
        with self.at(IN_TIME), self.assertRaisesRegex(UserError, "not a document"):
            self.entered(self.above, content_name="report.exe")

    def test_names_in_a_paper_are_screened(self):
        with self.at(IN_TIME), self.assertRaises(ValidationError):
            self.entered(self.above, summary="<p>Gọi 0912345678</p>")
        self.assertEqual(self.owed().state, "owed")

    def test_a_paper_does_not_push_out_the_units_own_report(self):
        self.signed()
        with self.at(IN_TIME), self.assertRaisesRegex(UserError, "of its own"):
            self.entered(self.above)

    def test_a_paper_corrects_a_returned_report(self):
        report = self.signed()
        with self.at(IN_TIME):
            report.action_send()
            report.with_user(self.above).action_return_sent("Too short")
        with self.at(LATE):
            paper = self.entered(self.above)
        self.assertEqual(report.state, "superseded")
        self.assertEqual(paper.supersedes_id, report)
        self.assertTrue(self.owed().is_corrected and self.owed().is_on_behalf)

    def test_nobody_enters_a_paper_for_units_beside(self):
        with self.assertRaises(AccessError):
            self.paper(self.officers[self.province_b]).action_enter()
        with self.assertRaises(AccessError):
            self.paper(self.leaders[self.province_a])

    def test_what_comes_from_paper_is_not_typed_in(self):
        report = self.report(self.ward_a1)
        for values in (
            {"is_on_behalf": True},
            {"obligation_id": self.owed(self.ward_a2).id},
            {"paper_code": "1"},
        ):
            with self.assertRaisesRegex(UserError, "not typed in"):
                report.write(values)
        drafts = self.env["dlxh.report"].with_user(self.officers[self.ward_a2])
        with self.assertRaisesRegex(UserError, "not typed in"):
            drafts.with_context(default_is_on_behalf=True).create(
                {
                    "unit_id": self.ward_a2.id,
                    "regime_id": self.regime.id,
                    "date_from": FIRST,
                    "date_to": "2026-06-30",
                }
            )
