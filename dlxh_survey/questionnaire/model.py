"""The shapes that the parts of this package hand to each other."""

import re
from dataclasses import dataclass, field

from .problem import AnyProblem
from .reasons import REASONS

#: why a slot holds no answer although the question was asked
NO_ANSWER = -2147483647
DONT_KNOW = -2147483646
REFUSED = -2147483645
#: how the two that somebody chose are written among the answers
MISSING_KINDS = {"dont_know": DONT_KNOW, "refused": REFUSED}
MISSING_NAMES = {value: name for name, value in MISSING_KINDS.items()}
FIRST_FIGURE, LAST_FIGURE = REFUSED + 1, 2147483647

CHOICE = ("single", "multiple", "ranking", "matrix_single", "matrix_multiple")
MATRIX = ("matrix_single", "matrix_multiple")
TEXT = ("text", "long_text")
TYPES = (*CHOICE, "scale", "number", "date", *TEXT)

CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,31}")
OPTION_CODE = re.compile(r"[A-Za-z0-9_]{1,32}")
MAX_QUESTIONS = 300
MAX_OPTIONS = {"single": 100}
MAX_OPTIONS_OTHERWISE = 30
MAX_ROWS = 100
MAX_VALUE = 32767
MAX_SCALE = 100
MAX_DECIMALS = 4
MAX_LABEL = 5000
#: how long an open answer may be when the question does not say
TEXT_LENGTH = {"text": 250, "long_text": 2000}
MAX_TEXT_LENGTH = 10000
OTHER_LENGTH = 250


@dataclass(frozen=True, slots=True)
class Problem(AnyProblem):
    """What is wrong with the question (or the answer to it) of this code."""

    code: str
    kind: str
    detail: dict = field(default_factory=dict)

    REASONS = REASONS


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose, or one column of a matrix."""

    code: str
    value: int
    label: dict
    exclusive: bool = False
    other: bool = False

    @classmethod
    def of(cls, data):
        return cls(
            data["code"],
            data["value"],
            data.get("label") or {},
            bool(data.get("exclusive")),
            bool(data.get("other")),
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a matrix."""

    code: str
    label: dict


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``slot`` is where its ``width`` integers begin."""

    code: str
    type: str
    title: dict
    help: dict
    page: str
    required: bool
    demographic: bool
    condition: dict | None
    options: tuple[Option, ...]
    rows: tuple[Row, ...]
    min: object
    max: object
    decimals: int
    labels: dict
    max_length: int
    slot: int
    width: int
    #: lookups of the codec: place of an option, its value, and back
    places: dict
    values: dict
    codes: dict

    @classmethod
    def of(cls, data, page):
        options = tuple(Option.of(one) for one in data.get("options") or ())
        kind = data["type"]
        return cls(
            code=data["code"],
            type=kind,
            title=data.get("title") or {},
            help=data.get("help") or {},
            page=page,
            required=bool(data.get("required")),
            demographic=bool(data.get("demographic")),
            condition=data.get("condition"),
            options=options,
            rows=tuple(
                Row(one["code"], one.get("label") or {})
                for one in data.get("rows") or ()
            ),
            min=data.get("min"),
            max=data.get("max"),
            decimals=data.get("decimals") or 0,
            labels=data.get("labels") or {},
            max_length=data.get("max_length") or TEXT_LENGTH.get(kind, 0),
            slot=data["slot"],
            width=width_of(data),
            places={option.code: place for place, option in enumerate(options)},
            values={option.code: option.value for option in options},
            codes={option.value: option.code for option in options},
        )

    @property
    def is_matrix(self):
        return self.type in MATRIX

    @property
    def is_text(self):
        return self.type in TEXT


def width_of(data):
    """How many integers an answer to this question takes."""
    kind = data["type"]
    if kind in TEXT:
        return 0
    if kind == "ranking":
        return len(data.get("options") or ())
    return len(data.get("rows") or ()) if kind in MATRIX else 1


def in_language(text, lang, langs=()):
    """The text in this language, else in the first one that has it."""
    text = text or {}
    for one in (lang, *langs, *text):
        if text.get(one):
            return text[one]
    return ""
