import json
import logging

from odoo import sql_db
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from ..controllers.opinion import FILES
from ..models.dlxh_survey_intake import Refused
from ..questionnaire import NO_ANSWER
from .common_wave import WaveCase, options, question


@tagged("post_install", "-at_install")
class TestSurveyIntake(WaveCase):
    """One form comes in once, whole or not at all."""

    def receive(self, sent, wave=None):
        wave = wave or self.wave
        return self.env["dlxh.survey.intake"]._receive(wave.id, sent)

    def refused(self, sent, wave=None):
        """Why a form was refused; nothing of it was stored."""
        before = self.rows("buffer", wave=wave), self.rows("arrival", wave=wave)
        try:  # assertRaises would take back what is counted of the refusal
            state = self.receive(sent, wave)
        except Refused as refused:
            after = self.rows("buffer", wave=wave), self.rows("arrival", wave=wave)
            self.assertEqual(before, after)
            return refused
        return self.fail(f"not refused but {state}")

    def test_answers_wait_in_the_buffer(self):
        sent = self.sheet(sex="2", media=["1", "3"], trust=3, why="Chậm trả lời")
        sent["answers"]["media.other"] = {"3": "Loa phường"}
        self.assertEqual(self.receive(sent), "received")
        ((answers, texts),) = self.rows("buffer", "answers, texts")
        self.assertEqual(answers, [2, 0b101, 3])
        self.assertEqual(set(texts.values()), {"Chậm trả lời", "Loa phường"})

    def test_a_second_sending_counts_once(self):
        sent = self.sheet(sex="1")
        self.assertEqual(self.receive(sent), "received")
        self.assertEqual(self.receive(sent), "already")
        self.assertEqual(self.rows("buffer", "answers"), [([1, NO_ANSWER, NO_ANSWER],)])

    def test_what_is_wrong_is_told_by_question(self):
        sent = self.sheet(media=["9"], trust=11, why="Không được hỏi")
        problems = {one.code for one in self.refused(sent).problems}
        self.assertEqual(problems, {"sex", "media", "trust", "why"})

    def test_answers_that_are_no_answers(self):
        for answers in (None, [], "x", {"sex": {"a": 1}}, {"sex": ["1"]}, {"x": 1}):
            sent = self.sheet()
            sent["answers"] = answers
            self.assertEqual(self.refused(sent).state, "invalid")

    def test_no_work_no_entry(self):
        sent = self.sheet(sex="1")
        self.assertEqual(self.refused({**sent, "work": None}).state, "proof")
        self.assertEqual(self.refused({**sent, "word": "x"}).state, "proof")

    def test_only_a_wave_in_the_field_takes_answers(self):
        for state in ("draft", "approved", "closed", "published", "cancelled"):
            wave = self.make_wave(state=state)
            sent = self.sheet(wave, sex="1")
            self.assertEqual(self.refused(sent, wave).state, "closed", state)

    def test_outside_its_days_a_wave_takes_nothing(self):
        wave = self.make_wave(date_open="2020-01-01", date_close="2020-02-01")
        self.assertEqual(self.refused(self.sheet(wave, sex="1"), wave).state, "closed")

    def test_nothing_slips_in_behind_the_close(self):
        sent = self.sheet(sex="1")
        intake = self.env["dlxh.survey.intake"]
        form = intake._form(self.wave.id)
        # another worker closes the wave after this one has looked
        self.env.cr.execute(
            "UPDATE dlxh_survey_wave SET state = 'closed' WHERE id = %s", self.wave.ids
        )
        checked = form.questionnaire.check(sent["answers"])
        with self.assertRaises(Refused) as caught:
            intake._store(form, sent["word"], sent, checked)
        self.assertEqual(caught.exception.state, "closed")
        self.assertFalse(self.rows("buffer"))

    def test_every_shape_of_text_is_kept(self):
        text = "😀 مرحبا \u202eabc <script>alert(1)</script> 'x' \\ %s"
        self.receive(self.sheet(sex="1", trust=0, why=text))
        ((texts,),) = self.rows("buffer", "texts")
        self.assertEqual(list(texts.values()), [text])

    # -- codes -------------------------------------------------------------------

    def with_codes(self, number):
        wave = self.make_wave(access="ticket")
        stratum = self.env["dlxh.survey.stratum"].create(
            {"wave_id": self.make_wave("draft").id, "name": "Khối xã"}
        )
        codes = self.env["dlxh.survey.ticket"]._draw(wave, stratum, number)
        return wave, stratum, codes

    def test_a_code_is_used_once(self):
        wave, stratum, (code, other) = self.with_codes(2)
        sent = self.sheet(wave, code=code.lower(), sex="1")
        self.assertEqual(self.receive(sent, wave), "received")
        again = self.sheet(wave, code=code, sex="2")
        self.assertEqual(self.refused(again, wave).state, "code")
        unknown = self.sheet(wave, code="A" * 16, sex="2")
        self.assertEqual(self.refused(unknown, wave).state, "code")
        without = self.sheet(wave, sex="2")
        self.assertEqual(self.refused(without, wave).state, "code")
        self.assertEqual(self.rows("buffer", "stratum_id", wave), [(stratum.id,)])
        self.assertNotEqual(code, other)
        # not before the answers move: the bit would bear the transaction of the answer
        self.assertEqual(self.rows("ticket", "used", wave), [(False,), (False,)])
        self.env["dlxh.survey.store"]._release(closing=wave.ids)
        self.assertEqual(sorted(self.rows("ticket", "used", wave)), [(False,), (True,)])
        again = self.sheet(wave, code=code, sex="2")
        self.assertEqual(self.refused(again, wave).state, "code")
        self.assertEqual(self.receive(sent, wave), "already")

    def test_a_refused_form_leaves_its_code(self):
        wave, _stratum, (code,) = self.with_codes(1)
        self.assertEqual(
            self.refused(self.sheet(wave, code=code), wave).state, "invalid"
        )
        sent = self.sheet(wave, code=code, sex="1")
        self.assertEqual(self.receive(sent, wave), "received")

    def test_no_code_is_kept(self):
        wave, _stratum, codes = self.with_codes(3)
        kept = json.dumps(self.rows("ticket", "*", wave))
        for code in codes:
            self.assertNotIn(code, kept)

    # -- quotas ------------------------------------------------------------------

    def with_quotas(self):
        wave = self.make_wave()
        wave.quota_ids = [
            Command.create(
                {"name": "Nam", "question_code": "sex", "option_codes": "1", "cap": 1}
            ),
            Command.create({"name": "Tất cả", "cap": 2}),
        ]
        self.env.flush_all()
        self.env.registry.clear_cache()
        return wave

    def test_a_full_quota_turns_away_and_says_so(self):
        wave = self.with_quotas()
        self.assertEqual(self.receive(self.sheet(wave, sex="1"), wave), "received")
        self.assertEqual(self.refused(self.sheet(wave, sex="1"), wave).state, "full")
        self.assertEqual(self.receive(self.sheet(wave, sex="2"), wave), "received")
        self.assertEqual(self.refused(self.sheet(wave, sex="2"), wave).state, "full")
        wave.quota_ids.invalidate_recordset()
        self.assertEqual(wave.quota_ids.mapped("n"), [1, 2])
        self.assertEqual(wave.quota_ids.mapped("refused_n"), [1, 1])

    # -- speed and trace -----------------------------------------------------------

    def test_a_form_takes_a_handful_of_queries(self):
        wave, _stratum, codes = self.with_codes(2)
        self.receive(self.sheet(wave, code=codes[0], sex="1"), wave)
        sent = self.sheet(wave, code=codes[1], sex="1")
        # the form's word and code, the answers, and the savepoint of the test
        with self.assertQueryCount(3):
            self.receive(sent, wave)

    def test_three_hundred_questions(self):
        many = [
            question(f"q{n}", "single", options=options("a", "b")) for n in range(300)
        ]
        wave = self.make_wave(questions=many)
        sent = self.sheet(wave, **{f"q{n}": "2" for n in range(300)})
        self.assertEqual(self.receive(sent, wave), "received")
        self.assertEqual(self.rows("buffer", "answers", wave), [([2] * 300,)])


