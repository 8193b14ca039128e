from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common_report import DlxhReportCase


@tagged("post_install", "-at_install")
class TestReportFlow(DlxhReportCase):
    """From sheets of two wards to the report of the centre."""

    def test_three_levels(self):
        issue_1 = self.issue(self.ward_a1)
        issue_2 = self.issue(self.ward_a2, "prices of PETROL rise")
        sheets = self.sheet(self.ward_a1, issue_1) | self.sheet(
            self.ward_a1, issue_1, "approve", statement="It had to come"
        )
        sheets |= self.sheet(self.ward_a2, issue_2)
        ward_1, ward_2 = self.sent(self.ward_a1), self.sent(self.ward_a2)
        self.assertEqual(set(sheets.mapped("state")), {"used"})

        province = self.drafted(self.province_a)
        entry = province.entry_ids
        self.assertEqual(len(entry), 1, "the same issue is one entry")
        self.assertEqual(entry.unit_count, 2)
        self.assertEqual(entry.sheet_count, 3)
        self.assertEqual(entry.tendency_counts, {"oppose": 2, "approve": 1})
        self.assertEqual(entry.source_entry_ids, (ward_1 | ward_2).entry_ids)
        self.assertEqual(province.child_report_ids, ward_1 | ward_2)
        self.assertEqual(issue_1.parent_issue_id, entry.issue_id)
        self.assertEqual(issue_2.parent_issue_id, entry.issue_id)
        self.assertEqual(entry.issue_id.unit_id, self.province_a)
        self.assertIn("It had to come", entry.text)

        (ward_1 | ward_2).with_user(self.officers[self.province_a]).action_receive()
        self.assertEqual(ward_1.state, "received")
        self.send(province)
        self.assertTrue(province.document_code)

        centre = self.drafted(self.centre)
        entry = centre.entry_ids
        self.assertEqual(
            (entry.unit_count, entry.base_unit_count, entry.sheet_count), (1, 2, 3)
        )
        self.assertEqual((centre.sheet_count, centre.unit_count), (3, 2))
        self.send(centre)
        self.assertEqual(centre.state, "sent")
        self.assertFalse(centre.parent_unit_id)

    def test_above_sees_only_what_was_sent(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        report = self.drafted(self.ward_a1)
        above = self.officers[self.province_a]
        found = self.env["dlxh.report"].with_user(above).search([])
        self.assertNotIn(report, found)
        self.send(report)
        found = self.env["dlxh.report"].with_user(above).search([])
        self.assertIn(report, found)
        self.env.invalidate_all()  # a request begins with an empty cache
        entry = report.with_user(above).entry_ids
        self.assertTrue(entry.text)
        self.assertFalse(entry.opinion_ids, "sheets stay with the unit")
        self.assertFalse(entry.original_text)

    def sent_by_both(self):
        for ward in (self.ward_a1, self.ward_a2):
            self.sheet(ward, self.issue(ward))
        return self.sent(self.ward_a1) | self.sent(self.ward_a2)

    def test_selected_reports_are_received_together_or_not_at_all(self):
        reports = self.sent_by_both()
        above = reports.with_user(self.officers[self.province_a])
        reports[0].with_user(above.env.user).action_receive()
        with self.assertRaises(UserError) as refused:
            above.action_receive_selected()
        sentence = str(refused.exception)
        self.assertIn("1 of the 2 selected", sentence)
        self.assertIn("ward_a1", sentence)
        self.assertNotIn("ward_a2", sentence)
        self.assertEqual(reports.mapped("state"), ["received", "sent"])
        answer = above[1].action_receive_selected()
        self.assertEqual(answer["params"]["message"], "Reports received: 1.")
        self.assertEqual(set(reports.mapped("state")), {"received"})

    def test_many_selected_reports_are_received(self):
        reports = self.sent_by_both()
        officer = self.officers[self.province_a]
        for user in (
            self.leaders[self.province_a],
            self.officers[self.ward_a1],
            self.officers[self.province_b],
        ):
            with self.assertRaises(UserError):  # an AccessError is one
                reports.with_user(user).action_receive_selected()
        self.assertEqual(set(reports.mapped("state")), {"sent"})
        reports.with_user(officer).action_receive_selected()
        self.assertEqual(set(reports.mapped("state")), {"received"})
        self.assertEqual(reports.received_by_id, officer)

    def test_the_list_from_below_receives(self):
        below = self.env.ref("dlxh_reporting.dlxh_report_action_below")
        views = dict((mode, view) for view, mode in below.views)
        Report = self.env["dlxh.report"]
        button = "action_receive_selected"
        for chair, seen in (("officers", True), ("leaders", False)):
            user = getattr(self, chair)[self.province_a]
            seated = Report.with_user(user)
            self.assertEqual(
                button in seated.get_view(views["list"], "list")["arch"], seen, chair
            )
            self.assertNotIn(button, seated.get_view(False, "list")["arch"])

    def test_receive_and_return_belong_to_the_level_above(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        report = self.sent(self.ward_a1)
        for unit in (self.ward_a1, self.centre):
            with self.assertRaises(AccessError):
                report.with_user(self.officers[unit]).action_receive()
        with self.assertRaises(AccessError):
            report.with_user(self.officers[self.province_b]).action_receive()
        above = report.with_user(self.officers[self.province_a])
        with self.assertRaises(UserError):
            above.action_return_sent("  ")
        above.action_return_sent("The proposals are missing.")
        self.assertEqual(report.state, "returned")
        self.assertEqual(report.return_reason, "The proposals are missing.")

    def test_a_sent_report_does_not_change_but_is_replaced(self):
        sheet = self.sheet(self.ward_a1, self.issue(self.ward_a1))
        report = self.sent(self.ward_a1)
        entry = report.entry_ids
        for change in (
            lambda: report.write({"abstract": "other"}),
            lambda: entry.write({"text": "<p>other</p>"}),
            lambda: entry.unlink(),
            lambda: report.section_ids[0].write({"body": "<p>other</p>"}),
            lambda: report.unlink(),
        ):
            with self.assertRaises(UserError):
                change()
        action = report.action_supersede()
        new = self.env["dlxh.report"].with_user(self.officers[self.ward_a1])
        new = new.browse(action["res_id"])
        self.assertEqual(new.state, "draft")
        self.assertEqual(report.state, "sent", "the old one stands meanwhile")
        self.assertEqual(new.entry_ids.opinion_ids, sheet)
        self.assertEqual(new.entry_ids.sheet_count, 1)
        new.entry_ids.text = "<p>A corrected text</p>"
        with self.assertRaises(AccessError):
            report.action_supersede()
        self.send(new)
        self.assertEqual(report.state, "superseded")
        self.assertEqual(report.superseded_by_id, new)
        province = self.drafted(self.province_a)
        self.assertEqual(province.child_report_ids, new)
        self.assertEqual(province.entry_ids.sheet_count, 1)

    def test_returned_after_use_makes_the_draft_stale(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        report = self.sent(self.ward_a1)
        province = self.drafted(self.province_a)
        report.with_user(self.officers[self.province_a]).action_return_sent("No")
        with self.assertRaisesRegex(UserError, "returned or replaced"):
            province.action_submit_approval()
        province.action_draft_from_sources()
        self.assertFalse(province.entry_ids)

    def test_a_sheet_returned_meanwhile_leaves_the_draft(self):
        issue = self.issue(self.ward_a1)
        kept, gone = self.sheet(self.ward_a1, issue), self.sheet(self.ward_a1, issue)
        report = self.drafted(self.ward_a1)
        report.entry_ids.text = "<p>My own words</p>"
        gone.with_user(self.officers[self.ward_a1])._return("Please add the week")
        with self.assertRaisesRegex(UserError, "returned to their authors"):
            report.action_submit_approval()
        report.action_draft_from_sources()
        self.assertEqual(report.entry_ids.opinion_ids, kept)
        self.assertEqual(report.entry_ids.sheet_count, 1)
        self.approve(report)

    def test_used_by_an_approved_report_is_not_returned(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        report = self.sent(self.ward_a1)
        self.approve(self.drafted(self.province_a))
        with self.assertRaisesRegex(UserError, "already used"):
            report.with_user(self.officers[self.province_a]).action_return_sent("No")

    def test_missing_children_are_recorded_in_one_click(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        self.sent(self.ward_a1)
        province = self.drafted(self.province_a)
        self.assertEqual(province.missing_unit_ids, self.ward_a2)
        province.action_submit_approval()
        leader = province.with_user(self.leaders[self.province_a])
        self.assertIn("ward_a2", leader.approval_exception_text)
        leader.action_approve()
        line = province.missing_ids
        self.assertEqual(line.missing_unit_id, self.ward_a2)
        self.assertEqual(line.approved_by_id, self.leaders[self.province_a])
        self.assertIn("ward_a2", province._document_body_html())

    def test_undo_frees_the_sheets(self):
        sheet = self.sheet(self.ward_a1, self.issue(self.ward_a1))
        report = self.approve(self.drafted(self.ward_a1))
        self.assertEqual(sheet.state, "used")
        report.with_user(self.leaders[self.ward_a1]).action_undo_approval("Too early")
        self.assertEqual(sheet.state, "accepted")
        self.assertEqual(report.state, "draft")

    def test_nil_report(self):
        nil = self.sheet(self.ward_a1, is_nil=True)
        report = self.drafted(self.ward_a1)
        self.assertFalse(report.entry_ids)
        with self.assertRaisesRegex(UserError, "Nothing to report"):
            report.action_submit_approval()
        report.is_nil = True
        self.send(report)
        self.assertEqual(nil.state, "used")
        province = self.drafted(self.province_a)
        self.assertEqual(province.child_report_ids, report)
        self.assertFalse(province.entry_ids)
        self.assertIn("ward_a1", province._document_body_html())
        self.assertNotIn(self.ward_a1, province.missing_unit_ids)

    def test_a_nil_report_has_no_entry(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        report = self.drafted(self.ward_a1)
        report.is_nil = True
        with self.assertRaisesRegex(UserError, "nothing to report"):
            report.action_submit_approval()

    def test_steps_in_order(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        report = self.drafted(self.ward_a1)
        for step in ("action_sign", "action_send", "action_supersede"):
            with self.assertRaises(AccessError):
                getattr(report, step)()
        self.approve(report)
        with self.assertRaisesRegex(UserError, "secret check"):
            report.action_sign()
        self.assertFalse(report.number)
        with self.assertRaises(AccessError):
            report.action_send()

    def test_one_report_of_a_regime_and_period(self):
        self.report(self.ward_a1)
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self.report(self.ward_a1).flush_recordset()
        self.report(self.ward_a2)

    def test_the_form_proposes_all_that_follows(self):
        reports = self.env["dlxh.report"].with_user(self.officers[self.ward_a1])
        with Form(reports) as form:
            self.assertEqual(form.unit_id, self.ward_a1)
            self.assertEqual(form.body_id, self.bodies[self.ward_a1])
            form.regime_id = self.regime
        report = form.save()
        self.assertEqual(report.document_type_id.code, "BC")
        self.assertEqual(report.date_from.day, 1)
        self.assertEqual(
            report.section_ids.mapped("code"),
            [
                "situation",
                "international",
                "domestic",
                "local",
                "assessment",
                "proposal",
                "next",
            ],
        )
        self.assertEqual(report.recipient_ids.mapped("name"), ["province_a", "ward_a1"])
        self.assertTrue(report.can_draft)
        for chair in ("leader", "clerk", "inspector"):
            user = self.chair(chair, self.ward_a1)
            Form(report.with_user(user))  # opens without what the chair may not read

    def test_my_work(self):
        def cards(user):
            items = self.env["dlxh.work.item"].with_user(user)._report_items()
            return {item["key"]: item["count"] for item in items}

        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        report = self.drafted(self.ward_a1)
        officer, leader = self.officers[self.ward_a1], self.leaders[self.ward_a1]
        clerk = self.chair("clerk", self.ward_a1)
        above = self.officers[self.province_a]
        self.assertEqual(cards(officer), {"report_draft": 1})
        self.assertFalse(cards(leader))
        report.action_submit_approval()
        self.assertEqual(cards(leader), {"report_approve": 1})
        report.with_user(leader).action_approve()
        self.assertEqual(cards(clerk), {"report_sign": 1})
        report.action_secret_check()
        report.with_user(clerk).action_sign()
        self.assertEqual(cards(clerk), {"report_send": 1})
        self.assertFalse(cards(above))
        report.with_user(clerk).action_send()
        self.assertEqual(cards(above), {"report_receive": 1})
        report.with_user(above).action_return_sent("Not complete")
        self.assertEqual(cards(officer), {"report_returned": 1})
        self.assertFalse(cards(self.chair("officer")))

    def test_archived_after_receipt_stays_counted(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        report = self.sent(self.ward_a1)
        report.with_user(self.officers[self.province_a]).action_receive()
        report.action_archive_report()
        self.assertEqual(report.state, "archived")
        self.assertEqual(self.drafted(self.province_a).child_report_ids, report)

    def test_state_is_not_written_by_hand(self):
        report = self.report(self.ward_a1)
        with self.assertRaises(UserError):
            report.write({"state": "sent"})
        with self.assertRaises(UserError):
            self.report(self.ward_a2, state="approved")
        with self.assertRaises(UserError):
            report.write({"unit_id": self.ward_a2.id})
        self.assertEqual((report.state, report.unit_id), ("draft", self.ward_a1))
