from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..coding import agreement
from .common_coding import CODER, CodingCase


@tagged("post_install", "-at_install")
class TestSurveyCodingSecond(CodingCase):
    """A second person codes a sample blindly; how far both agree is told."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.code()
        cls.second = cls.chair(CODER, cls.province_a)
        cls.yours = cls.coding.with_user(cls.second)
        cls.texts = cls.env["dlxh.survey.text"].search(
            [("wave_id", "=", cls.wave.id), ("question", "=", "why")]
        )

    def seen(self, user, *names):
        """What the form shows a user now."""
        self.env.invalidate_all()
        return [self.coding.with_user(user)[name] for name in names]

    def code_again(self, wrong=0, number=100):
        """Code the sample like the first coder, but for some about power."""
        coded = []
        while len(coded) < number and self.coding._sample().get("waiting"):
            for text in self.yours.get_texts("second")[: number - len(coded)]:
                theme = self.told_by(text)
                if theme == self.power and wrong:
                    theme, wrong = self.roads, wrong - 1
                self.yours.code_again(text["id"], theme.ids)
                coded.append(text["id"])
        return coded

    def more_texts(self, number, **values):
        themes = [(6, 0, self.power.ids)]
        text = {"wave_id": self.wave.id, "question": "why", "body": "Giá điện"}
        text |= {"state": "coded", "theme_ids": themes, **values}
        return self.env["dlxh.survey.text"].create([text] * number)

    # -- who -----------------------------------------------------------------------

    def test_who_coded_is_kept_with_the_question_alone(self):
        self.assertEqual(self.coding.first_coder_ids, self.coder)
        self.yours.action_code_again()
        self.code_again()
        self.assertEqual(self.coding.first_coder_ids, self.coder)
        self.assertEqual(self.coding.second_coder_ids, self.second)
        users = [
            name
            for name, field in self.texts._fields.items()
            if field.comodel_name == "res.users"
        ]
        self.assertFalse(users)

    def test_somebody_else_codes_again(self):
        shown = self.seen(self.coder, "can_code_again", "can_draw_again", "can_code")
        self.assertEqual(shown, [False, False, True])
        for step in (self.mine.action_code_again, self.mine.action_draw_again):
            with self.assertRaisesRegex(UserError, "yourself"):
                step()
        self.assertTrue(self.seen(self.second, "can_code_again")[0])
        opened = self.yours.action_code_again()
        self.assertEqual(opened["tag"], "dlxh_survey_coding_page")
        with self.assertRaisesRegex(UserError, "No sample waits"):
            self.mine.get_texts("second")

    def test_nobody_outside_codes_again(self):
        self.coding._apply({"state": "done"})
        chairs = ("officer", "leader", "inspector", "administrator")
        others = [self.chair(chair, self.province_a) for chair in chairs]
        outside = [self.chair(CODER, u) for u in (self.province_b, self.ward_a1)]
        for user in (*others, *outside):
            coding = self.coding.with_user(user)
            for call in (
                coding.action_code_again,
                coding.action_draw_again,
                lambda coding=coding: coding.get_texts("second"),
                lambda coding=coding: coding.code_again(self.texts[0].id, []),
                lambda coding=coding: coding.undo_again(self.texts[0].id),
            ):
                with self.assertRaises(AccessError, msg=user.login):
                    call()

    def test_not_before_all_is_coded(self):
        self.mine.undo_text(self.texts[0].id)
        self.assertFalse(self.seen(self.second, "can_code_again")[0])
        with self.assertRaisesRegex(UserError, "1 texts are not coded yet"):
            self.yours.action_code_again()
        empty = self.other.with_user(self.second)
        self.env["dlxh.survey.text"].search(
            [("question", "=", "media.other.2")]
        ).unlink()
        with self.assertRaisesRegex(UserError, "no text"):
            empty.action_code_again()

    def test_not_when_nothing_can_change_any_more(self):
        self.mine.action_finish()
        self.assertTrue(self.seen(self.second, "can_code_again")[0])
        self.wave._in_flow().sudo().write({"state": "published"})
        self.assertFalse(self.seen(self.second, "can_code_again")[0])
        with self.assertRaisesRegex(UserError, "published"):
            self.yours.action_code_again()

    def test_a_third_coder_joins(self):
        self.yours.action_code_again()
        self.code_again(number=5)
        third = self.chair(CODER, self.province_a)
        joined = self.coding.with_user(third)
        with self.assertRaisesRegex(UserError, "No sample waits"):
            joined.get_texts("second")
        joined.action_code_again()
        self.assertEqual(joined.get_desk()["waiting"], 43)
        self.assertTrue(joined.get_texts("second"))

    # -- the sample ----------------------------------------------------------------

    def test_few_texts_are_all_in_the_sample(self):
        self.yours.action_code_again()
        desk = self.yours.get_desk()
        self.assertTrue(desk["again"] and desk["is_open"])
        self.assertEqual((desk["total"], desk["waiting"]), (48, 48))
        self.assertEqual(self.seen(self.second, "second_waiting"), [48])

    def test_one_text_in_ten_drawn_by_lot(self):
        self.more_texts(472)
        self.yours.action_code_again()
        drawn = self.texts.search([("second_state", "=", "waiting")])
        self.assertEqual(len(drawn), 52)
        self.yours.action_draw_again()
        again = self.texts.search([("second_state", "=", "waiting")])
        self.assertEqual(len(again), 52)
        self.assertNotEqual(again, drawn)

    def test_destroyed_words_are_not_judged_again(self):
        themes = self.texts[0].theme_ids.ids
        self.mine.code_text(self.texts[0].id, themes, destroy=True)
        self.yours.action_code_again()
        self.assertFalse(self.texts[0].second_state)
        self.mine.code_text(self.texts[1].id, themes, destroy=True)
        self.assertFalse(self.texts[1].second_state)
        with self.assertRaisesRegex(UserError, "left the sample"):
            self.yours.code_again(self.texts[1].id, themes)
        self.assertEqual(self.yours.get_desk()["total"], 46)

    # -- blind ---------------------------------------------------------------------

    def test_nothing_of_the_first_coding_is_shown(self):
        self.mine.code_text(self.texts[0].id, self.power.ids, quotable=True)
        self.mine.action_finish()
        self.assertTrue(self.seen(self.second, "quotes_html")[0])
        self.yours.action_code_again()
        nothing = {"themes": [], "suggested": [], "quotable": False, "destroyed": False}
        for text in self.yours.get_texts("second"):
            self.assertEqual(set(text), {"id", "body", *nothing})
            self.assertEqual({key: text[key] for key in nothing}, nothing)
        self.assertFalse(any(self.yours.get_desk()["counts"].values()))
        self.assertFalse(self.seen(self.second, "quotes_html")[0])
        self.assertTrue(self.seen(self.coder, "quotes_html")[0])

    def test_while_a_sample_waits_the_first_coding_is_closed_to_the_second(self):
        self.yours.action_code_again()
        text, power = self.texts[0], self.power
        theme = power.with_user(self.second)
        for call in (
            lambda: self.yours.get_texts(),
            lambda: self.yours.get_texts("unclear"),
            lambda: self.yours.get_texts(power.id),
            lambda: self.yours.code_text(text.id, power.ids),
            lambda: self.yours.code_text(text.id, power.ids, destroy=True),
            lambda: self.yours.undo_text(text.id),
            lambda: self.yours.add_theme("Mới"),
            lambda: theme.write({"name": "Mới"}),
            lambda: self.yours.action_finish(),
        ):
            with self.assertRaisesRegex(UserError, "coding a sample"):
                call()
        self.assertFalse(self.seen(self.second, "can_code")[0])
        self.assertTrue(self.seen(self.coder, "can_code")[0])
        self.assertTrue(self.mine.get_texts(power.id))

    def test_the_first_coder_does_not_touch_the_second_coding(self):
        self.yours.action_code_again()
        (coded,) = self.code_again(number=1)
        for call in (
            lambda: self.mine.code_again(coded, self.power.ids),
            lambda: self.mine.undo_again(coded),
        ):
            with self.assertRaisesRegex(UserError, "No sample waits"):
                call()
        self.assertFalse(self.mine.get_desk()["again"])

    def test_reading_the_sample_is_a_line_of_the_log(self):
        self.yours.action_code_again()
        self.yours.get_texts("second")
        line = self.env["dlxh.access.log"].search([], limit=1)
        self.assertEqual(
            (line.action, line.user_id, line.count, line.unit_id),
            ("read_text", self.second, 20, self.province_a),
        )

    def test_a_batch_takes_few_queries(self):
        self.yours.action_code_again()
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(12):
            self.yours.get_texts("second")

    # -- coding --------------------------------------------------------------------

    def test_the_first_coding_stays_as_it_is(self):
        before = [(text.state, text.theme_ids.ids) for text in self.texts]
        self.yours.action_code_again()
        self.code_again(wrong=3)
        after = [(text.state, text.theme_ids.ids) for text in self.texts]
        self.assertEqual(after, before)

    def test_unclear_and_undo(self):
        self.yours.action_code_again()
        text = self.yours.get_texts("second")[0]
        said = self.yours.code_again(text["id"], [])
        self.assertEqual((said["unclear"], said["waiting"]), (1, 47))
        said = self.yours.code_again(text["id"], self.roads.ids)
        self.assertEqual((said["unclear"], said["counts"]), (0, {self.roads.id: 1}))
        back = self.yours.undo_again(text["id"])
        self.assertEqual(back["text"], text)
        self.assertEqual((back["waiting"], back["counts"]), (48, {}))

    def test_a_text_outside_is_refused(self):
        self.more_texts(52)
        self.yours.action_code_again()
        outside = self.texts.search(
            [("question", "=", "why"), ("second_state", "=", False)], limit=1
        )
        with self.assertRaisesRegex(UserError, "left the sample"):
            self.yours.code_again(outside.id, [])
        foreign = self.texts.search([("question", "=", "media.other.2")], limit=1)
        with self.assertRaisesRegex(UserError, "not there"):
            self.yours.code_again(foreign.id, [])

    def test_a_coded_sample_is_closed(self):
        self.yours.action_code_again()
        coded = self.code_again()
        for call in (
            lambda: self.yours.undo_again(coded[0]),
            lambda: self.yours.code_again(coded[0], []),
        ):
            with self.assertRaisesRegex(UserError, "No sample waits"):
                call()
        self.assertTrue(self.yours.get_texts(self.power.id), "no longer blind")

    # -- agreement -----------------------------------------------------------------

    def test_agreement_is_that_of_what_both_said(self):
        self.yours.action_code_again()
        self.code_again(wrong=6, number=47)
        self.assertFalse(self.seen(self.second, "agreement_html")[0])
        self.code_again()
        pairs = self.coding._pairs()
        said = [(one.theme_ids.ids, one.second_theme_ids.ids) for one in self.texts]
        self.assertCountEqual(pairs, said)
        values = self.coding._agreement_values(pairs)
        self.assertIn("48 texts", values["told"])
        told = {row["name"]: (row["first"], row["second"]) for row in values["rows"]}
        self.assertEqual(told, {"Giá điện": (24, 18), "Đường sá": (24, 30)})
        # 42 of 48 alike, 0.5 by chance
        self.assertEqual(agreement(pairs)[self.power.id], 0.75)
        self.assertEqual(values["mean"]["kappa"], "0,75")
        self.assertEqual(values["mean"]["word"], "substantial")
        self.assertFalse(values["advice"])
        page = self.seen(self.second, "agreement_html")[0]
        self.assertIn("0,75", page)
        self.assertIn(">18<", page)

    def test_numbers_of_texts_are_for_coders(self):
        officer, leader = (
            self.chair(one, self.province_a) for one in ("officer", "leader")
        )
        self.yours.action_code_again()
        self.code_again(wrong=6)
        with self.assertRaises(AccessError):
            self.coding.with_user(officer).read(["agreement_html"])
        self.mine.action_finish()
        for user in (officer, leader):
            page = self.coding.with_user(user).read(["agreement_html"])
            self.assertIn("0,75", page[0]["agreement_html"])
            self.assertNotIn(">18<", page[0]["agreement_html"])
            with self.assertRaises(AccessError):
                self.coding.with_user(user).read(["second_coder_ids"])

    def test_low_agreement_says_what_to_do(self):
        self.yours.action_code_again()
        self.code_again(wrong=14)
        page = self.seen(self.coder, "agreement_html")[0]
        self.assertIn("Below 0,6", page)
        self.assertIn("moderate", page)

    def test_what_was_taken_back_is_not_compared(self):
        self.yours.action_code_again()
        self.code_again()
        self.mine.undo_text(self.texts[0].id)
        self.assertEqual(len(self.coding._pairs()), 47)
        shown = self.seen(self.second, "can_draw_again", "can_code_again")
        self.assertEqual(shown, [False, False])
        with self.assertRaisesRegex(UserError, "not coded yet"):
            self.yours.action_draw_again()
        for text in self.texts:
            self.mine.undo_text(text.id)
        self.assertFalse(self.seen(self.coder, "agreement_html")[0])

    def test_a_deleted_theme_takes_its_texts_out_of_the_sample(self):
        self.yours.action_code_again()
        self.code_again(wrong=6)
        for text in self.texts:
            self.mine.code_text(text.id, self.power.ids)
        self.roads.with_user(self.coder).unlink()
        self.assertEqual(len(self.coding._pairs()), 18)

    def test_a_new_sample_throws_the_second_coding_away(self):
        self.yours.action_code_again()
        self.code_again()
        shown = self.seen(self.second, "can_draw_again", "can_code_again")
        self.assertEqual(shown, [True, False])
        self.yours.action_code_again()  # without asking it throws nothing away
        self.assertEqual(len(self.coding._pairs()), 48)
        third = self.chair(CODER, self.province_a)
        self.coding.with_user(third).action_draw_again()
        self.assertEqual(self.coding.second_coder_ids, third)
        self.assertEqual(set(self.texts.mapped("second_state")), {"waiting"})
        self.assertFalse(self.texts.second_theme_ids)
        self.assertFalse(self.seen(self.second, "agreement_html")[0])

    def test_it_goes_with_the_texts(self):
        self.yours.action_code_again()
        self.code_again()
        self.wave._in_flow().sudo()._retention_purge(None)
        self.env.flush_all()
        self.env.cr.execute("SELECT count(*) FROM dlxh_survey_text_second_theme")
        self.assertEqual(self.env.cr.fetchone(), (0,))
        self.assertFalse(self.coding.first_coder_ids | self.coding.second_coder_ids)
        self.assertFalse(self.seen(self.coder, "agreement_html")[0])
