from odoo.tests import tagged

from .common_survey import SurveyCase


@tagged("post_install", "-at_install")
class TestSurveyWork(SurveyCase):
    """What “My work” shows of surveys."""

    def cards(self, user):
        items = self.env["dlxh.work.item"].with_user(user)._items()
        found = {}
        for item in items:
            if item["action"].get("res_model", "").startswith("dlxh.survey."):
                found[item["name"]] = item["count"]
        return found

    def test_cards_follow_the_wave(self):
        wave = self.make_wave()
        self.assertFalse(self.cards(self.officer))
        wave.with_user(self.officer).action_submit_approval()
        plans = "Survey plans waiting for my approval"
        self.assertEqual(self.cards(self.leader).get(plans), 1)
        wave.with_user(self.leader).action_approve()
        self.assertFalse(self.cards(self.leader).get(plans))
        opened = "Survey waves approved, not opened yet"
        self.assertEqual(self.cards(self.officer).get(opened), 1)
        wave.with_user(self.officer).action_open()
        wave.with_user(self.officer).action_close()
        closed = "Survey waves closed, not published yet"
        self.assertEqual(self.cards(self.officer), {closed: 1})
        outsider = self.chair("officer", self.province_b)
        self.assertFalse(self.cards(outsider))
