"""Figures of the population as they are copied out of a sheet or a document."""

import re
from dataclasses import dataclass

from .margins import WeightingError

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_FIGURE = re.compile(r"[0-9]+([.,][0-9]+)*")


@dataclass(frozen=True, slots=True)
class Place:
    """A line that takes a figure, and what its question and answer are called."""

    key: object
    questions: frozenset
    answers: frozenset


def plain(text):
    """Return a name without the differences that nobody sees."""
    return _SPACES.sub(" ", text or "").strip().casefold()


def read_pasted(text, places, people):
    """Return {key: figure} of lines “answer, figure” or “question, answer, figure”.

    Cells are parted by tabs or semicolons. A line with one cell is the question of
    those that follow.

    :param places: `Place` list
    :param bool people: figures are numbers of people, where 1.234 is a thousand
    """
    found, question = {}, None
    for row, line in enumerate(text.splitlines(), 1):
        cells = [cell.strip() for cell in re.split(r"[\t;]", line)]
        cells = [cell for cell in cells if cell]
        if not cells:
            continue
        if len(cells) == 1:
            question = _question(cells[0], places, row)
            continue
        figure = read_figure(cells[-1], people)
        if figure is None:
            raise WeightingError("pasted_figure", row=row, text=cells[-1])
        own = _question(cells[0], places, row) if len(cells) > 2 else question
        key = _place(own, cells[-2], places, row)
        if key in found:
            raise WeightingError("pasted_twice", row=row, text=cells[-2])
        found[key] = figure
    return found


def _question(text, places, row):
    name = plain(text)
    if not any(name in one.questions for one in places):
        raise WeightingError("pasted_question", row=row, text=text)
    return name


def _place(question, text, places, row):
    name = plain(text)
    fitting = [
        one.key
        for one in places
        if name in one.answers and (question is None or question in one.questions)
    ]
    if len(fitting) != 1:
        kind = "pasted_unclear" if fitting else "pasted_answer"
        raise WeightingError(kind, row=row, text=text)
    return fitting[0]


def read_figure(text, people):
    """Return a figure as people write it in Vietnamese or English, or None."""
    text = _SPACES.sub("", text).removesuffix("%")
    if not _FIGURE.fullmatch(text):
        return None
    marks = re.findall(r"[.,]", text)
    if not marks:
        return float(text)
    last = marks[-1]
    is_decimal = len(set(marks)) == 2 or len(marks) == 1
    if len(marks) == 1 and people and len(text.rpartition(last)[2]) == 3:
        is_decimal = False
    whole, _mark, part = text.rpartition(last) if is_decimal else (text, "", "0")
    return float(re.sub(r"[.,]", "", whole) + "." + part)