@tagged("post_install", "-at_install")
class TestSurveyHttp(WaveCase, HttpCase):
    """What a phone meets: no account, no cookie, a sentence for every mistake."""

    def post(self, sent, wave=None):
        body = sent if isinstance(sent, bytes | str) else json.dumps(sent)
        return self.url_open(
            f"/opinion/{(wave or self.wave).id}/answer",
            data=body,
            headers={"Content-Type": "application/json"},
        )

    def test_the_way_of_a_form(self):
        page = self.url_open(f"/opinion/{self.wave.id}")
        self.assertIn("/opinion/file/page.esm.js", page.text)
        form = self.url_open(f"/opinion/{self.wave.id}/form")
        self.assertEqual(form.json()["definition"]["questions"][0]["code"], "sex")
        self.assertTrue(form.json()["notice"])
        answer = self.post(self.sheet(sex="1"))
        self.assertEqual(answer.json(), {"state": "received"})
        for response in (page, form, answer):
            self.assertFalse(response.headers.get("Set-Cookie"))
            self.assertEqual(response.headers["Referrer-Policy"], "no-referrer")

    def test_eight_queries_at_most(self):
        self.assertEqual(self.post(self.sheet(sex="1")).json(), {"state": "received"})
        sent = self.sheet(sex="2")  # each worker keeps the form in memory by now
        before = sql_db.sql_counter
        self.assertEqual(self.post(sent).json(), {"state": "received"})
        # the answers themselves go by a statement that Odoo does not count
        self.assertLessEqual(sql_db.sql_counter - before, 7)

    def test_mistakes_are_told_in_the_language_of_the_page(self):
        sent = {**self.sheet(trust=99, sex="1"), "lang": "vi_VN"}
        answer = self.post(sent)
        self.assertEqual(answer.status_code, 422)
        (problem,) = answer.json()["problems"]
        self.assertEqual(problem["question"], "trust")
        self.assertIn("99", problem["sentence"])

    def test_bodies_that_are_no_forms(self):
        for body in (" ", "[", "[]", "null", b"\xff\xfe", '"x"'):
            self.assertEqual(self.post(body).status_code, 400, body)
        for size in (300_000, 10_000_000):
            self.assertEqual(self.post("x" * size).status_code, 413)
        self.assertFalse(self.rows("buffer"))

    def test_what_is_not_there(self):
        self.assertEqual(
            self.url_open("/opinion/999999/form").json()["state"], "closed"
        )
        self.assertEqual(self.url_open("/opinion/file/../x").status_code, 404)
        self.assertEqual(self.url_open("/opinion/file/x.js").status_code, 404)

    def test_all_files_of_the_page_are_small(self):
        page = self.url_open(f"/opinion/{self.wave.id}")
        size = len(page.content)
        size += len(self.url_open(f"/opinion/{self.wave.id}/form").content)
        for name in FILES:
            size += len(self.url_open(f"/opinion/file/{name}").content)
        self.assertLess(size, 100_000)

    def test_the_log_says_nothing(self):
        kept = []
        for path in ("/opinion/7", "/opinion/file/page.css", "/web/login"):
            words = (path, 200, 1)
            record = logging.LogRecord(
                *("werkzeug", logging.INFO, "", 0, '"GET %s" %s %s', words, None)
            )
            filters = logging.getLogger("werkzeug").filters
            kept += [path] * all(one.filter(record) for one in filters)
        self.assertEqual(kept, ["/web/login"])
