import base64
import io

import docx

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .. import proposals
from .common_report import DlxhReportCase


@tagged("post_install", "-at_install")
class TestReportWordBack(DlxhReportCase):
    """A report edited in Word comes back text by text, seen before it is taken."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        issue = cls.issue(cls.ward_a1, "việc điều chỉnh giá xăng dầu", place="domestic")
        cls.sheet(cls.ward_a1, issue, statement="Giá tăng nhanh")
        other = cls.issue(cls.ward_a1, "việc tuyển sinh lớp 10", place="domestic")
        cls.sheet(cls.ward_a1, other, statement="Chỉ tiêu ít")
        cls.document = cls.drafted(cls.ward_a1)
        cls.officer = cls.officers[cls.ward_a1]

    def _edited(self, old, new, content=None):
        """The printed file with some words replaced."""
        document = docx.Document(io.BytesIO(content or self.document._word_file()))
        runs = [run for par in document.paragraphs for run in par.runs]
        found = [run for run in runs if old in run.text]
        self.assertTrue(found, old)
        for run in found:
            run.text = run.text.replace(old, new)
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()

    def _wizard(self, content, user=None):
        wizards = self.env["dlxh.report.word.back"].with_user(user or self.officer)
        return wizards.create(
            {"report_id": self.document.id, "content": base64.b64encode(content)}
        )

    def test_only_what_differs_is_shown_and_taken(self):
        wizard = self._wizard(self._edited("Giá tăng nhanh", "Giá tăng mạnh"))
        wizard.action_read()
        self.assertEqual(wizard.line_ids.mapped("kind"), ["changed"])
        self.assertIn("Giá tăng nhanh", wizard.line_ids.old_text)
        self.assertIn("Giá tăng mạnh", wizard.line_ids.new_text)
        entry = self.document.entry_ids.filtered(lambda e: "xăng" in e.title)
        self.assertIn("Giá tăng nhanh", entry.text)  # nothing is taken unseen
        wizard.action_take()
        self.assertIn("Giá tăng mạnh", entry.text)
        self.assertTrue(entry.is_edited)

    def test_nothing_chosen_changes_nothing(self):
        wizard = self._wizard(self._edited("Giá tăng nhanh", "Giá tăng mạnh"))
        wizard.action_read()
        wizard.line_ids.is_taken = False
        with self.assertRaises(UserError):
            wizard.action_take()
        self.assertNotIn("mạnh", str(self.document.entry_ids.mapped("text")))

    def test_a_text_changed_meanwhile_is_not_overwritten(self):
        wizard = self._wizard(self._edited("Giá tăng nhanh", "Giá tăng mạnh"))
        wizard.action_read()
        entry = self.document.entry_ids.filtered(lambda e: "xăng" in e.title)
        entry.with_user(self.officer).text = "<p>Đã sửa trong lúc đó</p>"
        with self.assertRaises(UserError):
            wizard.action_take()
        self.assertIn("trong lúc đó", entry.text)

    def test_personal_data_does_not_come_in_by_word(self):
        wizard = self._wizard(self._edited("Giá tăng nhanh", "Gọi 0912345678"))
        wizard.action_read()
        with self.assertRaises(UserError):  # a ValidationError is one
            wizard.action_take()

    def test_an_own_file_is_told_apart(self):
        document = docx.Document()
        document.add_paragraph("Báo cáo tự soạn")
        target = io.BytesIO()
        document.save(target)
        with self.assertRaises(UserError):
            self._wizard(target.getvalue()).action_read()
        with self.assertRaises(UserError):
            self._wizard(b"PK no file of Word").action_read()

    def test_a_lost_text_is_named_and_left(self):
        content = self._edited("Giá tăng nhanh", "Giá tăng mạnh")
        document = docx.Document(io.BytesIO(content))
        for mark in document.element.body.xpath("//w:bookmarkStart")[:1]:
            mark.getparent().remove(mark)
        target = io.BytesIO()
        document.save(target)
        wizard = self._wizard(target.getvalue())
        wizard.action_read()
        lost = wizard.line_ids.filtered(lambda line: line.kind == "lost")
        self.assertEqual(len(lost), 1)
        self.assertIn(lost.name, wizard.note)
        lost.is_taken = True
        with self.assertRaises(UserError):
            wizard.action_take()

    def test_only_the_unit_while_it_drafts(self):
        content = self.document._word_file()
        with self.assertRaises(AccessError):
            self._wizard(content, self.officers[self.province_a]).action_read()
        self.document.with_user(self.officer).action_submit_approval()
        with self.assertRaises(UserError):  # an AccessError is one
            self._wizard(content).action_read()

    def test_another_reports_text_is_not_reached(self):
        wizard = self._wizard(self._edited("Giá tăng nhanh", "Giá tăng mạnh"))
        wizard.action_read()
        other = self.drafted(self.ward_a2)
        entry = self.env["dlxh.report.entry"].create(
            {"report_id": other.id, "title": "Việc khác", "text": "<p>a</p>"}
        )
        line = wizard.line_ids
        line.write(
            {"target": f"dlxh.report.entry,{entry.id},text", "old_text": entry.text}
        )
        with self.assertRaises(UserError):
            wizard.action_take()
        self.assertIn("a", entry.text)

    def _say(self):
        """Let the officer say something of the issue of petrol."""
        entry = self.document.entry_ids.filtered(lambda e: "xăng" in e.title)
        entry.with_user(self.officer).write(
            {
                "assessment": "Nhân dân yên tâm.\nCòn theo dõi.",
                "forecast": "Giá còn tăng",
                "proposal": "Kiểm tra các cửa hàng",
            }
        )
        return entry

    def test_what_is_said_of_an_issue_comes_back(self):
        entry = self._say()
        content = self._edited("Giá còn tăng", "Giá còn tăng & biến động")
        content = self._edited("các cửa hàng", "mọi cửa hàng", content)
        wizard = self._wizard(content)
        wizard.action_read()
        self.assertEqual(wizard.line_ids.mapped("kind"), ["changed"] * 2)
        names = " ".join(wizard.line_ids.mapped("name"))
        self.assertIn("Forecast", names)
        self.assertIn("Proposal", names)
        self.assertEqual(entry.proposal, "Kiểm tra các cửa hàng")  # not yet
        wizard.line_ids.filtered(lambda one: "Forecast" in one.name).is_taken = False
        wizard.action_take()
        self.assertEqual(entry.proposal, "Kiểm tra mọi cửa hàng")
        self.assertEqual(entry.forecast, "Giá còn tăng")
        self.assertEqual(entry.assessment, "Nhân dân yên tâm.\nCòn theo dõi.")

    def test_two_proposals_come_back_as_two(self):
        entry = self._say()
        entry.with_user(self.officer).proposal = "Kiểm tra các cửa hàng\nTrợ giá xăng"
        printed = self._edited("Trợ giá", "Hỗ trợ giá")
        wizard = self._wizard(printed)
        wizard.action_read()
        self.assertEqual(wizard.line_ids.mapped("kind"), ["changed"])
        self.assertEqual(
            wizard.line_ids.new_text,
            "<p>Kiểm tra các cửa hàng</p><p>Hỗ trợ giá xăng</p>",
        )
        wizard.action_take()
        self.assertEqual(entry.proposal, "Kiểm tra các cửa hàng\nHỗ trợ giá xăng")
        self.assertEqual(len(proposals.split(entry.proposal)), 2)

    def test_proposals_are_printed_apart(self):
        entry = self._say()
        entry.with_user(self.officer).proposal = "Kiểm tra cửa hàng\nTrợ giá"
        page = self.document._document_page()["body"]
        self.assertRegex(page, "Kiểm tra cửa hàng;<br/?>Trợ giá")
        untouched = self._wizard(self.document._word_file())
        untouched.action_read()
        self.assertFalse(untouched.line_ids.mapped("name"))

    def test_two_proposals_made_one_in_word_are_a_difference(self):
        entry = self._say()
        entry.with_user(self.officer).proposal = "Kiểm tra cửa hàng\nTrợ giá"
        document = docx.Document(io.BytesIO(self.document._word_file()))
        broken = document.element.body.xpath(
            "//w:bookmarkStart[contains(@w:name, 'dlxh_proposal_')]"
            "/following-sibling::w:r[w:br]"
        )
        self.assertEqual(len(broken), 1)
        broken[0].getparent().remove(broken[0])
        target = io.BytesIO()
        document.save(target)
        wizard = self._wizard(target.getvalue())
        wizard.action_read()
        self.assertEqual(wizard.line_ids.mapped("kind"), ["changed"])
        wizard.action_take()
        self.assertEqual(entry.proposal.count("\n"), 0)

    def test_an_untouched_file_shows_no_difference(self):
        self._say()
        wizard = self._wizard(self.document._word_file())
        wizard.action_read()
        self.assertFalse(wizard.line_ids.mapped("name"))

    def test_what_was_said_anew_meanwhile_is_not_overwritten(self):
        entry = self._say()
        wizard = self._wizard(self._edited("các cửa hàng", "mọi cửa hàng"))
        wizard.action_read()
        entry.with_user(self.officer).proposal = "Đã sửa trong lúc đó"
        with self.assertRaises(UserError):
            wizard.action_take()
        self.assertEqual(entry.proposal, "Đã sửa trong lúc đó")

    def test_a_line_writes_texts_only(self):
        entry = self._say()
        wizard = self._wizard(self._edited("các cửa hàng", "mọi cửa hàng"))
        wizard.action_read()
        for field in ("title", "drop_reason", "state", "nothing", ""):
            wizard.line_ids.target = f"dlxh.report.entry,{entry.id},{field}"
            with self.assertRaises(UserError):
                wizard.action_take()
        self.assertEqual(entry.title, "việc điều chỉnh giá xăng dầu")

    def test_many_missing_units_are_listed_in_an_annex(self):
        few = self.document._notice_html(self.env["dlxh.report.phrase"]._phrases())
        self.assertNotIn("danh sách kèm theo", str(few))
        units = self.env["dlxh.unit"].create(
            [
                {
                    "name": f"Chi bộ thử {number}",
                    "code": f"wordback{number}",
                    "parent_id": self.ward_a1.id,
                    "level_id": self.cell_a11.level_id.id,
                }
                for number in range(11)
            ]
        )
        report = self.document.with_context(lang="vi_VN")
        report.sudo()._approval_flow().missing_ids = [
            (0, 0, {"missing_unit_id": unit.id, "approved_by_id": self.env.uid})
            for unit in units
        ]
        page = report._document_page()
        self.assertIn("11 đơn vị (có danh sách kèm theo)", str(page["body"]))
        self.assertNotIn("Chi bộ thử 3", str(page["body"]))
        for unit in units:
            self.assertIn(unit.name, str(page["annex"]))
