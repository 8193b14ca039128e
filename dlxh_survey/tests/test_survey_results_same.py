import io
import re

from docx import Document
from lxml import etree, html
from openpyxl import load_workbook

from odoo.tests import tagged

from odoo.addons.dlxh_collaborator.tests.common_document import DlxhDocumentCase

from .common_results import ResultsCase

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@tagged("post_install", "-at_install")
class TestSurveyResultsSame(ResultsCase, DlxhDocumentCase):
    """Call, screen, workbook, PDF, Word and charts show the same figures of a wave
    with hidden cells."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        before = cls.make_wave("closed", name="Đợt 1")
        cls.set_state("closed", previous_wave_id=before.id)
        cls.env["dlxh.survey.table"].create(
            {
                "wave_id": cls.wave.id,
                "name": "Theo giới",
                "column_codes": "sex",
                "row_codes": "trust, area",
                "in_report": True,
            }
        )
        cls.env["res.lang"]._activate_lang("vi_VN")
        body = cls.make_body(cls.province_a)
        cls.report = cls.env["dlxh.survey.report"].create(
            {"wave_id": cls.wave.id, "body_id": body.id}
        )
        seen = cls.results.with_user(cls.officer).with_context(lang="vi_VN")
        cls.called = seen.get_results(cls.wave.id)["questions"]
        cls.crossed = seen.get_cross(cls.wave.id, "sex", ["area", "trust"])["questions"]
        cls.page = seen.get_page(cls.wave.id)["questions"]
        cls.hidden = [
            line
            for laid in cls.called
            for block in laid["blocks"]
            for line in block["lines"]
            if line["hidden"]
        ]

    def told(self, line):
        """What a line of the call says as text."""
        if line["hidden"]:
            return ["<10", "<10"]
        share = f"{100 * line['share']:.1f}%".replace(".", ",")
        return [str(line["n"]), share]

    def expected(self):
        """All one-way figures of the call, as rows of text."""
        return [
            self.told(line)
            for laid in self.called
            for block in laid["blocks"]
            for line in block["lines"]
        ]

    def rows(self, source):
        return [
            [cell.text_content() for cell in row.iter("td")]
            for row in html.fromstring(f"<div>{source}</div>").iter("tr")
            if row.find("td") is not None
        ]

    def document(self):
        report = self.report.with_user(self.officer).with_context(lang="vi_VN")
        return report._document_page(), report._word_file()

    def test_screen(self):
        self.assertTrue(self.hidden)
        rows = [
            row[1:3]
            for card in self.page
            for block in card["blocks"]
            for row in block["rows"]
        ]
        self.assertEqual(rows, self.expected())

    def test_workbook(self):
        content, _kind = (
            self.env["report.dlxh_survey.results_xlsx"]
            .with_user(self.officer)
            .with_context(active_model="dlxh.survey.wave")
            .create_xlsx_report(self.wave.ids, {"wave_id": self.wave.id})
        )
        sheets = iter(load_workbook(io.BytesIO(content)).worksheets)
        for laid in self.called:
            for block in laid["blocks"]:
                rows = next(sheets).iter_rows(min_row=5, values_only=True)
                for row, line in zip(rows, block["lines"], strict=False):
                    if line["hidden"]:
                        self.assertEqual(row[1:3], ("<10", "<10"))
                        self.assertFalse(any(row[3:]))
                    else:
                        self.assertEqual(row[1], line["n"])
                        self.assertAlmostEqual(row[2], line["share"], places=12)

    def test_paper_and_word(self):
        page, word = self.document()
        printed = self.rows(page["annex"])
        document = Document(io.BytesIO(word))
        typed = [
            [cell.text for cell in row.cells]
            for table in document.tables
            for row in table.rows
        ]
        expected = self.expected()
        self.assertEqual([row for row in typed if row in printed], printed)
        shown = [row[1:3] for row in printed if row[1:3] in expected]
        self.assertGreaterEqual(len(shown), len(expected))
        self.assertEqual(shown[: len(expected)], expected)
        banner = self.rows(page["annex"].rpartition("<h1>")[2])
        for laid in self.crossed:
            for line in laid["blocks"][0]["lines"]:
                row = next(row for row in banner if row[0] == line["label"])
                self.assertEqual(
                    [cell == "<10" for cell in row[1:]],
                    [one["hidden"] for one in (line["total"], *line["cells"])],
                )

    def test_charts(self):
        page, word = self.document()
        cards = {card["code"]: card["charts"] for card in self.page}
        charts = [
            etree.fromstring(part.blob)
            for part in Document(io.BytesIO(word)).part.package.iter_parts()
            if "/charts/" in part.partname
        ]
        self.assertEqual(len(charts), len(page["pictures"]))
        texts = [set(chart.itertext()) for chart in charts]
        for laid in self.called:
            if laid["type"] not in ("single", "multiple"):
                continue
            for block in laid["blocks"]:
                for line in block["lines"]:
                    told = self.told(line)[1]
                    label = f"{line['label']}: {told}"
                    drawn = [found for found in texts if label in found]
                    self.assertTrue(drawn, label)
                    self.assertIn(label, re.sub("&lt;", "<", cards[laid["code"]][0]))
        for chart in charts:  # a hidden figure has a place and no value
            for values in chart.iter(f"{CHART}val"):
                for point in values.iter(f"{CHART}pt"):
                    self.assertGreaterEqual(float(point.findtext(f"{CHART}v")), 0)

    def test_what_was_submitted_stays(self):
        figures = self.report._count_figures()
        self.report._approval_flow().write({"figures": figures, "state": "approved"})
        self.answer(self.wave, 60)
        self.assertEqual(self.report._annex_figures(), figures)
        self.report._approval_flow().write({"state": "draft"})
        self.assertNotEqual(self.report._annex_figures(), figures)
