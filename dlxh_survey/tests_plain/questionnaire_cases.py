"""Questionnaires and answers for the tests: some by hand, many by chance."""

import datetime

from hypothesis import strategies as st

from questionnaire import TYPES, lay_out
from questionnaire.conditions import operators

WORDS = (
    st.one_of(
        st.text("aăâbeêđơ ưx=<>&\"'{}%_.;:1é", min_size=1, max_size=8),
        st.sampled_from(
            (
                "Rất đồng ý",
                "😀👩‍👩‍👧",
                "שלום עולם",
                "ภาษาไทย",
                "hai\ndòng",
                "=1+1",
                "ᠮᠣᠩ",
                "_x0041_",
            )
        ),
    )
    .map(str.strip)
    .filter(bool)
)
CHARACTERS = "abcXYZ019_"
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

codes = st.one_of(
    st.builds(
        str.__add__, st.sampled_from("aBq"), st.text(CHARACTERS, min_size=0, max_size=4)
    ),
    st.sampled_from(TRAPS),
)
part_codes = st.one_of(
    st.text(CHARACTERS, min_size=1, max_size=3), st.sampled_from(ROW_TRAPS)
)
languages = st.sampled_from((("vi_VN",), ("vi_VN", "en_US"), ("en_US", "km_KH")))
days = st.integers(737425, 741442).map(lambda day: str(datetime.date.fromordinal(day)))


@st.composite
def texts(draw, langs, needed=True):
    first = {langs[0]: draw(WORDS)} if needed or draw(st.booleans()) else {}
    if first:
        for lang in langs[1:]:
            if draw(st.booleans()):
                first[lang] = draw(WORDS)
    return first


@st.composite
def option_lists(draw, langs, least=1, may_be_other=True):
    names = draw(st.lists(part_codes, min_size=least, max_size=5, unique=True))
    values = draw(st.permutations(range(1, 9)))
    return [
        {
            "code": name,
            "value": value,
            "label": draw(texts(langs)),
            "exclusive": draw(st.integers(0, 4)) == 0,
            "other": may_be_other and draw(st.integers(0, 3)) == 0,
        }
        for name, value in zip(names, values, strict=False)
    ]


@st.composite
def questions(draw, code, langs):
    kind = draw(st.sampled_from(TYPES))
    made = {
        "code": code,
        "type": kind,
        "title": draw(texts(langs)),
        "help": draw(texts(langs, needed=False)),
        "required": draw(st.booleans()),
        "demographic": draw(st.booleans()),
        "condition": None,
    }
    if kind in ("single", "multiple"):
        made["options"] = draw(option_lists(langs))
    elif kind == "ranking" or kind.startswith("matrix"):
        made["options"] = draw(option_lists(langs, 2, may_be_other=False))
    if kind.startswith("matrix"):
        names = draw(st.lists(part_codes, min_size=1, max_size=3, unique=True))
        made["rows"] = [{"code": name, "label": draw(texts(langs))} for name in names]
    made.update(draw(_bounds(kind, langs, made)))
    return made


@st.composite
def _bounds(draw, kind, langs, made):
    if kind == "scale":
        low = draw(st.integers(-5, 5))
        labels = {
            name: draw(texts(langs, needed=False)) for name in ("min", "mid", "max")
        }
        return {"min": low, "max": low + draw(st.integers(1, 10)), "labels": labels}
    if kind == "number":
        low = draw(st.none() | st.integers(-50, 50))
        high = draw(st.none() | st.integers(50, 100))
        return {"min": low, "max": high, "decimals": draw(st.integers(0, 4))}
    if kind == "date":
        low, high = sorted((draw(days), draw(days)))
        return {"min": draw(st.sampled_from((None, low))), "max": high}
    if kind in ("text", "long_text"):
        return {"max_length": draw(st.integers(10, 500))}
    if kind in ("multiple", "ranking") and draw(st.booleans()):
        return {"max": draw(st.integers(1, len(made["options"])))}
    return {}


