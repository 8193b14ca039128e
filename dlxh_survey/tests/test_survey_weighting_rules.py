from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_weighting import QUESTIONS, WeightingCase, people


@tagged("post_install", "-at_install")
class TestSurveyWeightingRules(WeightingCase):
    """When weights are made and by whom, and what is told of them."""

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
        self.assertTrue(line.text)
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
