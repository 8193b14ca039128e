from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common_report import DlxhReportCase

TEXT = "<p>Prices rose. People are <b>worried</b> about it.</p>"


@tagged("post_install", "-at_install")
class TestReportComment(DlxhReportCase):
    """Remarks stand beside a sentence, are answered and settled."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sheet(cls.ward_a1, cls.issue(cls.ward_a1))
        cls.written = cls.drafted(cls.ward_a1)
        cls.entry = cls.written.entry_ids
        cls.entry.text = TEXT
        cls.officer, cls.leader = cls.officers[cls.ward_a1], cls.leaders[cls.ward_a1]
        cls.above = cls.officers[cls.province_a]

    def remark(self, user=None, **values):
        return (
            self.env["dlxh.report.comment"]
            .with_user(user or self.leader)
            .create(
                {
                    "entry_id": self.entry.id,
                    "anchor": "People are worried about it.",
                    "body": "By how many units?",
                    **values,
                }
            )
        )

    def visible(self, user):
        self.env.invalidate_all()
        found = self.env["dlxh.report.comment"].with_user(user).search([])
        return found & self.written.sudo().comment_ids.with_user(user)

    def test_by_the_dialog(self):
        entry = self.entry.with_user(self.leader)
        action = entry.action_open_comment()
        wizard = self.env[action["res_model"]].with_user(self.leader)
        wizard = wizard.browse(action["res_id"])
        self.assertEqual(
            wizard.sentence_ids.mapped("name"),
            ["Prices rose.", "People are worried about it."],
        )
        with Form(wizard) as form:
            form.sentence_id = wizard.sentence_ids[1]
            form.body = "By how many units?"
        wizard.action_confirm()
        comment = self.entry.comment_ids
        self.assertEqual(comment.anchor, "People are worried about it.")
        self.assertEqual(comment.author_id, self.leader)
        reply = comment.with_user(self.officer).action_open_reply()
        answer = self.env[reply["res_model"]].with_user(self.officer)
        answer = answer.browse(reply["res_id"])
        answer.body = "By three."
        answer.action_confirm()
        self.assertEqual(comment.reply_ids.body, "By three.")
        self.assertEqual(comment.reply_ids.report_id, self.written)
        self.assertEqual(self.entry.comment_ids, comment, "answers are below it")

    def test_also_while_the_report_is_locked(self):
        self.written.action_submit_approval()
        self.assertTrue(self.remark())

    def test_an_edit_of_the_sentence_is_told(self):
        comment = self.remark()
        self.assertFalse(comment.is_anchor_lost)
        self.entry.text = "<p>Prices rose. People are worried about&nbsp;it.</p>"
        self.assertFalse(comment.is_anchor_lost)
        self.entry.text = "<p>Prices rose. People are calm.</p>"
        self.assertTrue(comment.is_anchor_lost)

    def test_the_sentence_must_stand_there(self):
        with self.assertRaisesRegex(ValidationError, "By how many units"):
            self.remark(anchor="Something else.")

    def test_settled_by_whom(self):
        comment = self.remark()
        self.assertEqual(self.written.open_comment_count, 1)
        with self.assertRaises(AccessError):
            comment.with_user(self.officers[self.ward_a2]).action_resolve()
        comment.with_user(self.officer).action_resolve()
        self.assertEqual(comment.resolved_by_id, self.officer)
        self.assertTrue(comment.resolved_at)
        self.env.invalidate_all()
        self.assertEqual(self.written.open_comment_count, 0)
        comment.with_user(self.leader).action_reopen()
        self.assertFalse(comment.resolved_at)

    def test_not_changed_and_not_deleted(self):
        comment = self.remark()
        for change in (
            lambda: comment.write({"body": "Other"}),
            lambda: comment.sudo().write({"resolved_at": "2026-01-01"}),
            lambda: comment.sudo().unlink(),
        ):
            with self.assertRaises(UserError):
                change()
        self.env.invalidate_all()
        self.assertTrue(comment.exists())
        self.assertNotEqual(comment.body, "Other")
        self.assertFalse(comment.resolved_at)

    def test_not_made_in_the_name_of_another(self):
        comment = self.remark(author_id=self.officer.id, resolved_at="2026-01-01")
        self.assertEqual(comment.author_id, self.leader)
        self.assertFalse(comment.resolved_at)

    def test_the_unit_talks_among_itself(self):
        comment = self.remark()
        self.assertEqual(self.visible(self.officer), comment)
        with self.assertRaises(AccessError):
            self.remark(self.above)
        self.send(self.written)
        self.assertFalse(self.visible(self.above), "not what was said before it went")
        theirs = self.remark(self.above)
        self.assertTrue(theirs.is_from_above)
        self.assertEqual(self.visible(self.above), theirs)
        self.assertEqual(self.visible(self.officer), comment | theirs)
        for unit in (self.ward_a2, self.province_b):
            self.assertFalse(self.visible(self.officers[unit]))
            with self.assertRaises(AccessError):
                self.remark(self.officers[unit])

    def test_an_answer_to_what_may_not_be_read(self):
        comment = self.remark()
        self.send(self.written)
        with self.assertRaises(AccessError):
            self.env["dlxh.report.comment"].with_user(self.above).create(
                {"parent_id": comment.id, "body": "Answer"}
            )

    def test_it_outlives_its_entry(self):
        comment = self.remark()
        title = self.entry.title
        self.entry.with_context(active_test=False)
        self.env.cr.execute(
            "DELETE FROM dlxh_report_entry WHERE id = %s", [self.entry.id]
        )
        self.env.invalidate_all()
        self.assertEqual((comment.body, comment.entry_title), (comment.body, title))
        self.assertFalse(comment.entry_id)

    def test_personal_data_is_kept_out(self):
        with self.assertRaises(ValidationError):
            self.remark(body="Call 0912 345 678 and ask who said it")

    def test_my_work(self):
        self.remark()
        items = self.env["dlxh.work.item"].with_user(self.officer)._report_items()
        cards = {item["key"]: item for item in items}
        self.assertEqual(cards["report_remarks"]["count"], 1)
        self.assertNotIn("By how many", str(cards["report_remarks"]))