@st.composite
def comparisons(draw, earlier):
    about = draw(st.sampled_from(earlier))
    kind = about["type"]
    op = draw(st.sampled_from(sorted(operators(kind))))
    made = {"q": about["code"], "op": op}
    asks_answer = op in ("answered", "unanswered")
    if kind.startswith("matrix") and (not asks_answer or draw(st.booleans())):
        made["row"] = draw(st.sampled_from(about["rows"]))["code"]
    if asks_answer:
        return made
    if "options" in about:
        made["value"] = draw(st.sampled_from(about["options"]))["code"]
    elif kind == "date":
        made["value"] = draw(days)
    else:
        made["value"] = draw(st.integers(-5, 20) | st.sampled_from((0.5, -1.25)))
    return made


def conditions(earlier):
    return st.recursive(
        comparisons(earlier),
        lambda inner: st.one_of(
            st.builds(lambda parts: {"and": parts}, st.lists(inner, max_size=3)),
            st.builds(lambda parts: {"or": parts}, st.lists(inner, max_size=3)),
            st.builds(lambda part: {"not": part}, inner),
        ),
        max_leaves=5,
    )


@st.composite
def definitions(draw, most=8):
    """Any questionnaire without a problem."""
    langs = draw(languages)
    names = draw(st.lists(codes, min_size=1, max_size=most, unique_by=str.casefold))
    made = []
    for name in names:
        one = draw(questions(name, langs))
        if made and draw(st.booleans()):
            one["condition"] = draw(conditions(made))
        made.append(one)
    cuts = sorted(draw(st.sets(st.integers(1, len(names)), max_size=2)) | {len(names)})
    pages, start = [], 0
    for number, end in enumerate(cuts, 1):
        pages.append(
            {
                "code": f"page_{number}",
                "title": draw(texts(langs, needed=False)),
                "description": draw(texts(langs, needed=False)),
                "questions": names[start:end],
            }
        )
        start = end
    return lay_out(
        {
            "format": 1,
            "title": draw(texts(langs)),
            "description": draw(texts(langs, needed=False)),
            "langs": list(langs),
            "pages": pages,
            "questions": made,
        }
    )


# answers


@st.composite
def _chosen(draw, about):
    """Some options, within the number to choose and exclusive ones alone."""
    names = [one["code"] for one in about["options"]]
    most = about.get("max") or len(names)
    picked = draw(st.lists(st.sampled_from(names), max_size=most, unique=True))
    alone = {one["code"] for one in about["options"] if one.get("exclusive")}
    if about["type"] == "ranking":
        return picked
    picked = sorted(picked, key=names.index)
    return picked[:1] if alone.intersection(picked) else picked


@st.composite
def good_answers(draw, about):
    """A correct answer to a question, in the form that decode gives back."""
    kind = about["type"]
    if kind == "single":
        return draw(st.sampled_from(about["options"]))["code"]
    if kind in ("multiple", "ranking"):
        return draw(_chosen(about))
    if kind.startswith("matrix"):
        one = {**about, "type": kind.removeprefix("matrix_")}
        cells = {row["code"]: draw(good_answers(one)) for row in about["rows"]}
        return {code: cell for code, cell in cells.items() if draw(st.booleans())}
    if kind == "scale":
        return draw(st.integers(about["min"], about["max"]))
    if kind == "number":
        low = -10 if about["min"] is None else about["min"]
        high = 500 if about["max"] is None else about["max"]
        step = 10 ** about["decimals"]
        figure = draw(st.integers(low * step, high * step))
        return figure / step if about["decimals"] else figure
    if kind == "date":
        first = about["min"] or "2019-01-01"
        return str(
            draw(st.dates(*map(datetime.date.fromisoformat, (first, about["max"]))))
        )
    return draw(WORDS)


wild = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 20),
    st.floats(),
    st.sampled_from(("", " ", "1", "😀", "שלום", "2026-11-20", "2026-13-45", "\ud800")),
    st.lists(st.sampled_from(("1", "2", "", 3)), max_size=3),
    st.dictionaries(part_codes, st.sampled_from(("1", ["1"], [], "", 5)), max_size=2),
)


@st.composite
def any_answers(draw, made):
    """Answers to some questions: correct ones and such as nobody should send."""
    answers = {}
    for about in made["questions"]:
        how = draw(st.integers(0, 4))
        if how > 1:
            answers[about["code"]] = draw(good_answers(about))
        elif how:
            answers[about["code"]] = draw(wild)
    return answers
