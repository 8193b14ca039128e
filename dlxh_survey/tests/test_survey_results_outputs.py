import io
import json

from openpyxl import load_workbook

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common_results import QUESTIONS, ResultsCase
from .common_wave import options, question


@tagged("post_install", "-at_install")
class TestSurveyResultsOutputs(ResultsCase):
    """Every output shows the same figures and hides the same cells."""

    def workbook(self, **wishes):
        report = "report.dlxh_survey.results_xlsx"
        content, kind = (
            self.env[report]
            .with_user(self.officer)
            .with_context(active_model="dlxh.survey.wave")
            .create_xlsx_report(self.wave.ids, {"wave_id": self.wave.id, **wishes})
        )
        self.assertEqual(kind, "xlsx")
        return load_workbook(io.BytesIO(content))

    def annex(self, report):
        report = report.with_user(self.officer)
        return report._results_annex(report._annex_figures(), self.results._svg_html)

    def test_workbook(self):
        book = self.workbook()
        found = self.seen(self.officer)["questions"]
        blocks = [(laid, block) for laid in found for block in laid["blocks"]]
        self.assertEqual(len(book.sheetnames), len(blocks))
        for sheet, (laid, block) in zip(book.worksheets, blocks, strict=True):
            self.assertEqual(sheet.freeze_panes, "B5")
            self.assertTrue(sheet.title.startswith(laid["code"]))
            rows = list(sheet.iter_rows(min_row=5, values_only=True))
            for row, line in zip(rows, block["lines"], strict=False):
                if line["hidden"]:
                    self.assertEqual(row[1:3], ("<10", "<10"))
                else:
                    self.assertEqual(row[1], line["n"])
                    self.assertAlmostEqual(row[2], line["share"])
        self.assertEqual(
            self.env["dlxh.access.log"].search([], limit=1).user_id, self.officer
        )

    def test_workbook_of_a_saved_table(self):
        table = self.env["dlxh.survey.table"].create(
            {
                "wave_id": self.wave.id,
                "name": "Theo giới",
                "column_codes": "sex, view.r1",
                "row_codes": "trust",
            }
        )
        book = self.workbook(table_id=table.id)
        self.assertEqual(book.sheetnames, ["trust sex", "trust view.r1"])
        rows = list(book["trust sex"].iter_rows(min_row=5, values_only=True))
        self.assertEqual(rows[0][1], 200)
        page = self.seen(self.officer, table_id=table.id, method="get_page")
        self.assertEqual(len(page["questions"]), 2)
        other = self.make_wave("closed", QUESTIONS, name="Đợt khác")
        with self.assertRaises(UserError):
            self.results.with_user(self.officer).get_page(other.id, table_id=table.id)

    def test_hidden_everywhere(self):
        """Seven people live on the island; nobody reads seven anywhere."""
        page = self.seen(self.officer, method="get_page")
        area = next(one for one in page["questions"] if one["code"] == "area")
        (block,) = area["blocks"]
        hidden = [place for place, row in enumerate(block["rows"]) if row[1] == "<10"]
        self.assertEqual(len(hidden), 2)
        self.assertIn("&lt;10", area["charts"][0])
        rows = list(self.workbook()["area"].iter_rows(min_row=5, values_only=True))
        self.assertEqual(
            [place for place, row in enumerate(rows[:3]) if row[1] == "<10"], hidden
        )
        report = self.env["dlxh.survey.report"].create({"wave_id": self.wave.id})
        annex = self.annex(report)
        self.assertEqual(annex.count('<td style="text-align: right">&lt;10</td>'), 4)
        island = next(one for one in page["questions"] if one["code"] == "island")
        self.assertFalse(island["blocks"] or island["charts"])
        self.assertTrue(island["notes"])

    def test_report(self):
        report = self.env["dlxh.survey.report"].create({"wave_id": self.wave.id})
        body = report._results_html()
        self.assertIn("200", body)
        annex = self.annex(report)
        self.assertIn("<svg", annex)
        self.assertIn("Đường sá", annex)
        for state in ("fieldwork", "approved"):
            self.set_state(state, hide_interim=False)
            self.assertFalse(self.annex(report))
            self.assertFalse(report._results_html())

    def test_trend(self):
        before = self.make_wave("closed", QUESTIONS, name="Đợt 1")
        self.answer(before, 150)
        self.set_state("closed", previous_wave_id=before.id)
        found = self.seen(self.officer, "trust", method="get_trend")
        (picture,) = found["charts"]
        for name in ("Đợt 1", "Đợt 2"):
            self.assertIn(name, picture["svg"])
        self.assertFalse(found["note"])
        many = self.seen(self.officer, "view", method="get_trend")
        self.assertEqual(len(many["charts"]), 2)
        report = self.env["dlxh.survey.report"].create({"wave_id": self.wave.id})
        self.assertIn("Đợt 1", self.annex(report))

    def test_banner_that_is_not_saved(self):
        banner = {"column_codes": "sex", "row_codes": "trust"}
        page = self.seen(self.officer, banner=banner, method="get_page")
        self.assertEqual([one["key"] for one in page["questions"]], ["trust/sex"])
        self.assertTrue(page["may_save"])
        self.assertFalse(page["table_id"])
        self.assertFalse(self.wave.table_ids)
        book = self.workbook(banner=banner)
        self.assertEqual(book.sheetnames, ["trust sex"])
        with self.assertRaises(ValidationError):
            self.seen(
                self.officer, banner={"column_codes": "age"}, method="action_print_xlsx"
            )
        page = self.seen(self.chair("leader", self.province_a), method="get_page")
        self.assertFalse(page["may_save"])

    def test_nothing_of_people_in_what_is_sent(self):
        sent = json.dumps(self.seen(self.officer, method="get_page"))
        for word in ("weighted", "_alone", "answers["):
            self.assertNotIn(word, sent)

    def test_queries_of_the_page(self):
        many = [
            question(f"s{n}", "single", options=options(*"abcde")) for n in range(30)
        ]
        many += [
            question(f"u{n}", "multiple", options=options(*"ab")) for n in range(8)
        ]
        rows = [{"code": f"r{n}", "label": {"vi_VN": f"{n}"}} for n in range(5)]
        many += [
            question(f"m{n}", "matrix_single", options=options(*"abcde"), rows=rows)
            for n in range(8)
        ]
        many += [question(f"t{n}", "scale", min=0, max=10) for n in range(6)]
        many += [question(f"n{n}", "number") for n in range(4)]
        many += [question(f"w{n}", "long_text") for n in range(4)]
        wave = self.make_wave("closed", many, name="Đợt lớn")
        self.env["dlxh.survey.store"]._import_rows(
            wave.id, [(None, None, 1.0, [1 + n % 2] * 88) for n in range(60)]
        )
        page = self.results.with_user(self.officer)
        page.get_page(wave.id)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(20):
            self.assertEqual(len(page.get_page(wave.id)["questions"]), 56)


