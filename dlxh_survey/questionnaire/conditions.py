"""Conditions: when a question is asked.

A condition is a tree of and, or, not over comparisons with earlier questions.
``static/src/opinion/conditions.esm.js`` does the same in the browser, function by
function; a test lets both judge random questionnaires.

What is not answered fulfils no comparison; the negated operators (`NEGATIONS`)
are exactly the opposite of the plain ones. A question that was not asked counts
as not answered whatever was sent for it.
"""

import math
import operator
import re

#: each negated operator and the plain one that it turns round
NEGATIONS = {"is_not": "is", "has_not": "has", "!=": "=", "unanswered": "answered"}
NEGATED = {plain: negated for negated, plain in NEGATIONS.items()}

FIGURES, DAYS, CHOICES, LISTS = "figure", "day", "choice", "list"
#: what one answer of a type (one row of a matrix) is
CELLS = {
    "single": CHOICES,
    "matrix_single": CHOICES,
    "multiple": LISTS,
    "ranking": LISTS,
    "matrix_multiple": LISTS,
    "scale": FIGURES,
    "number": FIGURES,
    "date": DAYS,
    "text": "text",
    "long_text": "text",
}
COMPARISONS = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
}
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Written so that Python and JavaScript mean the same characters by it.
VISIBLE = re.compile(
    r"[^\s\u0000-\u001f\u007f-\u00a0\u200b-\u200f\u2060-\u206f\ufeff\ud800-\udfff]"
)


def operators(kind):
    """The plain operators that fit questions of a type."""
    cell = CELLS[kind]
    plain = {
        CHOICES: ["is"],
        LISTS: ["is"] if kind == "ranking" else ["has"],
        FIGURES: list(COMPARISONS),
        DAYS: list(COMPARISONS),
    }.get(cell, [])
    return {*plain, *(NEGATED[one] for one in plain if one in NEGATED)} | {
        "answered",
        "unanswered",
    }


def compiled(condition, by_code):
    """Turn a condition into a function of {code of a question asked: answer}."""
    if condition is None:
        return _always
    if "and" in condition:
        parts = [compiled(one, by_code) for one in condition["and"]]
        return lambda seen: all(part(seen) for part in parts)
    if "or" in condition:
        parts = [compiled(one, by_code) for one in condition["or"]]
        return lambda seen: any(part(seen) for part in parts)
    if "not" in condition:
        part = compiled(condition["not"], by_code)
        return lambda seen: not part(seen)
    return _comparison(condition, by_code[condition["q"]])


def _always(seen):
    return True


def _comparison(condition, question):
    code, row, op = condition["q"], condition.get("row"), condition["op"]
    holds = _test(question, row, NEGATIONS.get(op, op), condition.get("value"))
    if op in NEGATIONS:
        return lambda seen: not holds(seen.get(code))
    return lambda seen: holds(seen.get(code))


def _test(question, row, op, value):
    """A function that tells whether the answer to a question passes."""
    cell = CELLS[question.type]
    read = READERS[cell]
    if row is None and question.is_matrix:
        rows = [one.code for one in question.rows]
        return lambda answer: (
            isinstance(answer, dict)
            and any(read(answer.get(one)) is not None for one in rows)
        )
    passes = _passes(cell, op, value)

    def holds(answer):
        if row is not None:
            answer = answer.get(row) if isinstance(answer, dict) else None
        answer = read(answer)
        return answer is not None and passes(answer)

    return holds


def _passes(cell, op, value):
    if op == "answered":
        return _always
    if op == "is" and cell in (CHOICES, LISTS):
        # Of a ranking: what stands first.
        return lambda answer: (answer[0] if cell == LISTS else answer) == value
    if op == "has" and cell == LISTS:
        return lambda answer: value in answer
    if op in COMPARISONS and cell in (FIGURES, DAYS):
        compare, value = COMPARISONS[op], READERS[cell](value)
        return lambda answer: value is not None and compare(answer, value)
    return lambda answer: False


def _figure(answer):
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        return None
    try:
        answer = float(answer)  # the browser knows no other numbers
    except OverflowError:
        return None
    return answer if math.isfinite(answer) else None


def _day(answer):
    return answer if isinstance(answer, str) and DAY.fullmatch(answer) else None


def _choice(answer):
    return answer if isinstance(answer, str) and answer else None


def _list(answer):
    return answer if isinstance(answer, list) and answer else None


def _text(answer):
    return answer if isinstance(answer, str) and VISIBLE.search(answer) else None


#: give back an answer that counts as one, else None
READERS = {
    FIGURES: _figure,
    DAYS: _day,
    CHOICES: _choice,
    LISTS: _list,
    "text": _text,
}


def references(condition):
    """Yield the comparisons in a condition, in the order they are written."""
    if not condition:
        return
    if "not" in condition:
        yield from references(condition["not"])
    elif "and" in condition or "or" in condition:
        for one in condition.get("and") or condition.get("or") or ():
            yield from references(one)
    else:
        yield condition


def simplify(condition):
    """The same condition without needless brackets and double negations."""
    if condition is None:
        return None
    if "not" in condition:
        return _negated(simplify(condition["not"]))
    for join in ("and", "or"):
        if join in condition:
            return _joined(join, [simplify(one) for one in condition[join]])
    return condition


def _negated(inner):
    if "not" in inner:
        return inner["not"]
    other = NEGATED.get(inner.get("op")) or NEGATIONS.get(inner.get("op"))
    return {**inner, "op": other} if other else {"not": inner}


def _joined(join, parts):
    flat = []
    for part in parts:
        flat += part[join] if join in part else [part]
    return flat[0] if len(flat) == 1 else {join: flat}
