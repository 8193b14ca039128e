from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Date
from odoo.tests import tagged

from .common_report import DlxhReportCase


@tagged("post_install", "-at_install")
class TestRecommendation(DlxhReportCase):
    """From a proposal in a report to the answer that reaches who raised it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ward_issue = cls.issue(cls.ward_a1)
        cls.rows = cls.env["dlxh.recommendation"]
        cls.officer = cls.officers[cls.ward_a1]
        cls.asked = cls.officers[cls.province_a]

    def proposing(self, text="- Sửa đường\n- Thêm xe buýt", **values):
        self.sheet(self.ward_a1, self.ward_issue, proposal=text)
        report = self.drafted(self.ward_a1, **values)
        report.entry_ids[0].proposal = text
        return report

    def by_hand(self, **values):
        return self.rows.with_user(self.officer).create(
            {"unit_id": self.ward_a1.id, "text": "Sửa cầu", **values}
        )

    # Raised
    # ------

    def test_approval_raises_what_the_entries_propose(self):
        report = self.approve(self.proposing())
        rows = report.recommendation_ids
        self.assertEqual(set(rows.mapped("text")), {"Sửa đường", "Thêm xe buýt"})
        self.assertEqual(set(rows.mapped("state")), {"raised"})
        self.assertEqual(rows.unit_id, self.ward_a1)
        self.assertEqual(rows.addressee_unit_id, self.province_a)
        self.assertEqual(rows.issue_id, self.ward_issue)
        self.assertEqual(rows.topic_id, self.topic)

    def test_the_top_addresses_its_committee_by_name(self):
        """Nobody stands above the centre, and still its report can be approved."""
        sheet_issue = self.issue(self.centre, name="Fares")
        self.sheet(self.centre, sheet_issue, proposal="Giảm giá vé")
        report = self.approve(self.drafted(self.centre))
        (row,) = report.recommendation_ids
        self.assertFalse(row.addressee_unit_id)
        self.assertEqual(row.addressee_name, self.centre.name)
        report.action_secret_check()
        report.action_sign()
        report.action_send()
        self.assertEqual(row.state, "sent")
        self.assertTrue(row.with_user(self.officers[self.centre]).can_answer)

    def test_undoing_the_approval_takes_them_away(self):
        report = self.approve(self.proposing())
        report.with_user(self.leaders[self.ward_a1]).action_undo_approval("Sai số liệu")
        self.assertFalse(self.rows.search([("unit_id", "=", self.ward_a1.id)]))
        self.approve(report)
        self.assertEqual(len(report.recommendation_ids), 2)

    def test_the_report_takes_them_to_the_level_above(self):
        report = self.approve(self.proposing())
        self.assertFalse(self.rows.with_user(self.asked).search([]))
        report.action_secret_check()
        report.action_sign()
        report.action_send()
        seen = self.rows.with_user(self.asked).search([])
        self.assertEqual(seen, report.recommendation_ids.with_user(self.asked))
        self.assertEqual(set(seen.mapped("state")), {"sent"})
        self.assertTrue(seen[0].can_answer)

    def test_what_is_still_open_is_not_raised_twice(self):
        self.send(self.proposing())
        again = self.report(self.ward_a1, date_from="2026-07-01", date_to="2026-07-31")
        again.write(
            {
                "entry_ids": [
                    Command.create(
                        {
                            "title": "Roads",
                            "text": "<p>Bad</p>",
                            "issue_id": self.ward_issue.id,
                            "proposal": "SỬA ĐƯỜNG!\nLàm đèn",
                        }
                    )
                ]
            }
        )
        self.approve(again)
        self.assertEqual(again.recommendation_ids.text, "Làm đèn")

    def test_a_corrected_report_closes_what_it_says_no_more(self):
        old = self.send(self.proposing())
        new = self.env["dlxh.report"].browse(old.action_supersede()["res_id"])
        new = new.with_user(self.officer)
        new.entry_ids[0].proposal = "Sửa đường"
        self.send(new)
        states = {row.text: row.state for row in old.recommendation_ids}
        self.assertEqual(states, {"Sửa đường": "sent", "Thêm xe buýt": "closed"})

    def test_by_hand_it_begins_as_raised_whatever_is_given(self):
        row = self.by_hand(state="used", response="x", decision_symbol="1-NQ/TU")
        self.assertEqual(row.state, "raised")
        self.assertFalse(row.response or row.decision_symbol)
        row = self.rows.with_user(self.officer).with_context(default_state="used")
        row = row.create({"unit_id": self.ward_a1.id, "text": "Sửa cầu"})
        self.assertEqual(row.state, "raised")

    def test_somebody_must_be_addressed(self):
        with self.assertRaises(ValidationError):
            self.by_hand(addressee_unit_id=False, addressee_name=False).write(
                {"addressee_unit_id": False}
            )

    def test_texts_are_screened(self):
        with self.assertRaises(ValidationError):
            self.by_hand(text="Gọi 0912345678 để hỏi")
        row = self.by_hand()
        row.action_send()
        with self.assertRaises(ValidationError):
            row.with_user(self.asked).action_answer("Làm rõ ai là người phản ánh")

    # Answered, used, closed
    # ----------------------

    def test_the_addressee_answers_and_the_raiser_reads_it(self):
        row = self.by_hand(issue_id=self.ward_issue.id)
        row.action_send()
        with self.assertRaises(AccessError):
            row.action_answer("Chúng tôi tự trả lời")
        with self.assertRaises(AccessError):
            row.with_user(self.officers[self.ward_a2]).action_answer("x")
        theirs = row.with_user(self.leaders[self.province_a])
        with self.assertRaises(UserError):
            theirs.action_answer("  ")
        theirs.action_answer("Khởi công trong quý III")
        self.assertEqual((row.state, row.response), ("answered", theirs.response))
        self.assertTrue(row.responded_on)
        self.assertIn("quý III", self.ward_issue.with_user(self.officer).answers)
        self.assertEqual(self.ward_issue.answered_on, row.responded_on)

    def test_sent_ones_are_not_reworded(self):
        row = self.by_hand()
        row.text = "Sửa cầu ngay"
        row.action_send()
        with self.assertRaises(UserError):
            row.text = "Khác"
        with self.assertRaises(AccessError):
            row.with_user(self.asked).text = "Khác"
        with self.assertRaises(UserError):
            row.write({"state": "used"})
        with self.assertRaises(UserError):
            row.with_context(dlxh_recommendation_flow=True).write({"state": "used"})
        with self.assertRaises(UserError):
            row.unlink()

    def test_a_decision_is_noted_with_symbol_and_date(self):
        row = self.by_hand()
        row.action_send()
        theirs = row.with_user(self.asked)
        with self.assertRaises(UserError):
            theirs.action_use("", Date.today())
        theirs.action_use("12-NQ/TU", "2026-07-01", "Đầu tư cầu mới")
        self.assertEqual(row.state, "used")
        self.assertEqual(row.decision_symbol, "12-NQ/TU")
        with self.assertRaises(AccessError):
            theirs.action_answer("Muộn rồi")

    def test_closing_unanswered_needs_a_reason(self):
        row = self.by_hand()
        row.action_send()
        with self.assertRaises(UserError):
            row.action_close()
        row.action_close("Đã làm xong")
        self.assertEqual(row.state, "closed")

    def test_the_answer_of_an_organ_outside_is_entered_by_who_asked(self):
        row = self.by_hand(addressee_name="UBND tỉnh", addressee_unit_id=False)
        row.action_send()
        self.assertFalse(row.addressee_unit_id)
        self.assertFalse(row.with_user(self.asked).can_answer)
        row.action_answer("Đã giao Sở Xây dựng")
        self.assertEqual(row.state, "answered")

    def test_the_dialog_does_the_same(self):
        row = self.by_hand()
        row.action_send()
        action = row.with_user(self.asked).action_open_answer()
        wizard = (
            self.env["dlxh.recommendation.wizard"]
            .with_user(self.asked)
            .with_context(**action["context"])
            .create({"text": "Khởi công ngay"})
        )
        self.assertEqual(wizard.asked, "Sửa cầu")
        wizard.action_confirm()
        self.assertEqual(row.state, "answered")

    def test_its_name_tells_no_text(self):
        self.assertNotIn("Sửa cầu", self.by_hand().display_name)

    # Told back
    # ---------

    def test_an_answer_to_the_province_comes_down_to_the_ward_and_its_people(self):
        self.send(self.proposing("Sửa đường"))
        above = self.drafted(self.province_a)
        self.send(above)
        row = above.recommendation_ids
        self.assertIn("Sửa đường", row.text)
        self.assertEqual(row.addressee_unit_id, self.centre)
        row.with_user(self.officers[self.centre]).action_use(
            "7-KL/TW", "2026-07-01", "Bố trí vốn"
        )
        mine = self.rows.search([("unit_id", "=", self.ward_a1.id)])
        self.assertIn("7-KL/TW", mine.with_user(self.officer).answers_above)
        self.assertEqual(self.ward_issue.answered_on, Date.context_today(mine))
        user = self.chair("collaborator", self.ward_a1)
        self.collaborator(self.ward_a1, user)
        issue = self.ward_issue.with_user(user)
        self.assertIn("Bố trí vốn", issue.answers)
        self.assertNotIn("Sửa đường", issue.answers)
        cards = self.env["dlxh.work.item"].with_user(user)._items()
        self.assertTrue([card for card in cards if "Answers" in card["name"]])
        kind = self.env.ref("dlxh_reporting.mail_activity_type_answer")
        told = self.env["mail.activity"].search([("activity_type_id", "=", kind.id)])
        self.assertIn(self.officer, told.user_id)
        for activity in told:
            words = f"{activity.summary} {activity.note} {activity.res_name}"
            for secret in ("Bố trí", self.ward_issue.name, "Sửa đường"):
                self.assertNotIn(secret, words)

    def test_counts_by_year(self):
        row = self.by_hand()
        self.by_hand(text="Sửa trường")
        row.action_send()
        row.with_user(self.asked).action_use("12-NQ/TU", "2026-07-01")
        self.env.flush_all()
        counts = self.env["dlxh.recommendation.count"]
        mine = counts.with_user(self.leaders[self.ward_a1]).search([])
        figures = ("raised_count", "answered_count", "used_count")
        total = [sum(mine.mapped(name)) for name in figures]
        self.assertEqual(total, [2, 1, 1])
        theirs = counts.with_user(self.leaders[self.province_a]).search([])
        self.assertEqual(sum(theirs.mapped("raised_count")), 1, "what was sent")
        self.assertFalse(counts.with_user(self.leaders[self.province_b]).search([]))

    def test_the_list_costs_the_same_however_long(self):
        names = ("text", "unit_id", "addressee", "topic_id", "state", "is_late")
        mine = self.rows.with_user(self.officer)

        def look():
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            mine.web_search_read([], dict.fromkeys(names, {}))
            return self.env.cr.sql_log_count - start

        self.by_hand()
        look()
        once = look()
        for number in range(8):
            self.by_hand(text=f"Sửa cầu {number}")
        self.assertLessEqual(look(), once)
