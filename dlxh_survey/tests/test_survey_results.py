from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .. import statistics
from .common_results import QUESTIONS, ResultsCase, person


@tagged("post_install", "-at_install")
class TestSurveyResults(ResultsCase):
    """Figures as counted, and hidden where too few people stand behind them."""

    def test_figures_are_those_of_the_statistics(self):
        asked = self.wave.definition["questions"]
        rows = [
            (slot, value, 0, None, 1, w, w * w)
            for n in range(200)
            for w in [1.0]
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

    def test_weights_that_differ_leave_no_exact_figure(self):
        wave = self.make_wave("closed", QUESTIONS, name="Đợt 3")
        self.answer(wave, 200, weights=3)
        results = self.results.with_user(self.officer)
        (laid,) = results.get_results(wave.id, ["sex"])["questions"]
        self.assertIn("coarse", laid["notes"])
        (block,) = laid["blocks"]
        self.assertEqual(block["base"]["n"], 200)
        men, women = block["lines"]
        self.assertEqual((men["n"], women["n"]), (None, None))
        weights = [1 + n % 3 for n in range(200)]
        share = sum(weights[::2]) / sum(weights)
        self.assertEqual(men["share"], round(share, 2))
        self.assertLessEqual(men["low"], share)

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
        self.assertTrue(page["is_empty"])
        self.assertFalse(page["questions"])
        self.answer(wave, 1)
        wave.invalidate_recordset(["response_count"])
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
