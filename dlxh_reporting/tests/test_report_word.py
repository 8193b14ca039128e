import io

import docx

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_report import DlxhReportCase


@tagged("post_install", "-at_install")
class TestReportWord(DlxhReportCase):
    """The report as a Word file, read back as a reader gets it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.authors[cls.ward_a1].partner_id.name = "Lê Thị Mười Hai"
        issue = cls.issue(cls.ward_a1, "việc điều chỉnh giá xăng dầu", place="domestic")
        cls.sheet(cls.ward_a1, issue, statement="Giá tăng nhanh, ảnh hưởng vận tải")

    def _text(self, content):
        document = docx.Document(io.BytesIO(content))
        cells = [
            cell.text
            for table in document.tables
            for row in table.rows
            for cell in row.cells
        ]
        return "\n".join([par.text for par in document.paragraphs] + cells)

    def test_word_says_what_the_pdf_says(self):
        report = self.drafted(self.ward_a1)
        text = self._text(report._word_file())
        for part in (
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "BÁO CÁO",
            "I. TÌNH HÌNH DƯ LUẬN XÃ HỘI",
            "Việc điều chỉnh giá xăng dầu",
            "Giá tăng nhanh, ảnh hưởng vận tải",
            "không đại diện thống kê",
        ):
            self.assertIn(part, text)
        self.assertNotIn("Mười Hai", text)

    def test_who_may_not_print_gets_no_word_file(self):
        report = self.drafted(self.ward_a1)
        for unit in (self.ward_a2, self.province_a):
            with self.assertRaises(AccessError):
                report.with_user(self.officers[unit])._word_file()
        inspector = self.chair("inspector", self.ward_a1)
        with self.assertRaises(AccessError):
            report.with_user(inspector)._word_file()
        log = self.env["dlxh.access.log"].sudo()
        before = log.search_count([("action", "=", "export")])
        report.with_user(self.officers[self.ward_a1])._word_file()
        self.assertEqual(log.search_count([("action", "=", "export")]), before + 1)

    def test_word_stands_beside_print(self):
        officer = self.officers[self.ward_a1]
        reports = self.env["dlxh.report"].with_user(officer)
        arch = reports.get_view(view_type="form")["arch"]
        self.assertEqual(arch.count("action_print_word"), 1)
