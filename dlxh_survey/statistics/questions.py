"""What a question of the frozen definition means for counting."""

from dataclasses import dataclass

import numpy as np

from .grid import MISSING, NOT_ASKED

#: more scores than this are not tabulated one by one
MAX_SCORES = 101


@dataclass(frozen=True)
class Part:
    """One slot of a question: how its stored values are read.

    ``kind`` as in `Table`; ``keys`` the categories; ``scale`` what a stored
    number is divided by.
    """

    question: str
    part: str | None
    kind: str
    slot: int
    keys: tuple[int, ...]
    scale: float = 1.0

    def asked(self, values):
        return values != NOT_ASKED

    def base(self, values):
        """Tell whose answers are the base of the shares.

        Multiple choice: who was asked, because choosing nothing is an answer too.
        Everything else: who answered.
        """
        if self.kind == "multiple":
            return values != NOT_ASKED
        return self.answered(values)

    def answered(self, values):
        found = values != NOT_ASKED
        for missing in MISSING.values():
            found &= values != missing
        return found

    def indicators(self, values):
        """Return array (cells, categories) of 0 and 1, within the base."""
        if not self.keys:
            return np.zeros((len(values), 0))
        if self.kind == "multiple":
            masks = np.where(self.answered(values), values, 0)
            bits = np.arange(len(self.keys))
            return ((masks[:, None] >> bits) & 1).astype(float)
        return (values[:, None] == np.array(self.keys)).astype(float)

    def amounts(self, values):
        """Return the stored numbers as numbers, 0 outside the answers."""
        return np.where(self.counted(values), values, 0) / self.scale

    def counted(self, values):
        """Tell which values the mean is taken over: an unranked option has none."""
        found = self.answered(values)
        return found & (values > 0) if self.kind == "rank" else found


def parts(question):
    """Return the `Part` list of a question dictionary; empty for text."""
    build = _BUILDERS.get(question["type"])
    if not build:
        return []
    return build(question)


def part(question, code=None):
    """Return one part by the code of a matrix row or of a ranked option."""
    found = {one.part: one for one in parts(question)}
    if code not in found:
        name = question["code"]
        if not found:
            raise ValueError(f"Question {name} is text: it has no table.")
        if code is None:
            raise ValueError(f"Question {name} has several parts: name one.")
        raise ValueError(f"Question {name} has no part {code}.")
    return found[code]


def _values(question):
    return tuple(option["value"] for option in question["options"])


def _choice(kind):
    def build(question):
        keys = _values(question)
        return [Part(question["code"], None, kind, question["slot"], keys)]

    return build


def _matrix(kind):
    def build(question):
        keys, first = _values(question), question["slot"]
        return [
            Part(question["code"], row["code"], kind, first + number, keys)
            for number, row in enumerate(question["rows"])
        ]

    return build


def _ranking(question):
    ranks = tuple(range(1, len(question["options"]) + 1))
    return [
        Part(question["code"], option["code"], "rank", question["slot"] + number, ranks)
        for number, option in enumerate(question["options"])
    ]


def _scale(question):
    low, high = int(question["min"]), int(question["max"])
    keys = tuple(range(low, high + 1)) if high - low < MAX_SCORES else ()
    return [Part(question["code"], None, "scale", question["slot"], keys)]


def _number(kind):
    def build(question):
        scale = 10.0 ** (question.get("decimals") or 0) if kind == "number" else 1.0
        return [Part(question["code"], None, kind, question["slot"], (), scale)]

    return build


_BUILDERS = {
    "single": _choice("single"),
    "multiple": _choice("multiple"),
    "matrix_single": _matrix("single"),
    "matrix_multiple": _matrix("multiple"),
    "ranking": _ranking,
    "scale": _scale,
    "number": _number("number"),
    "date": _number("date"),
}
