"""Questionnaires and answers for the tests: some by hand, many by chance."""

import datetime
import math
import random
from itertools import pairwise

from hypothesis import strategies as st

from questionnaire import TYPES, Questionnaire, lay_out
from questionnaire.conditions import operators

#: what people type, the awkward things too
WORDS = (
    "Rất đồng ý",
    "a",
    "Có & không <b>",
    'nói "thẳng"',
    "it's",
    "100%",
    "😀👩\u200d👩\u200d👧",
    "שלום עולם",
    "ภาษาไทย",
    "\u202bab\u202c",
    "hai\ndòng",
    "=1+1",
    "_x0041_",
    "$1",
    "1.0",
    "TRUE",
    "-",
)
LETTERS = "abcXYZ019_"
#: codes that mean something to a computer are codes like any other
TRAPS = ("constructor", "toString", "and", "or", "not", "q", "value", "hasOwnProperty")
ROW_TRAPS = ("__proto__", "constructor", "1", "length")


def text(vi, en=None):
    return {"vi_VN": vi, "en_US": en} if en else {"vi_VN": vi}


def options(*codes, **flags):
    """Options with these codes; ``exclusive="9"`` and ``other="8"`` flag one."""
    return [
        {
            "code": code,
            "value": value,
            "label": text(f"Phương án {code}"),
            "exclusive": code == flags.get("exclusive"),
            "other": code == flags.get("other"),
        }
        for value, code in enumerate(codes, 1)
    ]


def rows(*codes):
    return [{"code": code, "label": text(f"Dòng {code}")} for code in codes]


def question(code, kind, **more):
    made = {
        "code": code,
        "type": kind,
        "title": text(f"Câu hỏi {code}"),
        "help": {},
        "required": False,
        "condition": None,
        "demographic": False,
    }
    return {**made, **more}


def matrix(code, kind, *names, **more):
    return question(code, kind, options=options("1", "2"), rows=rows(*names), **more)


def definition(*questions, pages=None, langs=("vi_VN",)):
    """Lay out a definition of these questions; all on one page unless told."""
    pages = pages or [("p1", [one["code"] for one in questions])]
    return lay_out(
        {
            "format": 1,
            "title": text("Phiếu hỏi"),
            "description": {},
            "langs": list(langs),
            "pages": [
                {"code": code, "title": {}, "description": {}, "questions": list(names)}
                for code, names in pages
            ],
            "questions": list(questions),
        }
    )


def every_type():
    """A questionnaire with one question of each type."""
    return definition(
        question("q1", "single", options=options("1", "2", "9", other="9")),
        question(
            "q2", "multiple", options=options("1", "2", "3", "99", exclusive="99")
        ),
        question(
            "q3", "matrix_single", options=options("1", "2"), rows=rows("r1", "r2")
        ),
        question("q4", "matrix_multiple", options=options("1", "2"), rows=rows("r1")),
        question("q5", "scale", min=1, max=10),
        question("q6", "number", min=0, max=1000, decimals=2),
        question("q7", "date", min="2026-01-01", max="2026-12-31"),
        question("q8", "text", max_length=20),
        question("q9", "ranking", options=options("1", "2", "3")),
        question("q10", "long_text"),
    )


# by chance

LANGUAGES = (("vi_VN",), ("vi_VN", "en_US"), ("en_US", "km_KH"))