@tagged("post_install", "-at_install")
class TestSurveyTable(ResultsCase):
    """A saved table names questions that there are."""

    def table(self, **values):
        return self.env["dlxh.survey.table"].create(
            {
                "wave_id": self.wave.id,
                "name": "Bảng",
                "column_codes": "sex",
                **values,
            }
        )

    def test_words(self):
        table = self.table(
            row_codes="trust", filter_code="area", filter_option="2"
        ).with_context(lang="vi_VN")
        for word in ("Câu sex", "Câu trust", "Câu area = Xã"):
            self.assertIn(word, table.told)

    def test_wrong_codes(self):
        for values in (
            {"column_codes": " , "},
            {"column_codes": "age"},
            {"column_codes": "view"},
            {"column_codes": ",".join(f"c{n}" for n in range(9))},
            {"row_codes": "nothing"},
            {"filter_code": "area"},
            {"filter_code": "area", "filter_option": "9"},
            {"filter_option": "1"},
        ):
            with self.subTest(**values), self.assertRaises(ValidationError):
                self.table(**values)

    def test_filtered_table(self):
        table = self.table(row_codes="view", filter_code="sex", filter_option="1")
        table.column_codes = "trust"
        (laid_out,) = table._results()
        self.assertEqual([one["code"] for one in laid_out], ["view"])

    def test_opened_from_the_wave(self):
        action = self.table().with_user(self.officer).action_open_results()
        self.assertEqual(action["context"], {"active_id": self.wave.id})
        self.assertTrue(action["params"]["table_id"])
        self.assertTrue(self.wave.with_user(self.officer).can_see_results)
        outside = self.wave.with_user(self.chair("leader", self.centre))
        self.assertFalse(outside.can_see_results)
