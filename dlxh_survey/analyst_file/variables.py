"""The columns of the file: names that every program takes, labels, codes."""

import re
from dataclasses import dataclass, field, replace

from ._shared import model, questionnaire

#: Stata takes no longer name
LONGEST = 32
#: names that mean something to SPSS or Stata
RESERVED = frozenset(
    "all and by eq ge gt le lt ne not or to with byte double float if in int long"
    " using strl _all _b _coef _cons _n _pi _pred _rc _skip".split()
)
STRINGS = re.compile(r"str[0-9]+")
#: codes of what is no answer, away from every answer that can be chosen …
NEAR = {"hidden": -96, "dont_know": -97, "refused": -98, "no_answer": -99}
#: … and away from every number that can be stored
FAR = {
    "hidden": -9999999996,
    "dont_know": -9999999997,
    "refused": -9999999998,
    "no_answer": -9999999999,
}
STORED = {
    model.DONT_KNOW: "dont_know",
    model.REFUSED: "refused",
    model.NO_ANSWER: "no_answer",
}


@dataclass(frozen=True)
class Variable:
    """A column. ``kind``: choice, yes_no, rank, scale, number, date, mark, weight.

    ``values`` {code: label}; ``missing`` {name: code}, none for dates, whose empty
    cells stand for all; ``question`` and ``part`` are codes of the questionnaire.
    """

    name: str
    kind: str
    label: str
    question: str = ""
    part: str = ""
    slot: int | None = None
    bit: int | None = None
    decimals: int = 0
    values: dict = field(default_factory=dict)
    missing: dict = field(default_factory=dict)


def variables(asked, words, strata=(), only=None):
    """Return the columns of a questionnaire, then stratum, mode, cluster and weight.

    :param asked: a `Questionnaire`
    :param words: texts in the reader's language: ``lang``, ``langs``, the labels
        ``yes``, ``no``, ``unranked``, ``stratum``, ``mode``, ``psu``, ``weight`` and
        ``modes`` {number: name}
    :param strata: names of the strata, whose codes are 1, 2, 3 …
    :param only: names of the marks and codes of the questions that are in the file
    """
    found, taken = [], set()
    for column in asked.columns():
        if column.slot is not None:
            found.append(_variable(asked.by_code[column.question], column, words))
    found += _own(words, strata)
    kept = [one for one in found if only is None or (one.question or one.part) in only]
    return [_named(one, taken) for one in kept]


def _own(words, strata):
    numbers = dict(enumerate(strata, 1))
    hidden = {"hidden": NEAR["hidden"]}
    none = {**hidden, "no_answer": NEAR["no_answer"]}
    modes = words["modes"]
    return [
        Variable(
            "stratum",
            "mark",
            words["stratum"],
            "",
            "stratum",
            0,
            None,
            0,
            numbers,
            none,
        ),
        Variable("mode", "mark", words["mode"], "", "mode", 1, None, 0, modes, hidden),
        Variable("psu", "mark", words["psu"], "", "psu", 2, None, 0, {}, dict(FAR)),
        Variable("weight", "weight", words["weight"], "", "weight"),
    ]


def _variable(question, column, words):
    def told(text):
        return questionnaire.in_language(text, words["lang"], words["langs"])

    options = {one.code: told(one.label) for one in question.options}
    rows = {one.code: told(one.label) for one in question.rows}
    parts = [rows.get(column.row), options.get(column.option)]
    label = " – ".join([told(question.title), *filter(None, parts)])
    kind, values = _values(question, column, words, options)
    return Variable(
        name=column.name,
        kind=kind,
        label=label,
        question=question.code,
        part="/".join(filter(None, (column.row, column.option))),
        slot=column.slot,
        bit=column.bit,
        decimals=question.decimals if kind == "number" else 0,
        values=values,
        missing=_missing(question, kind),
    )


def _values(question, column, words, options):
    if column.kind == "chosen":
        return "yes_no", {0: words["no"], 1: words["yes"]}
    if column.kind == "rank":
        return "rank", {0: words["unranked"]}
    if column.kind == "single":
        return "choice", {one.value: options[one.code] for one in question.options}
    if column.kind == "scale":
        ends = {"min": question.min, "max": question.max}
        labels = {int(ends[end]): question.labels.get(end) for end in ends}
        lang, langs = words["lang"], words["langs"]
        return "scale", {
            value: text
            for value, label in labels.items()
            if (text := questionnaire.in_language(label, lang, langs))
        }
    return column.kind, {}


def _missing(question, kind):
    if kind == "date":
        return {}
    near = kind in ("choice", "yes_no", "rank")
    if kind == "scale":
        near = question.min is not None and question.min > NEAR["hidden"]
    return dict(NEAR if near else FAR)


def _named(variable, taken):
    """Give the column a name that SPSS and Stata take and tell from the others."""
    wanted = variable.name[:LONGEST]
    if wanted.casefold() in RESERVED or STRINGS.fullmatch(wanted.casefold()):
        wanted = f"{wanted[: LONGEST - 1]}_"
    name, number = wanted, 1
    while name.casefold() in taken:
        number += 1
        tail = f"_{number}"
        name = f"{wanted[: LONGEST - len(tail)]}{tail}"
    taken.add(name.casefold())
    return replace(variable, name=name)