class Dice(random.Random):
    """Makes questionnaires and answers; one number gives the same ones again.

    Drawing each part by hypothesis would take thousands of draws an example.
    """

    def coin(self, sides=2):
        return not self.randrange(sides)

    def code(self, first="aBq"):
        return self.choice(first) + "".join(self.choices(LETTERS, k=self.randrange(4)))

    def codes(self, count, first, traps):
        """So many different codes, whatever the capitals."""
        found = {}
        while len(found) < count:
            code = self.choice(traps) if self.coin(6) else self.code(first)
            found.setdefault(code.casefold(), code)
        return list(found.values())

    def text(self, langs, needed=True):
        if not needed and self.coin():
            return {}
        rest = [lang for lang in langs[1:] if self.coin()]
        return {lang: self.choice(WORDS) for lang in (langs[0], *rest)}

    def day(self):
        return str(datetime.date.fromordinal(self.randrange(737425, 741442)))

    # questionnaires

    def definition(self, count):
        """Any questionnaire without a problem."""
        langs, made = self.choice(LANGUAGES), []
        for code in self.codes(count, "aBq", TRAPS):
            condition = self.condition(made) if made and self.coin() else None
            made.append({**self.question(code, langs), "condition": condition})
        codes = [one["code"] for one in made]
        cuts = sorted({*self.choices(range(1, count + 1), k=2), count})
        pages = [
            {
                "code": f"page_{number}",
                "title": self.text(langs, needed=False),
                "description": self.text(langs, needed=False),
                "questions": codes[start:end],
            }
            for number, (start, end) in enumerate(pairwise([0, *cuts]), 1)
        ]
        return lay_out(
            {
                "format": 1,
                "title": self.text(langs),
                "description": self.text(langs, needed=False),
                "langs": list(langs),
                "pages": pages,
                "questions": made,
            }
        )

    def question(self, code, langs):
        kind = self.choice(TYPES)
        made = {
            "code": code,
            "type": kind,
            "title": self.text(langs),
            "help": self.text(langs, needed=False),
            "required": self.coin(),
            "demographic": self.coin(),
        }
        if kind in ("single", "multiple"):
            made["options"] = self.options(langs, self.randint(1, 5), kind)
        elif kind == "ranking" or kind.startswith("matrix"):
            made["options"] = self.options(langs, self.randint(2, 5), kind)
        if kind.startswith("matrix"):
            made["rows"] = [
                {"code": one, "label": self.text(langs)}
                for one in self.codes(self.randint(1, 3), LETTERS, ROW_TRAPS)
            ]
        return {**made, **self.bounds(kind, langs, made)}

    def options(self, langs, count, kind):
        values = self.sample(range(1, 9), count)
        codes = self.codes(count, LETTERS, ROW_TRAPS)
        return [
            {
                "code": code,
                "value": value,
                "label": self.text(langs),
                "exclusive": kind.endswith("multiple") and self.coin(4),
                "other": kind in ("single", "multiple") and self.coin(4),
            }
            for code, value in zip(codes, values, strict=True)
        ]

    def bounds(self, kind, langs, made):
        if kind == "scale":
            low, ends = self.randint(-5, 5), ("min", "mid", "max")
            labels = {end: self.text(langs, needed=False) for end in ends}
            return {"min": low, "max": low + self.randint(1, 10), "labels": labels}
        if kind == "number":
            low = self.choice((None, -50, 0, 12.5))
            high = self.choice((None, 50, 1000))
            return {"min": low, "max": high, "decimals": self.randint(0, 4)}
        if kind == "date":
            low, high = sorted((self.day(), self.day()))
            return {"min": self.choice((None, low)), "max": high}
        if kind in ("text", "long_text"):
            return {"max_length": self.randint(20, 500)}
        if kind in ("multiple", "ranking") and self.coin():
            return {"max": self.randint(1, len(made["options"]))}
        return {}

    def condition(self, earlier, depth=0):
        if depth > 3 or self.coin():
            return self.comparison(earlier)
        if self.coin(3):
            return {"not": self.condition(earlier, depth + 1)}
        parts = [self.condition(earlier, depth + 1) for _ in range(self.randrange(4))]
        return {self.choice(("and", "or")): parts}

    def comparison(self, earlier):
        about = self.choice(earlier)
        kind = about["type"]
        op = self.choice(sorted(operators(kind)))
        made, judged = {"q": about["code"], "op": op}, op.endswith("answered")
        if "rows" in about and (not judged or self.coin()):
            made["row"] = self.choice(about["rows"])["code"]
        if judged:
            return made
        if "options" in about:
            return {**made, "value": self.choice(about["options"])["code"]}
        if kind == "date":
            return {**made, "value": self.day()}
        return {**made, "value": self.choice((*range(-5, 12), 0.5, -1.25))}

    # answers

    def answer(self, about, kind=None):
        """A correct answer to a question, in the form that decode gives back."""
        kind = kind or about["type"]
        if kind == "single":
            return self.choice(about["options"])["code"]
        if kind in ("multiple", "ranking"):
            return self.chosen(about, kind)
        if kind.startswith("matrix"):
            kind = kind.removeprefix("matrix_")
            rows = [row["code"] for row in about["rows"] if self.coin()]
            return {row: self.answer(about, kind) for row in rows}
        if kind == "scale":
            return self.randint(about["min"], about["max"])
        if kind == "number":
            low = -10 if about["min"] is None else about["min"]
            high = 500 if about["max"] is None else about["max"]
            step = 10 ** about["decimals"]
            figure = self.randint(math.ceil(low * step), high * step)
            return figure / step if about["decimals"] else figure
        if kind == "date":
            first = about["min"] or "2019-01-01"
            ends = (datetime.date.fromisoformat(one) for one in (first, about["max"]))
            day = self.randint(*(one.toordinal() for one in ends))
            return str(datetime.date.fromordinal(day))
        return self.choice(WORDS)

    def chosen(self, about, kind):
        """Some options, within the number to choose and exclusive ones alone."""
        codes = [one["code"] for one in about["options"]]
        most = about.get("max") or len(codes)
        picked = self.sample(codes, self.randint(0, most))
        if kind == "ranking":
            return picked
        alone = [one["code"] for one in about["options"] if one.get("exclusive")]
        alone = [code for code in picked if code in alone]
        return alone[:1] or sorted(picked, key=codes.index)

    def good_answers(self, made):
        """Correct answers to some of the questions that are asked."""
        answers, questionnaire = {}, Questionnaire.of(made)
        for about in made["questions"]:
            if about["code"] in questionnaire.shown(answers) and not self.coin(3):
                answer = self.answer(about)
                if answer != {}:
                    answers[about["code"]] = answer
        return answers

    def any_answers(self, made):
        """Answers to some questions: correct ones and such as nobody should send."""
        answers = {}
        for about in made["questions"]:
            if not self.coin(3):
                wild = self.coin(4)
                answers[about["code"]] = self.wild() if wild else self.answer(about)
        return answers

    def wild(self):
        bare = (
            None,
            True,
            0,
            3,
            -5,
            2.5,
            1e300,
            "",
            " ",
            "1",
            "😀",
            "\ud83d",
            "2026-13-45",
        )
        if self.coin():
            return self.choice(bare)
        some = [self.choice(bare) for _ in range(self.randrange(3))]
        return dict(zip(ROW_TRAPS, some, strict=False)) if self.coin() else some


dice = st.builds(Dice, st.integers(0, 2**32))
sizes = st.integers(1, 8)
definitions = st.builds(lambda dice, size: dice.definition(size), dice, sizes)


def _with_answers(make):
    def draw(dice, size):
        made = dice.definition(size)
        return made, make(dice, made)

    return st.builds(draw, dice, sizes)


answered_well = _with_answers(Dice.good_answers)
answered_anyhow = _with_answers(Dice.any_answers)
