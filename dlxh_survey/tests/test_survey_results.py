import io
import json

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow

from .. import statistics
from .common_wave import WaveCase, options, question

MATRIX = [{"code": "r1", "label": {"vi_VN": "Đường sá"}}] + [
    {"code": "r2", "label": {"vi_VN": "Trường học"}}
]
QUESTIONS = (
    question("sex", "single", options=options("Nam", "Nữ")),
    question("area", "single", options=options("Thị xã", "Xã", "Đảo")),
    question("media", "multiple", options=options("Báo", "Đài", "Mạng")),
    question("trust", "scale", min=1, max=5),
    question("view", "matrix_single", options=options("Tốt", "Kém"), rows=MATRIX),
    question("first", "ranking", options=options("Việc làm", "Giá cả")),
    question("age", "number"),
    question("born", "date"),
    question("why", "long_text"),
    question(
        "island",
        "single",
        options=options("Có", "Không"),
        condition={"q": "area", "op": "is", "value": "3"},
    ),
)


def person(n):
    """The answers of one of many people; only seven live on the island."""
    area = 3 if n < 7 else 1 + n % 2
    rank = 1 + n % 2
    return [
        *(1 + n % 2, area, n % 8, 1 + n % 5, 1 + n % 2, 1 + n % 3 // 2),
        *(rank, 3 - rank, 18 + n % 60, 20000 + n),
        1 + n % 2 if area == 3 else None,
    ]


class ResultsCase(WaveCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wave = cls.make_wave("closed", QUESTIONS, name="Đợt 2")
        cls.answer(cls.wave, 200)
        cls.results = cls.env["dlxh.survey.results"]
        cls.officer = cls.chair("officer", cls.province_a)

    @classmethod
    def answer(cls, wave, people):
        cls.env["dlxh.survey.store"]._import_rows(
            wave.id, [(None, None, 1.0 + n % 3, person(n)) for n in range(people)]
        )

    @classmethod
    def set_state(cls, state, **values):
        with_flow(cls.wave).write({"state": state, **values})

    def seen(self, user, *args, method="get_results", **more):
        results = self.results.with_user(user)
        return getattr(results, method)(self.wave.id, *args, **more)

    def by_code(self, found):
        return {one["code"]: one for one in found["questions"]}


@tagged("post_install", "-at_install")
class TestSurveyResults(ResultsCase):
    """Figures as counted, and hidden where too few people stand behind them."""

    def test_figures_are_those_of_the_statistics(self):
        asked = self.wave.definition["questions"]
        rows = [
            (slot, value, 0, None, 1, w, w * w)
            for n in range(200)
            for w in [1.0 + n % 3]
            for slot, value in enumerate(person(n))
        ]
        design = statistics.Design(population={0: self.wave.population_n})
        counted = statistics.one_way_all(asked, rows, design)
        found = self.by_code(self.seen(self.officer))
        self.assertNotIn("why", found)
        for code in ("sex", "media", "trust", "view"):
            for block, table in zip(found[code]["blocks"], counted[code], strict=True):
                expected = statistics.suppress(table, self.wave.min_cell).table
                self.assertEqual(block["base"]["n"], expected.base.n)
                for line, cell in zip(block["lines"], expected.cells, strict=True):
                    self.assertEqual(line["n"], cell.n)
                    for name in ("share", "se", "low", "high"):
                        self.assertAlmostEqual(
                            line[name], getattr(cell, name), places=12
                        )
        mean = {one["name"]: one for one in found["age"]["blocks"][0]["statistics"]}
        (age,) = counted["age"]
        self.assertAlmostEqual(mean["mean"]["value"], age.statistics[0].value)

    def test_crossed_figures(self):
        found = self.by_code(
            self.seen(self.officer, "sex", ["trust"], method="get_cross")
        )
        (block,) = found["trust"]["blocks"]
        people = [person(n) for n in range(200)]
        for column in block["columns"]:
            mine = [one for one in people if one[0] == column["key"]]
            self.assertEqual(column["base"], len(mine))
        for line in block["lines"]:
            for column, cell in zip(block["columns"], line["cells"], strict=True):
                n = sum(o[0] == column["key"] and o[3] == line["key"] for o in people)
                self.assertEqual(cell["n"], n)
        self.assertEqual(block["test"]["name"], "rao_scott")

    def test_few_people_are_hidden_and_what_hangs_on_them(self):
        found = self.by_code(self.seen(self.officer))
        (block,) = found["area"]["blocks"]
        self.assertTrue(block["lines"][2]["hidden"])
        self.assertEqual(sum(line["hidden"] for line in block["lines"]), 2)
        # asked of the seven only
        self.assertTrue(found["island"]["blocks"][0]["withheld"])
        crossed = self.by_code(self.seen(self.officer, "sex", method="get_cross"))
        self.assertTrue(crossed["island"]["blocks"][0]["withheld"])

    def test_fewer_than_thirty_are_counted_only(self):
        wave = self.make_wave("closed", QUESTIONS, name="Đợt nhỏ")
        self.answer(wave, 28)
        page = self.results.with_user(self.officer).get_results(wave.id, ["sex"])
        (block,) = page["questions"][0]["blocks"]
        self.assertIn("counts_only", block["notes"])
        self.assertEqual([line["n"] for line in block["lines"]], [14, 14])
        self.assertEqual([line["share"] for line in block["lines"]], [None, None])

    def test_no_margin_of_error_without_a_probability_sample(self):
        self.wave.env.cr.execute(
            "UPDATE dlxh_survey_wave SET is_probability = FALSE, design = 'open_link'"
            " WHERE id = %s",
            [self.wave.id],
        )
        self.wave.invalidate_recordset()
        (laid,) = self.seen(self.officer, ["sex"])["questions"]
        self.assertIn("non_probability", laid["notes"])
        for line in laid["blocks"][0]["lines"]:
            self.assertIsNone(line["se"])
            self.assertIsNone(line["low"])

    def test_nobody_answered(self):
        wave = self.make_wave("closed", QUESTIONS, name="Đợt trống")
        page = self.results.with_user(self.officer).get_page(wave.id)
        self.assertTrue(page["questions"])
        self.answer(wave, 1)
        page = self.results.with_user(self.officer).get_page(wave.id)
        for card in page["questions"]:
            self.assertFalse(card["blocks"], card["code"])

    def test_part_of_the_people(self):
        only = {"code": "sex", "value": 1}
        found = self.by_code(
            self.seen(self.officer, "view.r1", ["trust"], only=only, method="get_cross")
        )
        (block,) = found["trust"]["blocks"]
        n = sum(person(n)[0] == 1 for n in range(200))
        # complete, or nothing at all
        self.assertTrue(block["withheld"] or block["base"]["n"] == n)
        few = {"code": "area", "value": 3}
        found = self.by_code(
            self.seen(self.officer, "sex", ["trust"], only=few, method="get_cross")
        )
        self.assertTrue(found["trust"]["blocks"][0]["withheld"])
        with self.assertRaises(UserError):
            self.seen(self.officer, "sex", only={"code": "why"}, method="get_cross")

    def test_unknown_codes(self):
        with self.assertRaises(UserError):
            self.seen(self.officer, ["nothing"])
        for column in ("age", "view", "first", "why", "nothing"):
            with self.subTest(column=column), self.assertRaises(UserError):
                self.seen(self.officer, column, method="get_cross")


@tagged("post_install", "-at_install", "security")
class TestSurveyResultsAccess(ResultsCase):
    """Own officers and leaders after the close, others once published."""

    METHODS = (
        ("get_results", ()),
        ("get_cross", ("sex",)),
        ("get_page", ()),
        ("get_trend", ("sex",)),
        ("action_print_xlsx", ()),
    )

    def refused(self, user):
        for method, args in self.METHODS:
            with self.subTest(user=user.login, method=method):
                with self.assertRaises(AccessError):
                    self.seen(user, *args, method=method)

    def test_closed(self):
        for name in ("officer", "leader"):
            user = self.chair(name, self.province_a)
            for method, args in self.METHODS:
                self.assertTrue(self.seen(user, *args, method=method))
        for name, unit in (
            ("officer", self.ward_a1),
            ("leader", self.centre),
            ("officer", self.province_b),
            ("inspector", self.province_a),
            ("clerk", self.province_a),
            ("collaborator", self.province_a),
            ("administrator", self.province_a),
            ("officer", self.env["dlxh.unit"]),
        ):
            self.refused(self.chair(name, unit))

    def test_published(self):
        self.set_state("published")
        for name, unit in (
            ("officer", self.province_a),
            ("leader", self.centre),
            ("inspector", self.province_a),
        ):
            user = self.chair(name, unit)
            self.assertTrue(self.seen(user)["questions"])
            self.assertTrue(self.seen(user, method="get_page")["questions"])
        for name, unit in (
            ("officer", self.ward_a1),
            ("officer", self.province_b),
            ("clerk", self.province_a),
        ):
            self.refused(self.chair(name, unit))

    def test_before_the_close_only_how_many(self):
        self.set_state("fieldwork", hide_interim=True)
        self.assertEqual(self.seen(self.officer)["questions"], [])
        page = self.seen(self.officer, method="get_page")
        self.assertEqual(page["standing"], "counts")
        self.assertIn("200", page["count"])
        self.assertEqual(page["questions"], [])
        for method, args in (
            ("get_cross", ("sex",)),
            ("get_trend", ("sex",)),
            ("action_print_xlsx", ()),
        ):
            with self.subTest(method=method), self.assertRaises(UserError):
                self.seen(self.officer, *args, method=method)

    def test_interim_results_are_rounded(self):
        self.set_state("fieldwork", hide_interim=False)
        (laid,) = self.seen(self.officer, ["trust"])["questions"]
        for line in laid["blocks"][0]["lines"]:
            self.assertIsNone(line["n"])
            self.assertAlmostEqual(line["share"] * 20, round(line["share"] * 20))
        with self.assertRaises(UserError):
            self.seen(self.officer, "sex", method="get_cross")

    def test_no_answer_is_told_by_draft_or_cancelled_waves(self):
        for state in ("draft", "approved", "cancelled"):
            self.set_state(state)
            self.refused(self.officer)


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
        annex = report.with_user(self.officer)._results_annex()
        self.assertEqual(annex.count('<td style="text-align: right">&lt;10</td>'), 4)
        island = next(one for one in page["questions"] if one["code"] == "island")
        self.assertFalse(island["blocks"] or island["charts"])
        self.assertTrue(island["notes"])

    def test_report(self):
        report = self.env["dlxh.survey.report"].create({"wave_id": self.wave.id})
        body = report._results_html()
        self.assertIn("200", body)
        annex = report._results_annex()
        self.assertIn("<svg", annex)
        self.assertIn("Đường sá", annex)
        for state in ("fieldwork", "approved"):
            self.set_state(state, hide_interim=False)
            self.assertFalse(report._results_annex())
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
