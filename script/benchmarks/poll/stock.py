"""The same questionnaire on Odoo's own survey pages, answered as its browser does."""

import json
import random
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar

from odoo.fields import Command

from .questions import KINDS, LARGEST, LINES, OPTIONS

PAGES = 6
TYPES = {
    "single": "simple_choice",
    "multiple": "multiple_choice",
    "matrix_single": "matrix",
    "scale": "scale",
    "number": "numerical_box",
    "long_text": "text_box",
}


class StockSurvey:
    """A survey of Odoo's own, in six pages of ten questions, open to everybody."""

    def __init__(self, env):
        survey = env["survey.survey"].create(
            {
                "title": "Bench stock",
                "survey_type": "survey",
                "access_mode": "public",
                "questions_layout": "page_per_section",
                "question_and_page_ids": [
                    Command.create(one) for one in self._questions()
                ],
            }
        )
        self.token = survey.access_token
        self.pages = [
            (page.id, [self._drawer(one) for one in page.question_ids])
            for page in survey.page_ids
        ]

    def _questions(self):
        kinds = [kind for kind, count in KINDS.items() for _number in range(count)]
        # every page holds some of every kind
        shuffled = random.Random(7).sample(kinds, len(kinds))
        each = len(kinds) // PAGES
        for place, kind in enumerate(shuffled):
            if place % each == 0:
                yield {"title": f"Page {place}", "is_page": True, "sequence": 2 * place}
            yield self._question(kind, place)

    def _question(self, kind, place):
        found = {
            "title": f"Question {place}",
            "question_type": TYPES[kind],
            "sequence": 2 * place + 1,
        }
        if kind in ("single", "multiple", "matrix_single"):
            found["suggested_answer_ids"] = [
                Command.create({"value": f"Answer {n}"}) for n in range(OPTIONS)
            ]
        if kind == "matrix_single":
            found["matrix_row_ids"] = [
                Command.create({"value": f"Row {n}"}) for n in range(LINES)
            ]
        return found

    def _drawer(self, question):
        """Return (key, a function that draws an answer)."""
        answers, rows = question.suggested_answer_ids.ids, question.matrix_row_ids.ids
        draw = {
            "simple_choice": lambda dice: str(dice.choice(answers)),
            "multiple_choice": lambda dice: list(map(str, dice.sample(answers, 2))),
            "matrix": lambda dice: {str(r): [str(dice.choice(answers))] for r in rows},
            "scale": lambda dice: str(dice.randint(0, 10)),
            "numerical_box": lambda dice: str(dice.randint(0, LARGEST)),
            "text_box": lambda dice: "Đường vào xóm xấu.",
        }
        return str(question.id), draw[question.question_type]

    def send(self, url, count, clients):
        """Fill in the survey so many times; return seconds."""
        start = time.perf_counter()
        with ThreadPoolExecutor(clients) as pool:
            list(pool.map(lambda number: self._fill_in(url, number), range(count)))
        return time.perf_counter() - start

    def _fill_in(self, url, seed):
        dice = random.Random(seed)
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        opener = urllib.request.build_opener(cookies)
        with opener.open(f"{url}/survey/start/{self.token}", timeout=120) as page:
            way = page.url.split("/survey/")[1]
            page.read()
        self._call(opener, f"{url}/survey/begin/{way}", {})
        for page_id, drawers in self.pages:
            answers = {key: draw(dice) for key, draw in drawers}
            self._call(
                opener, f"{url}/survey/submit/{way}", {"page_id": page_id, **answers}
            )

    def _call(self, opener, address, params):
        request = urllib.request.Request(
            address,
            json.dumps({"jsonrpc": "2.0", "params": params}).encode(),
            {"Content-Type": "application/json"},
        )
        with opener.open(request, timeout=120) as answer:
            found = json.load(answer)
        if "error" in found or "error" in found["result"][1]:
            raise RuntimeError(f"Odoo's survey refuses: {found}")
