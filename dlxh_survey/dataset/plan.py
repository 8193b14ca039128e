"""Which column of a file fills which slot."""

import math
import re
from dataclasses import dataclass
from decimal import Decimal

from ._shared import codec, model
from .words import NO, NO_ANSWER, NUMBER, YES, Answers, day, number, text_of

STRATUM, WEIGHT, PSU = "stratum", "weight", "psu"
OWN = (STRATUM, WEIGHT, PSU)
DIRECT, LIST, TEXT, OTHER = "direct", "list", "text", "other"
CHOSEN, RANK = "chosen", "rank"
PLAIN = re.compile(r"(-?[0-9]{1,12})(?:[.,]([0-9]{1,4}))?")
ROLES = {"chosen": CHOSEN, "rank": RANK, "text": TEXT, "other": OTHER}


@dataclass(slots=True)
class Source:
    """One column of the file: where it stands and what its cells become."""

    place: int
    title: str
    role: str
    question: object
    slot: int | None = None
    bit: int | None = None
    option: str | None = None
    read: object = None


class Plan:
    """The columns of a file, told from its first row."""

    def __init__(self, questionnaire, missing):
        self.questionnaire = questionnaire
        self.missing = missing
        self.targets = self._targets()
        self.own, self.sources = {}, []

    def is_known(self, title):
        return str(title or "").strip().casefold() in self.targets

    def _targets(self):
        """{title: (role, column of the questionnaire)} of all that a file may hold."""
        found = {}
        for column in self.questionnaire.columns():
            question = self.questionnaire.by_code[column.question]
            role = ROLES.get(column.kind, DIRECT)
            if role in (CHOSEN, RANK):
                name = "_".join((question.code, *([column.row] if column.row else [])))
                # The same answers as a list in one cell, under the shorter name.
                found.setdefault(name.casefold(), (LIST, column))
            found[column.name.casefold()] = (role, column)
        for role in OWN:
            title = role
            while title in found:  # a question may be called "weight"
                title = f"_{title}"
            found[title] = (role, None)
        return found

    @property
    def own_titles(self):
        return [title for title, (_role, column) in self.targets.items() if not column]

    def head(self, cells):
        """Read the first row; yields (title, kind of problem)."""
        seen = set()
        for place, cell in enumerate(cells):
            title = text_of(cell)
            key = title.casefold()
            if not title:
                continue
            if key not in self.targets:
                yield title, "unknown_column"
            elif key in seen:
                yield title, "double_column"
            elif self.targets[key][1] is None:
                self.own[self.targets[key][0]] = place
            else:
                self.sources.append(self._source(place, title, *self.targets[key]))
            seen.add(key)
        yield from self._check_layouts(seen)

    def groups(self):
        """{role: [sources that belong together]}."""
        found = {}
        in_order = sorted(self.sources, key=lambda one: (one.slot or 0, one.bit or 0))
        for source in in_order:
            key = {CHOSEN: source.slot, RANK: source.question.code}.get(source.role)
            where = source.place if key is None else key
            found.setdefault(source.role, {}).setdefault(where, []).append(source)
        return {role: list(groups.values()) for role, groups in found.items()}

    def _source(self, place, title, role, column):
        question = self.questionnaire.by_code[column.question]
        source = Source(place, title, role, question, column.slot, column.bit)
        source.option = column.option
        if role == LIST and question.type == "ranking":
            source.slot = question.slot
        source.read = _reader(role, question, self.missing)
        return source

    def _check_layouts(self, seen):
        """A list or columns, not both; of columns all, for one alone tells nothing."""
        for name, (role, column) in self.targets.items():
            if role != LIST:
                continue
            many = [
                key
                for key, (other, one) in self.targets.items()
                if other in (CHOSEN, RANK)
                and (one.question, one.row) == (column.question, column.row)
            ]
            given = [key for key in many if key in seen]
            if given and name in seen:
                yield name, "both_layouts"
            for key in many if given else ():
                if key not in seen:
                    yield self.targets[key][1].name, "missing_column"


# cells


def _reader(role, question, missing):
    """A function that turns the text of a cell into what the slot holds."""
    read = {
        DIRECT: _direct,
        LIST: _list,
        CHOSEN: lambda question: _mark,
        RANK: lambda question: _rank,
    }.get(role)
    if read is None:
        return None
    read = read(question)

    def cell(text):
        if not text:
            return NO_ANSWER
        if text in missing and not _is_answer(question, text):
            return missing[text]
        return read(text)

    return cell


def _is_answer(question, text):
    """Whether a code for no answer is an answer to this question."""
    if question.options:
        return text in question.values
    if question.min is None or question.type not in ("scale", "number"):
        return False
    if not NUMBER.fullmatch(text):
        return False
    high = math.inf if question.max is None else question.max
    return question.min <= number(text) <= high


def _direct(question):
    if question.type in ("single", "matrix_single"):
        answers = Answers(question)
        return lambda text: codec.option_value(question, answers.find(text) or text)
    encode = codec.ENCODERS[question.type]
    if question.type == "date":
        return lambda text: encode(question, day(text))[0]
    return _figure(question, encode)


def _figure(question, encode):
    """Numbers seldom repeat, so those written plainly are scaled without detours."""
    decimals = question.decimals
    low, high = span_of(question)

    def read(text):
        match = PLAIN.fullmatch(text)
        if match and len(match[2] or "") <= decimals:
            scaled = int(match[1] + (match[2] or "").ljust(decimals, "0"))
            if low <= scaled <= high:
                return scaled
        return encode(question, number(text))[0]

    return read


def span_of(question):
    """The smallest and the largest figure as the slot holds them."""
    ends = (question.min, question.max)
    low, high = (None if end is None else Decimal(str(end)) for end in ends)
    scale = question.decimals
    low = model.FIRST_FIGURE if low is None else math.ceil(low.scaleb(scale))
    high = model.LAST_FIGURE if high is None else math.floor(high.scaleb(scale))
    return max(low, model.FIRST_FIGURE), min(high, model.LAST_FIGURE)


def _list(question):
    answers = Answers(question)
    if question.type == "ranking":
        encode = codec.ENCODERS["ranking"]
        return lambda text: tuple(encode(question, answers.list(text)))
    return lambda text: (
        0
        if text == "0" and text not in question.values
        else codec.mask_of(question, answers.list(text))
    )


def _mark(text):
    if text.casefold() in YES:
        return 1
    if text.casefold() in NO:
        return 0
    raise codec.Wrong("bad_choice_mark")


def _rank(text):
    if text.isascii() and text.isdigit() and len(text) < 4:
        return int(text)
    raise codec.Wrong("bad_rank")
