"""Answers of people into integers, and back.

How many integers a type takes and what they mean is written once, here.
"""

import datetime
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from .conditions import READERS, VISIBLE
from .model import (
    FIRST_FIGURE,
    LAST_FIGURE,
    MATRIX,
    MISSING_KINDS,
    MISSING_NAMES,
    NO_ANSWER,
    OTHER_LENGTH,
    Problem,
)

EPOCH = datetime.date(1970, 1, 1).toordinal()
# Neither PostgreSQL nor a printed page can hold these.
UNWRITABLE = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ud800-\udfff]")
EMPTY = (None, "", [], {})


class Wrong(Exception):
    """An answer that cannot be taken."""

    def __init__(self, kind, **detail):
        super().__init__(kind)
        self.kind, self.detail = kind, detail


class Desk:
    """Takes the answers of one person, question by question."""

    def __init__(self, answers, complete):
        self.answers, self.complete = answers, complete
        self.texts, self.errors = {}, []

    def tell(self, code, kind, **detail):
        self.errors.append(Problem(code, kind, detail))

    def take(self, question, answer):
        """The integers of a question that was asked."""
        missing = self.answers.get(f"{question.code}.missing")
        cells = [NO_ANSWER] * question.width
        try:
            if question.is_text:
                self._text(question, answer, missing)
            elif question.is_matrix:
                cells = self._rows(question, answer, missing)
            else:
                cells = self._cells(question, answer, missing)
            self._others(question, answer)
        except Wrong as wrong:
            self.tell(question.code, wrong.kind, **wrong.detail)
        return cells

    def _cells(self, question, answer, missing):
        if missing not in EMPTY:
            return [_missing(answer, missing)] * question.width
        if answer in EMPTY:
            self._demand(question)
            # An empty list was seen and left so; without one nobody knows.
            is_list = question.type in ("multiple", "ranking") and answer == []
            return [0 if is_list else NO_ANSWER] * question.width
        return ENCODERS[question.type](question, answer)

    def _rows(self, question, answer, missing):
        codes = [row.code for row in question.rows]
        answer = {} if answer in EMPTY else answer
        if not isinstance(answer, dict):
            raise Wrong("wrong_shape")
        if not isinstance(missing, dict):
            # One word for all the rows.
            missing = {} if missing in EMPTY else dict.fromkeys(codes, missing)
        for code in {**answer, **missing}:
            if code not in codes:
                raise Wrong("unknown_row", value=shown(code))
        cells = []
        for row in question.rows:
            try:
                cells.append(
                    self._row(question, answer.get(row.code), missing.get(row.code))
                )
            except Wrong as wrong:
                self.tell(question.code, wrong.kind, row=row.code, **wrong.detail)
                cells.append(NO_ANSWER)
        return cells

    def _row(self, question, answer, missing):
        if missing not in EMPTY:
            return _missing(answer, missing)
        if answer in EMPTY:
            self._demand(question)
            is_list = question.type == "matrix_multiple" and answer == []
            return 0 if is_list else NO_ANSWER
        encode = option_value if question.type == "matrix_single" else mask_of
        return encode(question, answer)

    def _demand(self, question):
        if self.complete and question.required:
            raise Wrong("required")

    def _text(self, question, answer, missing):
        if missing not in EMPTY:
            _missing(answer, missing)
            return
        text = "" if answer is None else clean(answer, question.max_length)
        if text:
            self.texts[question.code] = text
        else:
            self._demand(question)

    def _others(self, question, answer):
        """What was written beside the options that ask for a text."""
        given = self.answers.get(f"{question.code}.other")
        if given in EMPTY:
            return
        if not isinstance(given, dict):
            raise Wrong("wrong_shape")
        chosen = answer if isinstance(answer, list) else [answer]
        for code, text in given.items():
            place = question.places.get(code)
            if place is None or not question.options[place].other:
                raise Wrong("unknown_option", value=shown(code))
            text = clean(text, OTHER_LENGTH)
            if text and code not in chosen:
                raise Wrong("other_not_chosen", value=code)
            if text:
                self.texts[f"{question.code}.other.{code}"] = text

    def refuse_rest(self, by_code, asked):
        """Tell of what nobody asked for."""
        told = set()
        for key, answer in self.answers.items():
            code, dot, part = str(key).partition(".")
            if code not in by_code or dot and part not in ("other", "missing"):
                self.tell(shown(key), "unknown_question", value=shown(key))
            elif code not in asked and answer not in EMPTY and code not in told:
                told.add(code)
                self.tell(code, "not_asked")


