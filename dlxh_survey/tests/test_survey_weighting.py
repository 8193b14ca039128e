import io

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common_weighting import NO_ANSWER, WeightingCase, people


@tagged("post_install", "-at_install")
class TestSurveyWeighting(WeightingCase):
    """Weights meet the population, are told of, and count people as people."""

    # -- making one ----------------------------------------------------------------

    def test_the_form_lists_answers(self):
        weightings = self.env["dlxh.survey.weighting"].with_user(self.officer)
        with Form(weightings.with_context(default_wave_id=self.wave.id)) as form:
            self.assertEqual(form.margin_codes, "sex, area")
            self.assertIn("sex: Câu sex", form.choices_told)
        weighting = form.record
        self.assertEqual(
            weighting.line_ids.mapped("label"),
            ["Nam", "Nữ", "Thị xã", "Xã", "Đảo", "Khác"],
        )
        weighting.line_ids[0].target = 48
        with Form(weighting) as form:
            form.margin_codes = "sex"
            form.by_stratum = True
        lines = weighting.line_ids
        self.assertEqual(lines.mapped("label"), ["Thành thị", "Nông thôn", "Nam", "Nữ"])
        self.assertEqual(
            [round(line.target, 2) for line in lines], [33.33, 66.67, 48, 0]
        )
        weighting.target_kind = "people"
        self.assertEqual(lines.mapped("target"), [1000, 2000, 48, 0])

    def test_figures_are_pasted(self):
        weighting = self.make((), margin_codes="sex, area")
        weighting.pasted = "Nam\t48,5\nnữ\t51.5\nCâu area\n1; 60\nXã; 40"
        weighting.action_paste()
        self.assertEqual(
            weighting.line_ids.mapped("target"), [48.5, 51.5, 60, 40, 0, 0]
        )
        self.assertFalse(weighting.pasted)
        for text, words in (
            ("", "first"),
            ("Nam;x", "no figure"),
            ("Không;1", "no answer"),
            ("1;40", "several questions"),
            ("Nam;1\nNam;2", "already"),
            ("Tuổi", "no question"),
        ):
            weighting.pasted = text
            with self.assertRaisesRegex(UserError, words):
                weighting.action_paste()
        self.assertEqual(weighting.line_ids[0].target, 48.5)

    def test_the_workbook_says_so(self):
        self.in_force()
        report = self.env["report.dlxh_survey.results_xlsx"].with_user(self.officer)
        content, _kind = report.with_context(
            active_model="dlxh.survey.wave"
        ).create_xlsx_report(self.wave.ids, {"wave_id": self.wave.id})
        sheet = load_workbook(io.BytesIO(content))["sex"]
        rows = list(sheet.iter_rows(min_row=5, values_only=True))
        self.assertFalse(rows[0][1])
        self.assertAlmostEqual(rows[0][2], 0.48, places=9)
        self.assertIn("Design effect", rows[-1][0])

    def test_shares_meet_the_population(self):
        before = self.counted("trust")
        weighting = self.in_force()
        self.assertEqual(self.wave.weighting_id, weighting)
        self.assertTrue(weighting.is_in_force)
        self.assertEqual(self.shares("sex"), {1: (None, 0.48), 2: (None, 0.52)})
        self.assertIn("Câu sex", self.notes[-1])
        found = self.counted("sex")
        self.assertEqual((found[1][0], found[2][0]), (60, 136))
        self.assertAlmostEqual(found[1][1], 0.48, places=9)
        after = self.counted("trust")
        sums = {}
        total = {
            value: sum(1 + n % 3 for n, *one in people() if one[0] == value)
            for value in (1, 2)
        }
        known = total[1] + total[2]
        factors = {1: 0.48 * known / total[1], 2: 0.52 * known / total[2]}
        for n, sex, _area, trust, _media in people():
            w = (1 + n % 3) * factors.get(sex, 1)
            sums[trust] = sums.get(trust, 0) + w
        for key, (n, share) in after.items():
            self.assertEqual(n, before[key][0])
            self.assertAlmostEqual(share, sums[key] / sum(sums.values()), places=9)
        self.assertNotAlmostEqual(after[1][1], before[1][1], places=4)

    def test_the_report_of_it(self):
        weighting = self.in_force()
        self.assertEqual(weighting.answer_n, 200)
        self.assertLess(weighting.worst, 1e-6)
        self.assertEqual(weighting.missing_counts, {"sex": -1})
        self.assertIn("fewer than 10", weighting.missing_told)
        men, women = weighting.line_ids
        self.assertEqual((men.answer_n, women.answer_n), (60, 136))
        self.assertAlmostEqual(men.wanted, 48)
        self.assertAlmostEqual(men.reached, 48)
        self.assertLess(men.before, 40)
        self.assertGreater(weighting.deff, 1)
        self.assertAlmostEqual(weighting.n_eff, 200 / weighting.deff, delta=2)
        self.assertLess(weighting.lowest, 1)
        self.assertGreater(weighting.highest, 1)

    def test_strata_by_their_population(self):
        weighting = self.in_force(
            (), margin_codes=False, use_design=True, wave=self.wave
        )
        self.assertFalse(weighting.line_ids)
        sums, shares = {}, {}
        weights = {0: 0, 1: 0}
        for n, *_answers in people():
            weights[n % 2] += 1 + n % 3
        for n, _sex, _area, trust, _media in people():
            w = (1 + n % 3) * (1, 2)[n % 2]
            sums[trust] = sums.get(trust, 0) + w
        found = self.counted("trust")
        self.shares("trust")
        shares = {key: one / sum(sums.values()) for key, one in sums.items()}
        for key, (_n, share) in found.items():
            self.assertAlmostEqual(share, shares[key], places=9)
        self.assertIn("Strata", self.notes[-1])

    def test_strata_and_questions_together(self):
        weighting = self.make(
            (300, 700, 500, 500, 1000, 0, 0, 0),
            by_stratum=True,
            use_design=True,
            margin_codes="sex, area",
            target_kind="people",
        )
        lines = weighting.line_ids
        lines[4:8].together = "a"
        weighting.action_compute()
        self.assertEqual(weighting.line_ids[4:8].mapped("answer_n"), [200] * 4)
        for line in lines:
            self.assertAlmostEqual(line.reached, line.wanted, places=6)
        weighting.action_use()
        found = self.shares("sex")
        self.assertAlmostEqual(found[1][1], 0.5, places=9)

    def test_cross_tables_are_weighted_too(self):
        self.in_force()
        results = self.env["dlxh.survey.results"].with_user(self.officer)
        (laid,) = results.get_cross(self.wave.id, "sex", ["trust"])["questions"]
        (block,) = laid["blocks"]
        self.assertIn("weighted", laid["notes"])
        whole = self.shares("trust")
        self.assertEqual(set(whole), {line["key"] for line in block["lines"]})
        for line in block["lines"]:
            for cell in (line["total"], *line["cells"]):
                self.assertIsNone(cell["n"])
                self.assertEqual(cell["share"], round(cell["share"], 2))

    def test_small_numbers_stay_hidden(self):
        """Seven people live on the island, whatever they weigh."""
        self.in_force((20, 80))
        found = self.shares("area")
        self.assertIsNone(found[3][0])
        self.assertIsNone(found[3][1])
        self.assertEqual(sum(share is None for _n, share in found.values()), 2)

    def test_factors_are_nobodys_to_read(self):
        weighting = self.in_force()
        with self.assertRaises(AccessError), mute_logger("odoo.models"):
            weighting.read(["factors"])

    # -- what is wrong -------------------------------------------------------------

    def refused(self, words, targets=(48, 52), change=None, **values):
        weighting = self.make(targets, **values)
        if change:
            change(weighting)
        with self.assertRaisesRegex(UserError, words):
            weighting.action_compute()
        self.assertEqual(weighting.state, "draft")
        self.assertFalse(weighting.sudo().factors)
        self.assertFalse(self.wave.weighting_id)

    def test_figures_that_are_no_margin(self):
        self.refused("nothing to weight by", margin_codes=False)
        self.refused("no figures", targets=())
        self.refused("add up to 90.00", targets=(48, 42))
        both = {"margin_codes": "sex, area", "target_kind": "people"}
        self.refused("must be the same people", (10, 20, 30, 30), **both)

    def test_answers_that_cannot_meet_it(self):
        area = {"margin_codes": "area"}
        self.refused("nobody chose “Khác”", (40, 40, 10, 10), **area)
        self.refused("no population is given", (50, 50), **area)
        # seven on the island, and what covers them
        self.refused("tables hide how many", (40, 50, 10, 0), **area)
        one_woman = [(n, 1 if n else 2, 1, 3, 1) for n in range(40)]
        wave = self.weighted_wave(everybody=one_woman, strata=0)
        self.refused("tables hide how many", (90, 10), wave=wave)

    def test_margins_that_contradict_each_other(self):
        """All men live in town, all women elsewhere."""
        everybody = [(n, 1 + n % 2, 1 + n % 2, 3, 1) for n in range(80)]
        wave = self.weighted_wave(everybody=everybody)
        both = {"margin_codes": "sex, area", "wave": wave}
        self.refused("cannot be met together", (50, 50, 30, 70), **both)
        both["is_trimmed"] = True
        self.refused("cannot be met together", (50, 50, 30, 70), **both)

    def test_nobody_and_one(self):
        self.refused("no answers", wave=self.weighted_wave(everybody=[]))
        one = self.weighted_wave(everybody=[(1, 1, 1, 3, 1)])
        self.refused("nobody chose", wave=one)
        self.refused("not shown", (100, 0), wave=one)
        silent = [(n, NO_ANSWER, 1, 3, 1) for n in range(50)]
        silent = self.weighted_wave(everybody=silent)
        self.refused("Nobody answered", wave=silent)

    def test_codes_that_are_no_margin(self):
        for codes in ("sex, sex", "trust", "nothing"):
            with self.subTest(codes=codes), self.assertRaises(ValidationError):
                self.make(margin_codes=codes)

    def test_strata_that_are_not_there(self):
        wave = self.weighted_wave(strata=0)
        self.refused("no strata", use_design=True, wave=wave)
        self.refused("no strata", by_stratum=True, wave=wave)
        wave = self.weighted_wave()
        self.env.cr.execute(
            "UPDATE dlxh_survey_stratum SET population_n = 0 WHERE id = %s",
            [self.strata[0].id],
        )
        self.strata.invalidate_recordset()
        self.refused("no population", use_design=True, wave=wave)
