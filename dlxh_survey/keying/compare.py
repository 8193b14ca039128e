"""Two entries of the same sheets: where they differ, how far they agree, and what
is stored once people have decided.

Questions are settled in their order. As long as a question is undecided, nothing
that depends on it is asked; its decision may bring up further differences.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from .fields import ANSWERED, answers_of, fields_of, other_names, row_names

_SPACES = re.compile(r"\s+")


class _NotAsked:
    """One entry did not come to the question that the other one came to."""

    def __repr__(self):
        return "NOT_ASKED"


NOT_ASKED = _NotAsked()


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one sheet on which the entries differ; without a name, what the
    sheet is: answered, blank, refused, late."""

    name: str
    first: object
    second: object
    is_decided: bool = False
    decided: object = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one sheet; `answers` may be stored when nothing is open."""

    outcome: str
    answers: dict
    differences: list = field(default_factory=list)

    @property
    def open(self):
        return [one for one in self.differences if not one.is_decided]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Fields asked in either entry, and in how many the entries differ."""

    fields: int
    different: int

    @property
    def error_rate(self):
        """Share of the fields that differ, 0 for nothing to compare."""
        return self.different / self.fields if self.fields else 0.0


def same(one, other):
    """Whether two values say the same; of texts the words count."""
    if isinstance(one, str) and isinstance(other, str):
        return _plain(one) == _plain(other)
    return one == other and (one is NOT_ASKED) == (other is NOT_ASKED)


def _plain(text):
    text = unicodedata.normalize("NFC", text).casefold()
    return _SPACES.sub(" ", text).strip(" .,;:!…")


def _names(first, second):
    return list(dict.fromkeys((*first, *second)))


def agreement(questionnaire, first, second):
    """How far the entries agree, over the sheets that both have.

    :param dict first: {number: Sheet}, as is `second`
    """
    fields = different = 0
    for number in first.keys() & second.keys():
        one, other = first[number], second[number]
        if one.outcome != other.outcome:
            fields, different = fields + 1, different + 1
            continue
        mine = fields_of(questionnaire, one.answers) if _is_full(one) else {}
        theirs = fields_of(questionnaire, other.answers) if _is_full(other) else {}
        names = _names(mine, theirs)
        fields += len(names) or 1
        different += sum(
            not same(mine.get(name, NOT_ASKED), theirs.get(name, NOT_ASKED))
            for name in names
        )
    return Agreement(fields, different)


def _is_full(sheet):
    return sheet.outcome == ANSWERED


def settle(questionnaire, first, second, decided):
    """Bring two entries of one sheet together.

    :param Sheet second: None where the sheet was keyed once
    :param dict decided: {name of a field: value}, under "" what the sheet is
    """
    if second is None:
        return Settled(first.outcome, first.answers if _is_full(first) else {})
    differences, outcome = [], first.outcome
    if first.outcome != second.outcome:
        is_decided = "" in decided
        outcome = decided.get("")
        differences.append(
            Difference("", first.outcome, second.outcome, is_decided, outcome)
        )
        if not is_decided or outcome != ANSWERED:
            return Settled(outcome or ANSWERED, {}, differences)
        # only one of the two has answers: nothing to compare them with
        first = second = first if _is_full(first) else second
    if outcome != ANSWERED:
        return Settled(outcome, {})
    desk = _Desk(questionnaire, first, second, decided)
    return Settled(outcome, desk.answers(), differences + desk.differences)


class _Desk:
    """Settles one sheet, question by question."""

    def __init__(self, questionnaire, first, second, decided):
        self.questionnaire, self.decided = questionnaire, decided
        self.first = fields_of(questionnaire, first.answers)
        self.second = fields_of(questionnaire, second.answers)
        self.differences, self.values = [], {}

    def answers(self):
        seen = {}
        for question, is_asked in self.questionnaire.asked:
            if not is_asked(seen):
                continue
            for name in row_names(question):
                self._settle(name)
            answer = answers_of(self.questionnaire, self.values).get(question.code)
            if not question.is_matrix:
                for name in other_names(question, answer):
                    self._settle(name)
            if answer is not None:
                seen[question.code] = answer
        return answers_of(self.questionnaire, self.values)

    def _settle(self, name):
        one = self.first.get(name, NOT_ASKED)
        other = self.second.get(name, NOT_ASKED)
        if one is not NOT_ASKED and same(one, other):
            self.values[name] = one
            return
        is_decided = name in self.decided
        value = self.decided.get(name)
        self.differences.append(Difference(name, one, other, is_decided, value))
        if is_decided:
            self.values[name] = value