def shown(value):
    """A value short enough to be told."""
    value = str(value)
    return value if len(value) <= 80 else f"{value[:80]}…"


def clean(text, limit):
    """A text that can be stored: letters of every script and emoji are kept."""
    if not isinstance(text, str):
        raise Wrong("not_a_text")
    if len(text) > 2 * limit:  # do not wash what is refused anyway
        raise Wrong("too_long", limit=limit)
    text = UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = unicodedata.normalize("NFC", text).strip()
    if len(text) > limit:
        raise Wrong("too_long", limit=limit)
    return text if VISIBLE.search(text) else ""


def _missing(answer, missing):
    if answer not in EMPTY:
        raise Wrong("answer_and_missing")
    if not isinstance(missing, str) or missing not in MISSING_KINDS:
        raise Wrong("unknown_missing", value=shown(missing))
    return MISSING_KINDS[missing]


def option_value(question, answer):
    """The value of one chosen option."""
    value = question.values.get(answer) if isinstance(answer, str) else None
    if value is None:
        raise Wrong("unknown_option", value=shown(answer))
    return value


def _list(question, answer):
    """The places of the chosen options, in the order given."""
    if not isinstance(answer, list):
        raise Wrong("wrong_shape")
    places = []
    for one in answer:
        option_value(question, one)
        place = question.places[one]
        if place in places:
            raise Wrong("twice", value=one)
        places.append(place)
    if question.max is not None and len(places) > question.max:
        raise Wrong("too_many_choices", limit=question.max)
    if question.min is not None and 0 < len(places) < question.min:
        if not question.options[places[0]].exclusive:
            raise Wrong("too_few_choices", limit=question.min)
    return places


def mask_of(question, answer):
    """The chosen options as bits, in the order of the definition."""
    places = _list(question, answer)
    if len(places) > 1:
        for place in places:
            if question.options[place].exclusive:
                raise Wrong("exclusive", value=question.options[place].code)
    return sum(1 << place for place in places)


def _single(question, answer):
    return [option_value(question, answer)]


def _multiple(question, answer):
    return [mask_of(question, answer)]


def _ranking(question, answer):
    ranks = [0] * question.width
    for rank, place in enumerate(_list(question, answer), 1):
        ranks[place] = rank
    return ranks


def _figure(answer):
    if READERS["figure"](answer) is None:
        raise Wrong("not_a_number", value=shown(answer))
    return Decimal(repr(answer))


def _scale(question, answer):
    figure = _figure(answer)
    if figure != int(figure):
        raise Wrong("not_whole", value=shown(answer))
    _bound(figure, answer, question.min, question.max)
    return [int(figure)]


def _number(question, answer):
    figure = _figure(answer)
    _bound(figure, answer, question.min, question.max)
    low, high = (
        Decimal(end).scaleb(-question.decimals) for end in (FIRST_FIGURE, LAST_FIGURE)
    )
    _bound(figure, answer, low, high)
    scaled = figure.scaleb(question.decimals)
    return [int(scaled.to_integral_value(ROUND_HALF_UP))]


def _bound(figure, answer, low, high):
    if (low is not None and figure < Decimal(str(low))) or (
        high is not None and figure > Decimal(str(high))
    ):
        raise _outside(answer, low, high)


def _outside(answer, low, high):
    ends = {"low": "…" if low is None else low, "high": "…" if high is None else high}
    return Wrong("out_of_range", value=shown(answer), **ends)


