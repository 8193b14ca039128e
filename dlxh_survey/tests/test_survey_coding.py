from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..coding import BLACK
from .common_coding import CODER, QUESTIONS, CodingCase


@tagged("post_install", "-at_install")
class TestSurveyCoding(CodingCase):
    """What people wrote is sorted into themes by coders, and read by nobody else."""

    # -- who -----------------------------------------------------------------------

    def test_a_closed_wave_hands_its_words_to_the_coders(self):
        self.assertEqual(self.coding.question, "why")
        self.assertEqual(self.other.question, "media.other.2")
        self.assertEqual(self.other.title, "Câu media – Khác")
        self.assertEqual(self.mine.text_count, 48)

    def test_nobody_else_reads_a_word(self):
        below = self.chair(CODER, self.ward_a1)
        beside = self.chair(CODER, self.province_b)
        chairs = ("officer", "leader", "inspector", "administrator", "data_officer")
        others = [self.chair(chair, self.province_a) for chair in chairs]
        self.coding._apply({"state": "done"})
        for user in (below, beside, *others):
            for call in ("get_desk", "get_texts"):
                with self.assertRaises(AccessError, msg=user.login):
                    getattr(self.coding.with_user(user), call)()
        text = self.env["dlxh.survey.text"].search([], limit=1)
        for user in (self.coder, *others):
            self.assertFalse(text.with_user(user).has_access("read"))

    def test_not_before_the_close(self):
        self.wave._in_flow().sudo().write({"state": "fieldwork"})
        with self.assertRaisesRegex(UserError, "closed"):
            self.mine.get_texts()

    def test_where_a_coding_stands_is_not_typed_in(self):
        with self.assertRaises(AccessError):
            self.mine.write({"state": "done"})
        with self.assertRaises(AccessError):
            self.mine.with_context(dlxh_coding_flow=True).write({"state": "done"})

    # -- reading -------------------------------------------------------------------

    def test_texts_come_alone_and_without_names(self):
        texts = self.code()
        self.assertEqual(len(texts), 48)
        keys = {"id", "body", "themes", "quotable", "destroyed", "suggested"}
        self.assertEqual(set(texts[0]), keys)
        (told,) = (one["body"] for one in texts if BLACK in one["body"])
        for word in ("Tám", "0912345678"):
            self.assertNotIn(word, told)
        # what was blacked out is kept nowhere
        self.assertFalse(
            self.env["dlxh.survey.text"].search([("body", "like", "0912345678")])
        )

    def test_the_order_is_drawn_anew(self):
        first, second = (
            [text["id"] for text in self.mine.get_texts()] for _time in range(2)
        )
        self.assertNotEqual(first, second)
        again = self.mine.get_texts("waiting", first)
        self.assertFalse(set(first) & {text["id"] for text in again})

    def test_every_opening_is_counted_without_words(self):
        self.mine.get_texts()
        line = self.env["dlxh.access.log"].search([], limit=1)
        self.assertEqual(
            (line.action, line.user_id, line.count, line.unit_id),
            ("read_text", self.coder, 20, self.province_a),
        )
        self.assertNotIn("điện", line.domain)

    def test_a_batch_takes_few_queries(self):
        self.code(20)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(14):
            self.mine.get_texts()

    # -- coding --------------------------------------------------------------------

    def test_alike_texts_suggest_the_theme(self):
        self.code(30)
        for text in self.mine.get_texts():
            wanted = self.power if "điện" in text["body"] else self.roads
            self.assertEqual(text["suggested"][0], wanted.id, text["body"])

    def test_undo(self):
        text = self.mine.get_texts()[0]
        before = self.mine.get_desk()
        said = self.mine.code_text(text["id"], self.power.ids, quotable=True)
        self.assertEqual(said["waiting"], before["waiting"] - 1)
        self.assertEqual(said["counts"][self.power.id], 1)
        back = self.mine.undo_text(text["id"])
        self.assertEqual(back["text"]["body"], text["body"])
        self.assertEqual(back["waiting"], before["waiting"])

    def test_words_about_a_person_are_destroyed(self):
        text = self.mine.get_texts()[0]
        said = (text["id"], self.power.ids)
        self.mine.code_text(*said, quotable=True, destroy=True)
        stored = self.env["dlxh.survey.text"].browse(text["id"])
        self.assertEqual(stored.body, BLACK)
        self.assertFalse(stored.is_quotable)
        self.assertEqual(stored.theme_ids, self.power)
        self.mine.undo_text(text["id"])
        self.mine.code_text(*said, quotable=True)
        self.assertFalse(stored.is_quotable)

    def test_a_text_of_another_question_is_refused(self):
        foreign = self.env["dlxh.survey.text"].search(
            [("question", "=", "media.other.2")], limit=1
        )
        with self.assertRaises(UserError):
            self.mine.code_text(foreign.id, self.power.ids)
        theme = {"coding_id": self.other.id, "name": "Loa"}
        theme = self.env["dlxh.survey.theme"].create(theme)
        text = self.mine.get_texts()[0]
        with self.assertRaises(UserError):
            self.mine.code_text(text["id"], theme.ids)

    def test_a_theme_in_use_stays(self):
        self.code(5)
        used = self.power if self.power.text_count else self.roads
        with self.assertRaisesRegex(UserError, "have this theme"):
            used.with_user(self.coder).unlink()
        more = self.mine.add_theme(" Nước  sạch ")
        self.assertEqual(more[-1]["name"], "Nước sạch")
        self.env["dlxh.survey.theme"].with_user(self.coder).browse(
            more[-1]["id"]
        ).unlink()

    # -- results -------------------------------------------------------------------

    def tables(self, user):
        results = self.env["dlxh.survey.results"].with_user(user)
        return {
            one["code"]: one for one in results.get_results(self.wave.id)["questions"]
        }

    def test_themes_are_a_table_once_all_is_coded(self):
        officer = self.chair("officer", self.province_a)
        self.code(10)
        with self.assertRaisesRegex(UserError, "not coded yet"):
            self.mine.action_finish()
        self.assertNotIn("why", self.tables(officer))
        self.code()
        self.mine.action_finish()
        (block,) = self.tables(officer)["why"]["blocks"]
        told = {line["label"]: line["n"] for line in block["lines"]}
        self.assertEqual(told, {"Giá điện": 24, "Đường sá": 24, "Unclear": 0})
        self.assertEqual(block["base"]["n"], 48)
        page = self.env["dlxh.survey.results"].with_user(officer)
        page = page.get_page(self.wave.id)
        (card,) = (one for one in page["questions"] if one["code"] == "why")
        self.assertTrue(card["charts"])
        self.assertIn("not weighted", card["notes"][-1])
        self.mine.action_reopen()
        self.assertNotIn("why", self.tables(officer))

    def test_a_small_theme_is_hidden(self):
        rare = {"coding_id": self.coding.id, "name": "Khác"}
        rare = self.env["dlxh.survey.theme"].create(rare)
        first = self.mine.get_texts()[0]
        self.mine.code_text(first["id"], rare.ids)
        self.code()
        self.mine.action_finish()
        table = self.tables(self.chair("officer", self.province_a))["why"]
        lines = {line["label"]: line for line in table["blocks"][0]["lines"]}
        self.assertTrue(lines["Khác"]["hidden"])
        self.assertIn("hidden", table["notes"])

    def test_few_texts_are_no_table(self):
        theme = self.env["dlxh.survey.theme"].create(
            {"coding_id": self.other.id, "name": "Loa"}
        )
        mine = self.other.with_user(self.coder)
        for text in mine.get_texts():
            mine.code_text(text["id"], theme.ids)
        mine.action_finish()
        officer = self.chair("officer", self.province_a)
        (block,) = self.tables(officer)["media.other.2"]["blocks"]
        self.assertTrue(block["withheld"])

    def test_published_themes_stay(self):
        self.code()
        self.mine.action_finish()
        self.wave._in_flow().sudo().write({"state": "published"})
        with self.assertRaisesRegex(UserError, "published"):
            self.mine.action_reopen()
        with self.assertRaises(UserError):
            self.mine.add_theme("Mới")

    def test_quotes_are_released_by_the_coder(self):
        texts = self.mine.get_texts()
        quoted = next(text for text in texts if "đường" in text["body"].lower())
        self.mine.code_text(quoted["id"], self.roads.ids, quotable=True)
        self.code()
        self.mine.action_finish()
        officer = self.chair("officer", self.province_a)
        told = self.coding.with_user(officer).quotes_html
        self.assertIn(quoted["body"], told)
        self.assertEqual(told.count("<li>"), 1)
        inspector = self.chair("inspector", self.province_a)
        with self.assertRaises(AccessError):
            self.coding.with_user(inspector).read(["quotes_html"])

    def test_the_next_wave_begins_with_these_themes(self):
        after = self.make_wave(
            "closed", QUESTIONS, previous_wave_id=self.wave.id, min_cell=10
        )
        after._make_codings()
        coding = self.env["dlxh.survey.coding"].search(
            [("wave_id", "=", after.id), ("question", "=", "why")]
        )
        self.assertEqual(coding.theme_ids.mapped("name"), ["Giá điện", "Đường sá"])

    def test_a_coder_who_moved_sees_nothing(self):
        self.coder.dlxh_unit_ids = [Command.set(self.province_b.ids)]
        with self.assertRaises(AccessError):
            self.mine.get_desk()
