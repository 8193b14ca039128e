"""A file of answers as responses, row by row.

Nothing is kept of a row but what is wrong with it, so a file may be as long as it
likes.
"""

import math
from dataclasses import dataclass, field

from ._shared import codec, model
from .file import rows_of
from .fill import Filler
from .plan import OTHER, PSU, STRATUM, TEXT, WEIGHT, Plan
from .problem import DatasetProblem, Refused
from .skips import Skip
from .words import DEFAULT_MISSING, NO_ANSWER, NOT_ASKED, folded, number, text_of

MAX_PROBLEMS = 1000


@dataclass(slots=True)
class Response:
    """One row of the file, ready for the store; ``row`` is for messages only."""

    row: int
    slots: list
    texts: dict = field(default_factory=dict)
    stratum: object = None
    weight: float = 1.0
    psu: int | None = None


class Dataset:
    """Reads a file of answers to a questionnaire.

    Iterate over it once to get the good rows; what is wrong lies in ``problems``
    then, the first `MAX_PROBLEMS` of them; ``problem_count`` counts all. Who stores
    the rows while they come takes them back when there is a problem.

    :param made: the Questionnaire
    :param strata: {name or code of a stratum: its key}; with it each row names one
    :param missing: {text of a cell: NO_ANSWER, DONT_KNOW, REFUSED or NOT_ASKED}
    :param complete: whether mandatory questions must be answered
    """

    def __init__(self, made, data, strata=None, missing=None, complete=False):
        self.questionnaire, self.data, self.complete = made, data, complete
        self.strata = {folded(name): key for name, key in (strata or {}).items()}
        self.missing = DEFAULT_MISSING if missing is None else missing
        self.plan = Plan(made, self.missing)
        self.problems, self.problem_count, self.row_count = [], 0, 0
        self.row, self.is_weighted = 0, None

    def tell(self, column, value, kind, /, **params):
        self.problem_count += 1
        if len(self.problems) < MAX_PROBLEMS:
            value = codec.shown(text_of(value))
            problem = DatasetProblem(self.row, column[:80], value, kind, params)
            self.problems.append(problem)

    def __iter__(self):
        try:
            rows = rows_of(self.data, self.plan.is_known)
            self.row, head = next(rows, (1, ()))
            self._read_head(head)
            for row, cells in () if self.problems else rows:
                self.row = row
                if any(cells) or any(map(text_of, cells)):
                    self.row_count += 1
                    response = self._response(cells)
                    if response:
                        yield response
            if not self.problem_count and not self.row_count:
                self.row = 0
                self.tell("", "", "empty_dataset")
        except Refused as refused:
            self.problem_count += 1
            self.problems.append(refused.problem)

    # the first row

    def _read_head(self, cells):
        plan = self.plan
        for title, kind in plan.head(cells):
            self.tell(title, "", kind)
        if self.strata and STRATUM not in plan.own:
            self.tell(STRATUM, "", "missing_column")
        self.width = len(cells)
        groups = plan.groups()
        slot_count = self.questionnaire.slot_count
        self.fill = Filler(groups, slot_count, self._wrong, self.missing)
        self.texts = [source for (source,) in groups.get(TEXT, ())]
        self.others = [source for (source,) in groups.get(OTHER, ())]
        self.titles = {one.question.code: one.title for one in reversed(plan.sources)}
        self.skips = [
            Skip(question, asked, self.questionnaire)
            for question, asked in self.questionnaire.asked
            if question.condition is not None
        ]

    # rows

    def _wrong(self, wrong):
        self.tell(wrong.title, wrong.value, wrong.kind, **wrong.detail)

    def _response(self, cells):
        before = self.problem_count
        if len(cells) != self.width:
            if any(map(text_of, cells[self.width :])):
                self.tell("", "", "too_many_cells")
                return None
            cells = [*cells, *[None] * (self.width - len(cells))]
        response = Response(self.row, self.fill(cells))
        if self.texts or self.others:
            self._write_texts(cells, response)
        self._mark_skips(response)
        if self.complete:
            self._demand(response)
        if self.plan.own:
            self._read_own(cells, response)
        return response if self.problem_count == before else None

    def _write_texts(self, cells, response):
        for source in self.texts:
            if not cells[source.place]:
                continue
            if text := self._open(cells, source, source.question.max_length):
                response.texts[source.question.code] = text
        for source in self.others:
            if not cells[source.place]:
                continue
            text = self._open(cells, source, model.OTHER_LENGTH)
            if not text:
                continue
            question, code = source.question, source.option
            held = response.slots[question.slot]
            if question.type == "single":
                chosen = held == question.values[code]
            else:
                chosen = held >= 0 and held >> question.places[code] & 1
            if not chosen:
                self.tell(source.title, text, "other_not_chosen", value=code)
            response.texts[f"{question.code}.other.{code}"] = text

    def _open(self, cells, source, limit):
        """The text of a cell, "" when there is none or it is too long."""
        text = text_of(cells[source.place])
        if not text or text in self.missing:
            return ""
        try:
            return codec.clean(text, limit)
        except codec.Wrong as wrong:
            self.tell(source.title, text, wrong.kind, **wrong.detail)
            return ""

    def _mark_skips(self, response):
        slots, texts = response.slots, response.texts
        for skip in self.skips:
            if not skip.is_asked(slots, texts) and skip.clear(slots, texts):
                self.tell(self.titles[skip.question.code], "", "not_asked")
        if NOT_ASKED in slots:
            slots[:] = [NO_ANSWER if held == NOT_ASKED else held for held in slots]

    def _demand(self, response):
        """Tell of mandatory questions without an answer."""
        for question in self.questionnaire.questions:
            if not question.required or question.is_text:
                continue
            held = response.slots[question.slot : question.slot + question.width]
            several = question.type in ("multiple", "ranking") and not any(held)
            if NO_ANSWER in held or several and held[0] is not None:
                title = self.titles.get(question.code, question.code)
                self.tell(title, "", "required")

    # columns that are no question

    def _read_own(self, cells, response):
        own = self.plan.own
        if STRATUM in own:
            text = text_of(cells[own[STRATUM]])
            response.stratum = self.strata.get(folded(text))
            if self.strata and response.stratum is None:
                kind = "unknown_stratum" if text else "missing_stratum"
                self.tell(STRATUM, text, kind)
        if WEIGHT in own:
            response.weight = self._weight(cells[own[WEIGHT]])
        if PSU in own and (text := text_of(cells[own[PSU]])):
            if text.isascii() and text.isdigit() and int(text[:11]) < 2**31:
                response.psu = int(text)
            else:
                self.tell(PSU, text, "bad_psu")

    def _weight(self, value):
        """A column left empty, as in the form to fill in, weighs nobody; one with
        weights has one in every row."""
        empty = text_of(value) == ""
        if self.is_weighted is None:
            self.is_weighted = not empty
        if empty and not self.is_weighted:
            return 1.0
        if not self.is_weighted:
            self.tell(WEIGHT, value, "weight_in_some_rows")
            return 1.0
        try:
            weight = float(value)
        except (TypeError, ValueError):
            weight = self._typed_weight(value)
        if not 0 < weight < math.inf:
            self.tell(WEIGHT, value, "bad_weight")
        return weight

    @staticmethod
    def _typed_weight(value):
        """A weight with a comma, as it is written here."""
        try:
            return float(number(text_of(value)))
        except codec.Wrong:
            return 0.0