def _date(question, answer):
    try:
        day = datetime.date.fromisoformat(READERS["day"](answer) or "")
    except ValueError as error:
        raise Wrong("not_a_date", value=shown(answer)) from error
    low, high = question.min or None, question.max or None
    if (low and answer < low) or (high and answer > high):
        raise _outside(answer, low, high)
    return [day.toordinal() - EPOCH]


ENCODERS = {
    "single": _single,
    "multiple": _multiple,
    "ranking": _ranking,
    "scale": _scale,
    "number": _number,
    "date": _date,
}


# back


def answer_of(question, cells):
    """{key: value} as sent by the browser; nothing for what was not answered."""
    if question.type in MATRIX:
        return _matrix_of(question, cells)
    if cells[0] == NO_ANSWER:
        return {}
    if cells[0] in MISSING_NAMES:
        return {f"{question.code}.missing": MISSING_NAMES[cells[0]]}
    return {question.code: DECODERS[question.type](question, cells)}


def _matrix_of(question, cells):
    names = {MISSING_NAMES.get(cell) for cell in cells}
    if len(names) == 1 and None not in names:
        return {f"{question.code}.missing": names.pop()}
    answers, missing = {}, {}
    for row, cell in zip(question.rows, cells, strict=True):
        if cell in MISSING_NAMES:
            missing[row.code] = MISSING_NAMES[cell]
        elif cell != NO_ANSWER:
            read = _code_of if question.type == "matrix_single" else codes_of
            answers[row.code] = read(question, cell)
    found = {question.code: answers, f"{question.code}.missing": missing}
    return {key: value for key, value in found.items() if value}


def _code_of(question, value):
    if value not in question.codes:
        raise ValueError(f"{question.code} has no answer with the value {value}")
    return question.codes[value]


def codes_of(question, mask):
    if not 0 <= mask < 1 << len(question.options):
        raise ValueError(f"{question.code} has no answers for the mask {mask}")
    return [one.code for bit, one in enumerate(question.options) if mask >> bit & 1]


def _ranked_of(question, cells):
    ranked = [
        (rank, option.code)
        for rank, option in zip(cells, question.options, strict=True)
        if rank
    ]
    return [code for _rank, code in sorted(ranked)]


def _number_of(question, cells):
    if not question.decimals:
        return cells[0]
    return float(Decimal(cells[0]).scaleb(-question.decimals))


DECODERS = {
    "single": lambda question, cells: _code_of(question, cells[0]),
    "multiple": lambda question, cells: codes_of(question, cells[0]),
    "ranking": _ranked_of,
    "scale": lambda question, cells: cells[0],
    "number": _number_of,
    "date": lambda question, cells: datetime.date.fromordinal(
        cells[0] + EPOCH
    ).isoformat(),
}


# columns


def columns_of(question):
    """Yield what `Column` says, with the parts of its name, for one question."""
    slot, options = question.slot, list(enumerate(question.options))
    if question.type == "multiple":
        for bit, one in options:
            yield _column("chosen", one.code, option=one.code, slot=slot, bit=bit)
    elif question.type == "ranking":
        for place, one in options:
            yield _column("rank", one.code, option=one.code, slot=slot + place)
    elif question.type == "matrix_single":
        for place, row in enumerate(question.rows):
            yield _column("single", row.code, row=row.code, slot=slot + place)
    elif question.type == "matrix_multiple":
        for place, row in enumerate(question.rows):
            for bit, one in options:
                where = {"option": one.code, "row": row.code, "bit": bit}
                yield _column("chosen", row.code, one.code, slot=slot + place, **where)
    else:
        yield _column(
            "text" if question.is_text else question.type,
            slot=None if question.is_text else slot,
        )
    for _place, one in options:
        if one.other:
            yield _column("other", one.code, "text", option=one.code)


def _column(kind, *name, **where):
    return {"kind": kind, "name": name, **where}
