import io
import re
import subprocess
import tempfile
import zipfile
from pathlib import Path

from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common_programme import DlxhProgrammeCase
from .test_document_print import pdf_text

PLAN = "dlxh_collaborator.dlxh_programme_action_report_document"
INSPECTION = "dlxh_collaborator.dlxh_inspection_action_report_document"


@tagged("post_install", "-at_install")
@freeze_time("2026-05-15 03:00:00")
class TestProgrammePrint(DlxhProgrammeCase):
    """The plan and the inspection report as their readers get them."""

    def _pdf(self, report, record, user=None):
        reports = self.env["ir.actions.report"].with_user(user or self.officer)
        reports = reports.with_context(force_report_rendering=True)
        content, kind = reports._render_qweb_pdf(report, record.ids)
        self.assertEqual(kind, "pdf")
        return content

    def _text(self, content):
        return " ".join(pdf_text(content).split())

    def _pages(self, content):
        """The text of each page."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "plan.pdf"
            path.write_bytes(content)
            result = subprocess.run(
                ["pdftotext", "-layout", str(path), "-"],
                capture_output=True,
                check=True,
                text=True,
            )
        return [" ".join(page.split()) for page in result.stdout.split("\f")[:-1]]

    def test_plan_with_annex(self):
        basis = self.env.ref("dlxh_collaborator.legal_basis_qd_221")
        plan = self.approved(
            legal_basis_ids=[Command.set(basis.ids)],
            intro="<p>Nắm chắc tình hình dư luận xã hội.</p>",
            organisation="<p>Ban Tuyên giáo theo dõi, đôn đốc.</p>",
        )
        plan.with_user(self.leader).action_secret_check()
        plan.with_user(self.clerk).action_take_number()
        pages = self._pages(self._pdf(PLAN, plan))
        self.assertEqual(len(pages), 2)
        for part in (
            "Số 01-KH/DU-A1",
            "KẾ HOẠCH",
            "221-QĐ/TW",
            "Nắm chắc tình hình",
            "Survey the cell",
            "cell_a11",
            "30/06/2026",
            "9.000.000",
            "chín triệu đồng",
            "Ban Tuyên giáo theo dõi, đôn đốc./.",
            "Nguyễn Văn An",
        ):
            self.assertIn(part, pages[0])
        for part in (
            "01-KH/DU-A1",
            "15/05/2026",
            "6.000.000",
            "15.000",
            "3.000.000",
            "9.000.000",
            "Chín triệu đồng",
        ):
            self.assertIn(part, pages[1])
        self.assertNotIn("Forms", pages[0])

    def test_plan_without_money_has_no_annex(self):
        plan = self.plan()
        self.task(plan)
        self.approve(plan)
        self.assertEqual(len(self._pages(self._pdf(PLAN, plan))), 1)

    def test_text_is_escaped(self):
        plan = self.plan()
        self.task(plan, name="<script>alert(1)</script><b>x</b>")
        self.line(plan, name="<img src='file:///etc/passwd'>")
        text = self._text(self._pdf(PLAN, plan))
        self.assertIn("<script>alert(1)</script><b>x</b>", text)
        self.assertIn("<img src='file:///etc/", text)

    def test_long_plan_repeats_the_head_of_its_table(self):
        plan = self.plan()
        for index in range(60):
            self.line(plan, name=f"Line {index}")
        pages = self._pages(self._pdf(PLAN, plan))
        self.assertGreater(len(pages), 3)
        heads = [page for page in pages if "(VND)" in page or "(đồng)" in page]
        self.assertGreaterEqual(len(heads), 2)

    def test_who_prints(self):
        plan = self.approved()
        for user in (self.reader, self.below, self.beside):
            self.assert_refused(lambda u=user: self._pdf(PLAN, plan, u))
        self.assertIn("9.000.000", self._text(self._pdf(PLAN, plan, self.above)))

    def test_inspection_report(self):
        inspection = (
            self.env["dlxh.inspection"]
            .with_user(self.officer)
            .create(
                {
                    "unit_id": self.ward_a1.id,
                    "inspected_unit_id": self.cell_a11.id,
                    "name": "hoạt động của đội ngũ cộng tác viên",
                    "date_from": "2026-05-04",
                    "date_to": "2026-05-06",
                    "result": "<p>Chi bộ đã phân công người phụ trách.</p>",
                    "finding_ids": [
                        Command.create(
                            {
                                "name": "Chưa có quy chế",
                                "recommendation": "Ban hành quy chế",
                                "deadline": "2026-06-30",
                            }
                        )
                    ],
                    "member_ids": [
                        Command.create(
                            {
                                "partner_id": self.leader.partner_id.id,
                                "position": "Trưởng ban",
                                "role": "head",
                            }
                        )
                    ],
                }
            )
        )
        text = self._text(self._pdf(INSPECTION, inspection))
        for part in (
            "BÁO CÁO",
            "hoạt động của đội ngũ cộng tác viên",
            "cell_a11",
            "04/05/2026 – 06/05/2026",
            self.leader.name,
            "Trưởng ban",
            "Chi bộ đã phân công",
            "Chưa có quy chế",
            "Ban hành quy chế",
            "30/06/2026",
        ):
            self.assertIn(part, text)

    def test_word_holds_the_estimate_too(self):
        with zipfile.ZipFile(io.BytesIO(self.approved()._word_file())) as file:
            text = re.sub(r"<[^>]+>", " ", file.read("word/document.xml").decode())
        self.assertIn("Chín triệu đồng", " ".join(text.split()))
