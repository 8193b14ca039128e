from collections import Counter

from odoo.tests import tagged

from ..models.dlxh_survey_store import RELEASE_AT_LEAST as LEAST
from ..models.dlxh_survey_store import WEB
from .common_wave import WaveCase


@tagged("post_install", "-at_install", "security")
class TestSurveyStore(WaveCase):
    """Answers move in company, and nothing leads back to who gave them."""

    def setUp(self):
        super().setUp()
        self.store = self.env["dlxh.survey.store"]

    def put(self, number, wave=None, first=0):
        """Answers that can be told apart: the scale question counts them."""
        wave = wave or self.wave
        for at in range(first, first + number):
            self.store._put_aside(wave.id, None, WEB, [([1, 0, at], {"why": f"{at}"})])

    def values(self, table):
        return Counter(answers[2] for (answers,) in self.rows(table, "answers"))

    def test_few_answers_stay(self):
        self.put(2 * LEAST - 1)
        self.assertEqual(self.store._release(), 0)
        self.assertFalse(self.rows("response"))
        self.assertEqual(len(self.rows("buffer")), 2 * LEAST - 1)

    def test_a_random_part_moves_and_as_many_stay(self):
        self.put(2 * LEAST + 5)
        self.assertEqual(self.store._release(), LEAST + 5)
        moved, stayed = self.values("response"), self.values("buffer")
        self.assertEqual(sum(stayed.values()), LEAST)
        self.assertEqual(moved + stayed, Counter(range(2 * LEAST + 5)))
        self.assertNotEqual(sorted(stayed), list(range(LEAST + 5, 2 * LEAST + 5)))

    def test_the_close_moves_the_rest_at_once(self):
        self.put(2 * LEAST)
        self.store._release()
        self.put(3, first=100)
        self.assertEqual(self.store._release(closing=self.wave.ids), LEAST + 3)
        self.assertFalse(self.rows("buffer"))

    def test_a_stricter_wave_keeps_more_back(self):
        wave = self.make_wave(min_cell=30)
        self.env.flush_all()
        self.put(59, wave)
        self.assertEqual(self.store._release(), 0)
        self.put(1, wave)
        self.assertEqual(self.store._release(), 30)

    def test_waves_do_not_move_together(self):
        other = self.make_wave()
        self.put(2 * LEAST)
        self.put(LEAST, other)
        self.assertEqual(self.store._release(), LEAST)
        self.assertEqual(len(self.rows("buffer", wave=other)), LEAST)

    def test_the_order_of_arrival_is_gone(self):
        self.put(120)
        self.store._release(closing=self.wave.ids)
        self.env.cr.execute(
            "SELECT answers[3], xmin::text FROM dlxh_survey_response"
            " WHERE wave_id = %s ORDER BY ctid",
            [self.wave.id],
        )
        order, transactions = zip(*self.env.cr.fetchall(), strict=True)
        self.assertEqual(sorted(order), list(range(120)))
        self.assertNotEqual(list(order), sorted(order))
        # as many neighbours as chance brings, not as many as an order would
        neighbours = sum(b - a == 1 for a, b in zip(order, order[1:], strict=False))
        self.assertLess(neighbours, 15)
        self.assertEqual(len(set(transactions)), 1)

    def test_open_answers_part_from_the_rest(self):
        self.put(60)
        self.store._release(closing=self.wave.ids)
        texts = [int(body) for (body,) in self.rows("text", "body")]
        self.env.cr.execute(
            "SELECT answers[3] FROM dlxh_survey_response WHERE wave_id = %s"
            " ORDER BY ctid",
            [self.wave.id],
        )
        answers = [value for (value,) in self.env.cr.fetchall()]
        self.assertEqual(sorted(texts), sorted(answers))
        same = sum(a == b for a, b in zip(texts, answers, strict=True))
        self.assertLess(same, 10)

    def test_no_column_could_name_anybody(self):
        self.env.cr.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_name LIKE 'dlxh_survey_%%' AND table_name SIMILAR TO"
            " 'dlxh_survey_(response|buffer|arrival|nonce|text|ticket)'"
        )
        found = {}
        for table, column in self.env.cr.fetchall():
            found.setdefault(table.removeprefix("dlxh_survey_"), set()).add(column)
        self.assertEqual(
            found,
            {
                "response": {
                    *("wave_id", "stratum_id", "mode", "psu", "weight", "answers")
                },
                "buffer": {"wave_id", "stratum_id", "mode", "answers", "texts"},
                "arrival": {"wave_id", "word", "ticket_id"},
                "nonce": {"wave_id", "hash"},
                "text": {
                    *("id", "wave_id", "question", "body", "state", "second_state"),
                    *("is_screened", "is_destroyed", "is_quotable"),
                },
                "ticket": {"id", "wave_id", "stratum_id", "hash", "used"},
            },
        )

    def test_counts_know_what_waits_too(self):
        self.put(2 * LEAST + 1)
        self.store._release()
        self.assertEqual(self.wave.response_count, 2 * LEAST + 1)

    def test_rows_of_a_file_lose_their_places(self):
        rows = [(None, None, 1.0, [1, 0, at]) for at in range(120)]
        self.store._import_rows(self.wave.id, iter(rows))
        self.env.cr.execute(
            "SELECT answers[3] FROM dlxh_survey_response WHERE wave_id = %s"
            " ORDER BY ctid",
            [self.wave.id],
        )
        order = [value for (value,) in self.env.cr.fetchall()]
        self.assertEqual(sorted(order), list(range(120)))
        at_home = sum(at == value for at, value in enumerate(order))
        self.assertLess(at_home, 15)

    def test_nothing_is_left_when_destroyed(self):
        self.put(2 * LEAST)
        self.store._release()
        self.store._destroy(self.wave.ids)
        self.assertFalse(self.rows("response") + self.rows("buffer"))
