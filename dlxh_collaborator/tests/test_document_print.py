import base64
import subprocess
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_document import DlxhDocumentTesterCase

REPORT = "dlxh_collaborator.test_document_report"


def pdf_text(content):
    """Return the text layer of a PDF file, as laid out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.pdf"
        path.write_bytes(content)
        result = subprocess.run(
            ["pdftotext", "-layout", str(path), "-"],
            capture_output=True,
            check=True,
            text=True,
        )
    return result.stdout


@tagged("post_install", "-at_install")
class TestDocumentPrint(DlxhDocumentTesterCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        view = cls.env["ir.ui.view"].create(
            {
                "name": "test_document",
                "type": "qweb",
                "key": "dlxh_collaborator.test_document",
                "arch": '<t t-name="dlxh_collaborator.test_document">'
                '<t t-call="dlxh_collaborator.document_page" /></t>',
            }
        )
        report = cls.env["ir.actions.report"].create(
            {
                "name": "Test document",
                "model": "dlxh.document.tester",
                "report_type": "qweb-pdf",
                "report_name": "dlxh_collaborator.test_document",
                "pdf_engine": "weasyprint",
                "print_report_name": "object._document_filename()",
            }
        )
        for name, record in (
            ("test_document", view),
            ("test_document_report", report),
        ):
            cls.env["ir.model.data"].create(
                {
                    "module": "dlxh_collaborator",
                    "name": name,
                    "model": record._name,
                    "res_id": record.id,
                }
            )
        cls.report = report

    def _pdf(self, records, user=None):
        report = self.env["ir.actions.report"].with_user(user or self.officer)
        report = report.with_context(force_report_rendering=True)
        content, kind = report._render_qweb_pdf(REPORT, records.ids)
        self.assertEqual(kind, "pdf")
        self.assertTrue(content.startswith(b"%PDF-"))
        return content

    def _recipients(self):
        return [
            Command.create({"name": "Ban Bí thư", "purpose": "report"}),
            Command.create({"name": "Lãnh đạo các sở", "purpose": "coordinate"}),
            Command.create({"name": "Các đảng ủy trực thuộc", "purpose": "implement"}),
            Command.create({"name": "Các đồng chí Ủy viên"}),
        ]

    def assertLines(self, text, lines):
        """The lines stand in the text in this order, apart from spaces."""
        rest = " ".join(text.split())
        for line in lines:
            before, found, rest = rest.partition(line)
            self.assertTrue(found, f"“{line}” is missing after: {before[-200:]}")

    def test_party_page(self):
        record = self.numbered(
            text="<p>Dư luận quan tâm giá nước sạch.</p>",
            recipient_ids=self._recipients(),
        )
        text = pdf_text(self._pdf(record))
        self.assertLines(
            text,
            [
                "TỈNH ỦY QUẢNG NINH",
                "ĐẢNG CỘNG SẢN VIỆT NAM",
                "BAN TUYÊN GIÁO",
                "*",
                "Số 01-BC/BTGTU",
                "Hạ Long, ngày 20 tháng 02 năm 2026",
                "BÁO CÁO",
                "tình hình dư luận xã hội tháng 02 năm 2026",
                "Dư luận quan tâm giá nước sạch./.",
                "Nơi nhận:",
                "TRƯỞNG BAN",
                "- Ban Bí thư (để b/c);",
                "- Lãnh đạo các sở (để p/h);",
                "- Các đảng ủy trực thuộc (để t/h);",
                "- Các đồng chí Ủy viên;",
                "- Lưu VP.",
            ],
        )
        self.assertIn("Nguyễn Văn An", text)
        self.assertNotIn("CỘNG HÒA", text)

    def test_standing_committee_signs_in_its_name(self):
        body = self.make_body(
            self.province_a,
            self.leader,
            name="Đảng ủy Khối các cơ quan Trung ương",
            superior_name=False,
            symbol="ĐUK",
            signing_form="tm",
            signing_name="Ban Thường vụ",
            head_position="Bí thư",
            signer_ids=[
                Command.create(
                    {"name": "Trần Thị Bình", "position": "Bí thư", "form": "tm"}
                )
            ],
        )
        directive = self.env.ref("dlxh_collaborator.document_type_ct")
        record = self.numbered(body_id=body.id, document_type_id=directive.id)
        text = pdf_text(self._pdf(record))
        self.assertLines(
            text, ["Số 01-CT/ĐUK", "CHỈ THỊ", "T/M BAN THƯỜNG VỤ", "BÍ THƯ"]
        )
        self.assertIn("Trần Thị Bình", text)
        body.signer_ids.write({"form": "kt", "position": "Phó Bí thư"})
        text = pdf_text(self._pdf(record))
        self.assertLines(text, ["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"])
        self.assertNotIn("K/T", text)

    def test_deputy_of_a_commission(self):
        self.body.signer_ids.write({"form": "kt", "position": "Phó Trưởng ban"})
        text = pdf_text(self._pdf(self.numbered()))
        self.assertLines(text, ["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"])

    def test_state_page(self):
        front = self.make_body(
            self.province_a,
            self.leader,
            name="Ban Thường trực",
            superior_name="Ủy ban MTTQ Việt Nam tỉnh Quảng Ninh",
            symbol="MTTQ",
            signing_form="tm",
            signing_name="Ban Thường trực",
            head_position="Chủ tịch",
            archive="VT",
            format_profile_id=self.env.ref(
                "dlxh_collaborator.format_profile_state_30_2020"
            ).id,
            signer_ids=[
                Command.create(
                    {"name": "Lê Văn Cường", "position": "Phó Chủ tịch", "form": "kt"}
                )
            ],
        )
        record = self.numbered(body_id=front.id, recipient_ids=self._recipients())
        text = pdf_text(self._pdf(record))
        self.assertLines(
            text,
            [
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                "Số: 01/BC-MTTQ",
                "Hạ Long, ngày 20 tháng 02 năm 2026",
                "BÁO CÁO",
                "Nơi nhận:",
                "TM. BAN THƯỜNG TRỰC",
            ],
        )
        self.assertLines(text, ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"])
        self.assertIn("- Lưu: VT.", text)
        self.assertNotIn("ĐẢNG CỘNG SẢN", text)

    def test_letter_has_no_title_but_an_addressee(self):
        letter = self.env.ref("dlxh_collaborator.document_type_cv")
        record = self.numbered(
            document_type_id=letter.id,
            abstract="điều tra dư luận xã hội định kỳ",
            addressee="Các đảng ủy trực thuộc",
        )
        text = pdf_text(self._pdf(record))
        self.assertLines(
            text,
            [
                "Số 01-CV/BTGTU",
                "V/v điều tra dư luận xã hội định kỳ",
                "Kính gửi: Các đảng ủy trực thuộc",
            ],
        )
        self.assertNotIn("CÔNG VĂN", text)

    def test_draft_leaves_room_for_number_and_date(self):
        record = self.document(document_date=False)
        text = pdf_text(self._pdf(record))
        self.assertRegex(text, r"Số\s+-BC/BTGTU")
        self.assertRegex(text, r"ngày\s+tháng\s+năm")

    def test_long_text_has_page_numbers_from_page_two(self):
        record = self.numbered(text="<p>Một dòng của báo cáo.</p>" * 150)
        pages = pdf_text(self._pdf(record)).rstrip("\f").split("\f")
        self.assertGreater(len(pages), 2)
        self.assertTrue(pages[0].split()[0].startswith("TỈNH"))
        self.assertEqual([page.split()[0] for page in pages[1:3]], ["2", "3"])

    def test_nothing_of_the_text_runs_or_fetches(self):
        record = self.numbered()
        self.env.cr.execute(
            "UPDATE dlxh_document_tester SET text = %s WHERE id = %s",
            [
                "<p>Lời<script>x</script><img src='file:///etc/passwd'/>"
                "<img src='http://192.0.2.1/a.png'/></p>",
                record.id,
            ],
        )
        record.invalidate_recordset()
        html = record._document_page()["body"]
        self.assertEqual(html, "<p>Lời./.</p>")

    def test_several_documents_make_one_file(self):
        records = self.numbered() | self.numbered()
        text = pdf_text(self._pdf(records))
        self.assertLines(text, ["Số 01-BC/BTGTU", "Số 02-BC/BTGTU"])

    def test_print_is_refused_outside_the_scope(self):
        record = self.numbered()
        stranger = self.chair("officer", self.province_b)
        with self.assertRaises(AccessError):
            self._pdf(record, stranger)
        with self.assertRaises(AccessError):
            record.with_user(stranger).action_print_document()
        with self.assertRaises(AccessError):
            record.with_user(stranger).action_preview_document()

    def test_print_action_names_the_engine_and_is_logged(self):
        record = self.numbered().with_user(self.leader)
        action = record.action_print_document()
        self.assertEqual(action["pdf_engine"], "weasyprint")
        self.assertEqual(action["context"]["active_ids"], record.ids)
        line = self.env["dlxh.access.log"].search([], limit=1, order="id desc")
        self.assertEqual(
            (line.action, line.model, line.user_id, line.unit_id),
            ("print", record._name, self.leader, self.province_a),
        )
        self.assertEqual(
            record.action_preview_document()["url"],
            f"/report/html/dlxh_collaborator.test_document/{record.id}",
        )
        self.assertEqual(record._document_filename(), "01-BC-BTGTU")

    def test_a_missing_library_is_told(self):
        record = self.numbered()
        with patch.dict(sys.modules, {"weasyprint": None}):
            with self.assertRaisesRegex(UserError, "WeasyPrint"):
                self._pdf(record)

    def test_other_reports_keep_their_engine(self):
        report = self.env.ref("base.report_ir_model_overview", False)
        engines = self.env["ir.actions.report"].search([("id", "!=", self.report.id)])
        self.assertIn("wkhtmltopdf", engines.mapped("pdf_engine"))
        if report:
            self.assertNotIn("pdf_engine", report.report_action([1], config=False))

    def test_saved_print_is_used_again(self):
        self.report.write({"attachment": "'doc.pdf'", "attachment_use": True})
        record = self.numbered()
        first = self._pdf(record)
        self.assertEqual(self._pdf(record), first)
        files = self.env["ir.attachment"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id)]
        )
        self.assertEqual(base64.b64decode(files.datas), first)
