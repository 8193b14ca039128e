import io

import docx

from odoo.tests import tagged

from .common_circular import DlxhCircularCase
from .common_obligation_report import IN_TIME, LATE, ObligationReportCase
from .test_report_document import pdf_text

REPORT_PDF = "dlxh_reporting.dlxh_report_action_report_document"
CIRCULAR_PDF = "dlxh_reporting.dlxh_circular_action_report_document"
SAID = "Nhân dân đồng tình với chủ trương mới"
#: {kind of report: values of a draft}
KINDS = {
    "situation": {},
    "quick": {"date_from": "2026-06-10", "date_to": "2026-06-10"},
    "thematic": {"date_from": "2026-06-01", "date_to": "2026-06-20"},
    "force": {"date_from": "2026-01-01", "date_to": "2026-06-30"},
    "survey": {"period_type": "month"},
}
DIRTY = (
    "<p>Phần giữ lại<script>alert(1)</script>"
    '<img src="x" onerror="alert(2)"/><a href="javascript:alert(3)">xem</a></p>'
    '<iframe src="https://evil.example"></iframe><svg onload="alert(4)"></svg>'
)
RUNS = ("<script", "alert(", "onerror", "onload", "javascript:", "<iframe", "evil")


def word_text(content):
    """The words of a Word file, spaces tidied."""
    document = docx.Document(io.BytesIO(content))
    cells = [
        cell.text
        for table in document.tables
        for row in table.rows
        for cell in row.cells
    ]
    lines = [paragraph.text for paragraph in document.paragraphs] + cells
    return " ".join(" ".join(lines).split())


@tagged("post_install", "-at_install")
class TestDocumentKinds(DlxhCircularCase):
    """Every kind of document, of a unit and of the centre, on paper and in Word."""

    def _written(self, unit, kind):
        """A signed report of the kind."""
        values = dict(KINDS[kind])
        if kind != "situation":
            values |= {"regime_id": False, "report_type": kind}
        report = self.report(unit, **values)
        if kind == "force":
            report.action_draft_from_sources()
        if kind in ("force", "survey"):
            section = report.section_ids.filtered(lambda one: one.content == "text")
            section[0].body = f"<p>{SAID}.</p>"
        else:
            report.entry_ids.create(
                {
                    "report_id": report.id,
                    "title": "Chủ trương mới",
                    "text": f"<p>{SAID}.</p>",
                }
            )
        self.approve(report)
        report.action_secret_check()
        report.action_sign()
        return report

    def _both(self, document, action):
        """The texts of the PDF and of the Word file."""
        user = self.officers[document.unit_id]
        reports = self.env["ir.actions.report"].with_context(
            force_report_rendering=True
        )
        content, kind = reports.with_user(user)._render_qweb_pdf(action, document.ids)
        self.assertEqual(kind, "pdf")
        yield "pdf", pdf_text(content)
        yield "word", word_text(document.with_user(user)._word_file())

    def _check(self, document, action, *further):
        parts = (
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            self.bodies[document.unit_id].name,
            document.document_code,
            "Hà Nội, ngày",
            SAID,
            "Nơi nhận",
            "Trần Văn A",
            *further,
        )
        self.assertTrue(document.document_code)
        for form, text in self._both(document, action):
            for part in parts:
                with self.subTest(form=form, part=part):
                    self.assertIn(part.casefold(), text.casefold())

    def test_every_kind_of_report(self):
        for unit in (self.ward_a1, self.centre):
            for kind in KINDS:
                with self.subTest(unit=unit.name, kind=kind):
                    report = self._written(unit, kind)
                    self.assertEqual(report.report_type, kind)
                    self._check(report, REPORT_PDF, "BÁO CÁO")

    def test_circulars(self):
        for unit in (self.ward_a1, self.centre):
            for kind, title in (("dispatch", ""), ("guidance", "HƯỚNG DẪN")):
                with self.subTest(unit=unit.name, kind=kind):
                    circular = self.signed(unit, kind=kind, body=f"<p>{SAID}.</p>")
                    self._check(circular, CIRCULAR_PDF, title)


@tagged("post_install", "-at_install")
class TestScriptInText(ObligationReportCase):
    """A text that could run something is kept and printed without it."""

    def _clean(self, text):
        self.assertIn("Phần giữ lại", text)
        for part in RUNS:
            self.assertNotIn(part, text)

    def _printed(self, report):
        self._clean(str(report._document_page()["body"]))
        self._clean(word_text(report._word_file()))

    def test_section_and_entry(self):
        report = self.report(self.ward_a1)
        section, entry = report.section_ids[0], report.entry_ids
        section.body = DIRTY
        self._clean(section.body)
        self._printed(report)
        section.body = False
        entry = entry.create({"report_id": report.id, "title": "A road", "text": DIRTY})
        self._clean(entry.text)
        self._printed(report)

    def test_what_stands_in_the_database_already(self):
        """Whatever an import left there is not printed."""
        report = self.report(self.ward_a1)
        entry = report.entry_ids.create(
            {"report_id": report.id, "title": "A road", "text": "<p>x</p>"}
        )
        self.env.flush_all()
        self.cr.execute(
            "UPDATE dlxh_report_entry SET text = %s WHERE id = %s", [DIRTY, entry.id]
        )
        self.env.invalidate_all()
        self._printed(report)

    def test_summary_of_a_paper(self):
        with self.at(LATE):
            paper = (
                self.env["dlxh.obligation.paper"]
                .with_user(self.above)
                .create(
                    {
                        "obligation_id": self.owed().id,
                        "summary": DIRTY,
                        "received_at": IN_TIME,
                    }
                )
            )
            self._clean(paper.summary)
            action = paper.action_enter()
        report = self.env["dlxh.report"].browse(action["res_id"])
        report = report.with_user(self.above)
        self._clean(report.entry_ids.text)
        self._printed(report)
