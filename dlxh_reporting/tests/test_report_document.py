import io
import subprocess
import tempfile
from itertools import zip_longest
from pathlib import Path

import openpyxl
from lxml.html import fromstring

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_report import DlxhReportCase

PDF = "dlxh_reporting.dlxh_report_action_report_document"
XLSX = "dlxh_reporting.dlxh_report_action_report_xlsx"


def pdf_text(content):
    """The text layer of a PDF file, in reading order, spaces tidied."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        path.write_bytes(content)
        result = subprocess.run(
            ["pdftotext", str(path), "-"], capture_output=True, check=True, text=True
        )
    return " ".join(result.stdout.split())


@tagged("post_install", "-at_install")
class TestReportDocument(DlxhReportCase):
    """The printed report and the workbook, read back as a reader gets them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.authors[cls.ward_a1].partner_id
        cls.person.name = "Lê Thị Mười Hai"
        petrol = cls.issue(
            cls.ward_a1, "việc điều chỉnh giá xăng dầu", place="domestic"
        )
        cls.sheet(
            cls.ward_a1,
            petrol,
            statement="Giá tăng nhanh, ảnh hưởng vận tải",
            groups=cls.group_a,
            assessment="Tâm lý lo lắng còn tiếp diễn",
            forecast="Giá hàng hóa có thể tăng theo",
            proposal="Đề nghị UBND tỉnh công khai lộ trình",
        )
        cls.sheet(cls.ward_a1, petrol, "approve", statement="Điều hành kịp thời")
        cls.sheet(
            cls.ward_a2,
            cls.issue(cls.ward_a2, "Việc điều chỉnh giá xăng dầu", place="domestic"),
            statement="Mong có lộ trình",
            tendency="hesitant",
        )

    @classmethod
    def province_report(cls):
        """The province's report, approved with ward_a2 missing its own."""
        cls.sent(cls.ward_a1)
        report = cls.drafted(cls.province_a)
        return cls.approve(report)

    def pdf(self, report, user=None):
        reports = self.env["ir.actions.report"].with_context(
            force_report_rendering=True
        )
        content, kind = reports.with_user(
            user or self.officers[report.unit_id]
        )._render_qweb_pdf(PDF, report.ids)
        self.assertEqual(kind, "pdf")
        return content

    def test_printed_report(self):
        report = self.province_report()
        report.action_secret_check()
        report.action_sign()
        text = pdf_text(self.pdf(report))
        for part in (
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            report.document_code,
            "tình hình dư luận xã hội tháng 6 năm 2026",
            "I. TÌNH HÌNH DƯ LUẬN XÃ HỘI",
            "2. Dư luận về tình hình trong nước",
            "Việc điều chỉnh giá xăng dầu (2 lượt phản ánh)",
            "Giá tăng nhanh, ảnh hưởng vận tải",
            "II. ĐÁNH GIÁ CHUNG, DỰ BÁO XU HƯỚNG",
            "Giá hàng hóa có thể tăng theo",
            "III. KIẾN NGHỊ, ĐỀ XUẤT",
            "Đề nghị UBND tỉnh công khai lộ trình",
            "IV. NỘI DUNG CẦN ĐỊNH HƯỚNG",
            "Chưa nhận được báo cáo của ward_a2.",
            "không đại diện thống kê",
            "Nơi nhận",
            "centre",
            "Trần Văn A",
        ):
            self.assertIn(part, text)
        self.assertLess(text.index("trong nước"), text.index("địa phương, đơn vị"))

    def test_no_heading_stands_bare(self):
        """Each has a text under it, or a heading of a lower rank."""
        html = self.province_report()._document_body_html()
        blocks = fromstring(f"<div>{html}</div>").getchildren()
        for block, after in zip_longest(blocks, blocks[1:]):
            if block.tag in ("h2", "h3", "h4"):
                self.assertIsNotNone(after, block.text)
                told = after.tag not in ("h2", "h3", "h4")
                self.assertTrue(told or after.tag > block.tag, block.text)
        self.assertIn("Không có nội dung.", html)
        self.assertIn("Trong kỳ không có vấn đề nổi cộm.", html)

    def test_no_collaborator_is_named(self):
        """G17: not in the text, not in the file's own data."""
        ward = self.drafted(self.ward_a1)
        content = self.pdf(ward)
        self.assertNotIn("Mười Hai", pdf_text(content))
        self.assertNotIn("Mười Hai".encode("utf-16-be"), content)
        workbook = self.workbook(ward)
        cells = [str(c.value) for s in workbook for row in s.iter_rows() for c in row]
        self.assertFalse([cell for cell in cells if "Mười" in cell])

    def test_counts_of_several_units_are_printed(self):
        self.sent(self.ward_a1)
        self.sent(self.ward_a2)
        report = self.drafted(self.province_a)
        self.assertEqual(len(report.entry_ids), 1)
        html = report._document_body_html()
        self.assertIn("3 lượt phản ánh, ở 2 đơn vị", html)
        self.assertIn("Tại ward_a2", html)

    def test_printing_is_logged_and_needs_access(self):
        report = self.drafted(self.ward_a1)
        log = self.env["dlxh.access.log"].sudo()
        domain = [("action", "=", "print"), ("model", "=", "dlxh.report")]
        before = log.search_count(domain)
        self.pdf(report)
        self.assertGreater(log.search_count(domain), before)
        for unit in (self.ward_a2, self.province_a):
            with self.assertRaises(AccessError):
                self.pdf(report, self.officers[unit])

    def workbook(self, report, user=None):
        reports = self.env["ir.actions.report"]
        content, kind = reports.with_user(
            user or self.officers[report.unit_id]
        )._render_xlsx(XLSX, report.ids, {})
        self.assertEqual(kind, "xlsx")
        return openpyxl.load_workbook(io.BytesIO(content))

    def test_workbook(self):
        self.sent(self.ward_a1)
        self.sent(self.ward_a2)
        report = self.drafted(self.province_a)
        report.entry_ids.create(
            {
                "report_id": report.id,
                "title": "=HYPERLINK(1)",
                "text": "<p>+1</p>",
                "state": "dropped",
                "drop_reason": "-1 test",
            }
        )
        book = self.workbook(report)
        sheet = book.worksheets[0]
        self.assertEqual(sheet.freeze_panes, "A5")
        self.assertTrue(sheet.auto_filter.ref)
        head = [cell.value for cell in sheet[4]]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
        by_issue = {row[head.index("Issue")]: row for row in rows}
        petrol = by_issue["việc điều chỉnh giá xăng dầu"]
        self.assertEqual(petrol[head.index("Unit")], "province_a")
        self.assertEqual(petrol[head.index("Units")], 2)
        self.assertEqual(petrol[head.index("Sheets")], 3)
        self.assertEqual(
            petrol[head.index("Sheets") + 1 : head.index("Sheets") + 5], [1, 1, 1, 0]
        )
        self.assertEqual(petrol[head.index("Period until")].day, 30)
        formula = next(
            row for row in sheet.iter_rows(min_row=5) if row[4].value[0] == "="
        )
        self.assertEqual(formula[4].data_type, "s", "a text, never a formula")
        self.assertEqual(formula[head.index("Why it was dropped")].value, "-1 test")
        groups = book.worksheets[1]
        self.assertEqual(groups["C4"].value, "Group")
        self.assertIsNone(groups["A5"].value, "one sheet a tendency is not shown")

    def test_workbook_lists_what_was_missing(self):
        report = self.province_report()
        sheet = self.workbook(report).worksheets[2]
        values = [cell.value for cell in sheet[5]]
        leader = self.leaders[self.province_a].name
        self.assertEqual(values, ["province_a", "ward_a2", leader])

    def test_workbook_is_logged_and_needs_access(self):
        report = self.drafted(self.ward_a1)
        log = self.env["dlxh.access.log"].sudo()
        domain = [("action", "=", "export"), ("model", "=", "dlxh.report")]
        before = log.search_count(domain)
        self.workbook(report)
        self.assertEqual(log.search_count(domain), before + 1)
        with self.assertRaises(AccessError):
            self.workbook(report, self.officers[self.ward_a2])

    def test_export_is_logged(self):
        report = self.drafted(self.ward_a1)
        log = self.env["dlxh.access.log"].sudo()
        with self.assertRaises(UserError):
            report.export_data(["abstract"])
        allowed = self.env.ref("base.group_allow_export")
        self.officers[self.ward_a1].group_ids = [Command.link(allowed.id)]
        report.export_data(["abstract"])
        report.entry_ids.export_data(["title"])
        lines = log.search([("action", "=", "export")], limit=2)
        self.assertEqual(
            set(lines.mapped("model")), {"dlxh.report", "dlxh.report.entry"}
        )

    def test_state_documents_of_front_units(self):
        """A body in the State format prints its own head."""
        profile = self.env.ref("dlxh_collaborator.format_profile_state_30_2020")
        self.bodies[self.ward_a1].format_profile_id = profile
        report = self.drafted(self.ward_a1)
        text = pdf_text(self.pdf(report))
        self.assertIn("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", text)

    def test_nil_report_prints(self):
        report = self.report(self.ward_b1, is_nil=True)
        report.recipient_ids = [Command.clear()]
        text = pdf_text(self.pdf(report))
        self.assertIn("không có vấn đề dư luận nổi cộm", text)
