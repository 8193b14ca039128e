"""Conditions of a questionnaire as ``relevant``, and back."""

from decimal import Decimal
from typing import NamedTuple

from ._shared import conditions
from .expressions import Call, Compare, Field, Join, Unreadable, parse, written

CELLS, FIGURES, DAYS = conditions.CELLS, conditions.FIGURES, conditions.DAYS
CHOICES, LISTS = conditions.CHOICES, conditions.LISTS
NOTHING = {"and": []}, {"or": []}
TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
#: how often something must be there for "answered" and "unanswered"
COUNTS = {
    (">", 0): "answered",
    (">=", 1): "answered",
    ("!=", 0): "answered",
    ("=", 0): "unanswered",
    ("<", 1): "unanswered",
}


class Target(NamedTuple):
    """What ``${name}`` stands for: a question, or one row of a matrix."""

    code: str
    kind: str
    row: str | None = None


def condition_of(source, targets):
    """Read ``relevant``; `targets` maps names to Target. May raise Unreadable."""
    return conditions.simplify(_condition(parse(source), targets))


def _condition(tree, targets):
    if isinstance(tree, Join):
        return {tree.word: [_condition(part, targets) for part in tree.parts]}
    if isinstance(tree, Compare):
        return _comparison(tree, targets)
    if isinstance(tree, Call):
        if tree.name == "not" and len(tree.arguments) == 1:
            return {"not": _condition(tree.arguments[0], targets)}
        if tree.name in ("true", "false") and not tree.arguments:
            return NOTHING[tree.name == "false"]
        if tree.name == "selected" and len(tree.arguments) == 2:
            return _selected(tree, targets)
    raise Unreadable("unsupported_expression", written(tree))


def _target(tree, field, targets):
    if not isinstance(field, Field) or not field.name:
        raise Unreadable("unsupported_expression", written(tree))
    if field.name not in targets:
        raise Unreadable("unknown_field", written(field))
    return targets[field.name]


def _leaf(target, op, value=None):
    leaf = {"q": target.code, "op": op}
    if target.row is not None:
        leaf["row"] = target.row
    return leaf if value is None else {**leaf, "value": value}


def _selected(tree, targets):
    field, value = tree.arguments
    target = _target(tree, field, targets)
    if isinstance(value, str | int) and target.kind != "ranking":
        op = {CHOICES: "is", LISTS: "has"}.get(CELLS[target.kind])
        if op:
            return _leaf(target, op, str(value))
    raise Unreadable("unsupported_expression", written(tree))


def _comparison(tree, targets):
    op, left, right = tree
    if isinstance(left, str | int | float) or _is_date(left):
        op, left, right = TURNED.get(op, op), right, left
    if _is_date(right):
        right = right.arguments[0]
    if isinstance(left, Call) and isinstance(right, str | int | float):
        return _counted(tree, left, op, right, targets)
    if not isinstance(right, str | int | float):
        raise Unreadable("unsupported_expression", written(tree))
    target = _target(tree, left, targets)
    if right == "" and op in ("=", "!="):
        return _leaf(target, "unanswered" if op == "=" else "answered")
    cell = CELLS[target.kind]
    if cell == LISTS and op in ("=", "!="):
        raise Unreadable("equals_on_multiple", written(tree))
    if cell == CHOICES and op in ("=", "!="):
        return _leaf(target, "is" if op == "=" else "is_not", str(right))
    if cell == FIGURES and (figure := _figure(right)) is not None:
        return _leaf(target, op, figure)
    if cell == DAYS and isinstance(right, str):
        return _leaf(target, op, right)
    raise Unreadable("unsupported_expression", written(tree))


def _counted(tree, call, op, right, targets):
    """``count-selected(${q}) > 0`` and what stands first in a ranking."""
    arguments = call.arguments
    if call.name in ("count-selected", "string-length") and len(arguments) == 1:
        if (op, right) in COUNTS:
            return _leaf(_target(tree, arguments[0], targets), COUNTS[op, right])
    if call.name == "selected-at" and len(arguments) == 2 and arguments[1] == 0:
        target = _target(tree, arguments[0], targets)
        if target.kind == "ranking" and op in ("=", "!="):
            return _leaf(target, "is" if op == "=" else "is_not", str(right))
    raise Unreadable("unsupported_expression", written(tree))


def _is_date(tree):
    return (
        isinstance(tree, Call)
        and tree.name == "date"
        and len(tree.arguments) == 1
        and isinstance(tree.arguments[0], str)
    )


def _figure(value):
    try:
        figure = float(value)
    except ValueError:
        return None
    return int(figure) if figure.is_integer() else figure


# back


def relevant_of(condition, names, questions):
    """Write a condition.

    :param names: {(code, row or None): name in the form}
    :param questions: {code: question of the definition}
    """
    return _Writer(names, questions).text(conditions.simplify(condition))


class _Writer:
    def __init__(self, names, questions):
        self.names, self.questions = names, questions

    def text(self, condition, inside=False):
        for word in ("and", "or"):
            if word in condition:
                parts = [self.text(one, inside=True) for one in condition[word]]
                joined = f" {word} ".join(parts) or NAMES_OF_NOTHING[word]
                return f"({joined})" if inside and len(parts) > 1 else joined
        if "not" in condition:
            return f"not({self.text(condition['not'])})"
        return self.leaf(condition, inside)

    def leaf(self, leaf, inside):
        question = self.questions[leaf["q"]]
        kind, op, row = question["type"], leaf["op"], leaf.get("row")
        if "rows" in question and question["rows"] and row is None:
            # Any row answered; XLSForm knows the rows only.
            some = [
                {**leaf, "op": "answered", "row": one["code"]}
                for one in question["rows"]
            ]
            joined = {"or": some} if op == "answered" else {"not": {"or": some}}
            return self.text(conditions.simplify(joined), inside)
        field = f"${{{self.names[leaf['q'], row]}}}"
        if op in ("answered", "unanswered"):
            return f"{field} {'!=' if op == 'answered' else '='} ''"
        value = leaf["value"]
        if op in ("has", "has_not"):
            chosen = f"selected({field}, '{value}')"
            return chosen if op == "has" else f"not({chosen})"
        if op in ("is", "is_not"):
            field = f"selected-at({field}, 0)" if kind == "ranking" else field
            return f"{field} {'=' if op == 'is' else '!='} '{value}'"
        value = f"date('{value}')" if CELLS[kind] == DAYS else figure_text(value)
        return f"{field} {op} {value}"


NAMES_OF_NOTHING = {"and": "true()", "or": "false()"}


def figure_text(value):
    """A number as XPath writes it, never with an exponent."""
    return format(Decimal(repr(value)), "f")
