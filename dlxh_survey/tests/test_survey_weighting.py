from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow

from .common_wave import WaveCase, options, question

NO_ANSWER = -2147483647
QUESTIONS = (
    question("sex", "single", options=options("Nam", "Nữ"), demographic=True),
    question(
        "area",
        "single",
        options=options("Thị xã", "Xã", "Đảo", "Khác"),
        demographic=True,
    ),
    question("trust", "scale", min=1, max=5),
    question("media", "multiple", options=options("Báo", "Đài")),
)


def people():
    """200 people: 60 men and 136 women, four do not say; seven on the island."""
    for n in range(200):
        sex = NO_ANSWER if n < 4 else 1 if n < 64 else 2
        area = 3 if n % 28 == 5 else 1 + n % 2
        yield n, sex, area, 1 + n % 5, n % 4


class WeightingCase(WaveCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.chair("officer", cls.province_a)
        cls.leader = cls.chair("leader", cls.province_a)
        cls.wave = cls.weighted_wave()

    @classmethod
    def weighted_wave(cls, state="closed", everybody=None, strata=2):
        wave = cls.make_wave("draft", QUESTIONS)
        names = ("Thành thị", "Nông thôn")[:strata]
        cls.strata = cls.env["dlxh.survey.stratum"].create(
            [
                {"name": name, "wave_id": wave.id, "population_n": 1000 * place}
                for place, name in enumerate(names, 1)
            ]
        )
        with_flow(wave).write({"state": state})
        cls.answer(wave, people() if everybody is None else everybody)
        return wave

    @classmethod
    def answer(cls, wave, everybody):
        ids = cls.strata.ids or [None]
        rows = [
            (ids[n % len(ids)], None, 1.0 + n % 3, answers) for n, *answers in everybody
        ]
        cls.env["dlxh.survey.store"]._import_rows(wave.id, rows)

    def make(self, targets=(48, 52), wave=None, user=None, **values):
        """A weighting by sex, unless told otherwise, with figures typed in."""
        weighting = (
            self.env["dlxh.survey.weighting"]
            .with_user(user or self.officer)
            .create(
                {
                    "wave_id": (wave or self.wave).id,
                    "margin_codes": "sex",
                    "is_trimmed": False,
                    **values,
                }
            )
        )
        for line, target in zip(weighting.line_ids, targets, strict=False):
            line.target = target
        return weighting

    def in_force(self, *args, **values):
        weighting = self.make(*args, **values)
        weighting.action_compute()
        weighting.action_use()
        return weighting

    def shares(self, code, wave=None, **more):
        """{answer: (people, share)} as an officer sees them."""
        results = self.env["dlxh.survey.results"].with_user(self.officer)
        (laid,) = results.get_results((wave or self.wave).id, [code])["questions"]
        (block,) = laid["blocks"]
        self.notes = results._note_texts(laid)
        return {line["key"]: (line["n"], line["share"]) for line in block["lines"]}


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

    def test_shares_meet_the_population(self):
        before = self.shares("trust")
        weighting = self.in_force()
        self.assertEqual(self.wave.weighting_id, weighting)
        self.assertTrue(weighting.is_in_force)
        found = self.shares("sex")
        self.assertEqual((found[1][0], found[2][0]), (60, 136))
        self.assertAlmostEqual(found[1][1], 0.48, places=9)
        self.assertAlmostEqual(found[2][1], 0.52, places=9)
        self.assertIn("Câu sex", self.notes[-1])
        after = self.shares("trust")
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
        found = self.shares("trust")
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
        answered = [one for one in people() if one[1] > 0]
        for line in block["lines"]:
            n = sum(one[3] == line["key"] for one in answered)
            self.assertEqual(line["total"]["n"], n)
        self.assertEqual(set(whole), {line["key"] for line in block["lines"]})

    def test_small_numbers_stay_hidden(self):
        """Seven people live on the island, whatever they weigh."""
        self.in_force((20, 80))
        found = self.shares("area")
        self.assertIsNone(found[3][0])
        self.assertIsNone(found[3][1])
        self.assertEqual(sum(n is None for n, _share in found.values()), 2)

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

    # -- when and who --------------------------------------------------------------

    def test_only_while_the_wave_is_closed(self):
        weighting = self.in_force()
        other = self.make()
        self.env["dlxh.survey.disclosure"].search(
            [("wave_id", "=", self.wave.id), ("item", "!=", "weighting")]
        ).text = "…"
        self.wave.with_user(self.leader).action_publish()
        for act in (
            weighting.action_stop,
            other.action_compute,
            other.action_use,
            lambda: other.write({"name": "x"}),
            lambda: other.line_ids.write({"target": 1}),
            other.unlink,
            self.make,
        ):
            with self.assertRaises(UserError):
                act()
        self.assertAlmostEqual(self.shares("sex")[1][1], 0.48, places=9)
        field = self.weighted_wave("fieldwork")
        early = self.make(wave=field)
        with self.assertRaisesRegex(UserError, "is closed"):
            early.action_compute()

    def test_what_is_in_force_stays(self):
        weighting = self.in_force()
        for act in (
            weighting.action_compute,
            lambda: weighting.write({"is_trimmed": True}),
            lambda: weighting.line_ids.write({"target": 50}),
            weighting.unlink,
        ):
            with self.assertRaisesRegex(UserError, "out of force"):
                act()
        weighting.action_stop()
        self.assertFalse(self.wave.weighting_id)
        weighting.line_ids[0].target = 50
        self.assertEqual(weighting.state, "draft")
        with self.assertRaises(UserError):
            weighting.action_use()

    def test_steps_are_not_typed_in(self):
        weighting = self.make()
        for vals in ({"state": "computed"}, {"n_eff": 900}, {"wave_id": 1}):
            with self.assertRaises(UserError):
                weighting.write(vals)
        with self.assertRaises(UserError):
            weighting.line_ids.write({"reached": 48})
        with self.assertRaises(UserError):
            self.make(state="computed")
        born = self.env["dlxh.survey.weighting"].with_user(self.officer)
        born = born.with_context(default_state="computed", default_n_eff=7)
        born = born.create({"wave_id": self.wave.id, "margin_codes": "sex"})
        self.assertEqual((born.state, born.n_eff), ("draft", 0))
        wave = self.make_wave("draft", QUESTIONS)
        with self.assertRaises(UserError):
            wave.write({"weighting_id": weighting.id})
        with self.assertRaises(AccessError):
            self.make(user=self.leader)
        with self.assertRaises(AccessError):
            weighting.with_user(self.leader).action_compute()

    # -- answers that come in later, and what is told ---------------------------------

    def test_answers_after_the_weights(self):
        weighting = self.in_force()
        self.answer(self.wave, list(people())[:50])
        weighting.invalidate_recordset()
        self.assertTrue(weighting.is_stale)
        found = self.shares("sex")
        self.assertNotAlmostEqual(found[1][1], 0.48, places=3)
        self.assertIn("Compute them again", self.notes[-1])
        with self.assertRaisesRegex(UserError, "after the weights"):
            self.wave.with_user(self.leader).action_publish()
        weighting.action_stop()
        weighting.action_compute()
        weighting.action_use()
        self.assertAlmostEqual(self.shares("sex")[1][1], 0.48, places=9)

    def test_what_the_survey_discloses(self):
        line = self.wave.disclosure_ids.filtered(lambda one: one.item == "weighting")
        weighting = self.in_force()
        self.assertIn("Câu sex", line.text)
        weighting.action_stop()
        self.assertNotIn("Câu sex", line.text)
        line.text = "Worded by hand"
        weighting.action_use()
        self.assertEqual(line.text, "Worded by hand")
        line.write({"is_not_applicable": True, "reason": "x"})
        with self.assertRaisesRegex(UserError, "weighted"):
            self.wave.with_user(self.leader).action_publish()
        report = self.env["dlxh.survey.report"].create({"wave_id": self.wave.id})
        self.assertIn("Câu sex", report._results_html())

    def test_lists_cost_a_constant_number_of_queries(self):
        weightings = self.env["dlxh.survey.weighting"]
        for _number in range(4):
            weightings |= self.make().with_env(self.env)
        names = ["name", "is_in_force", "is_stale", "state", "deff"]
        weightings[:1].read(names)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(5):
            weightings.read(names)
        lines = weightings.line_ids.browse(weightings.line_ids.ids)
        self.env.invalidate_all()
        with self.assertQueryCount(8):
            lines.read(["question", "label", "target"])
