"""Limits of a question as ``constraint``, and back.

Three conventions of form makers: bounds of ``.``, the number of choices by
``count-selected(.)``, and a choice that stands alone by
``not(selected(., '99') and count-selected(.) > 1)``.
"""

from .expressions import Call, Compare, Field, Join, Unreadable, parse, written
from .relevance import TURNED, figure_text

SELF = Field("")
COUNT = Call("count-selected", (SELF,))
LENGTH = Call("string-length", (SELF,))
MORE_THAN_ONE = {
    Compare(">", COUNT, 1),
    Compare(">=", COUNT, 2),
    Compare("!=", COUNT, 1),
}
ONE = {Compare("=", COUNT, 1), Compare("<=", COUNT, 1), Compare("<", COUNT, 2)}
WHOLE = ("scale", "number", "multiple", "ranking", "text", "long_text")


def limits_of(source, kind, decimals=0):
    """Read ``constraint`` of a question.

    :return: ({min, max, max_length}, codes that stand alone, parts left out)
    """
    try:
        tree = parse(source)
    except Unreadable as unreadable:
        return {}, set(), [unreadable.text]
    parts = tree.parts if isinstance(tree, Join) and tree.word == "and" else (tree,)
    limits, alone, dropped = {}, set(), []
    for part in parts:
        code = _stands_alone(part)
        found = None if code else _bound(part, kind, decimals)
        if code:
            alone.add(code)
        elif found:
            limits.update(found)
        else:
            dropped.append(written(part))
    return limits, alone, dropped


def _stands_alone(tree):
    """The code in ``not(selected(., code) and count-selected(.) > 1)``."""
    if isinstance(tree, Call) and tree.name == "not" and len(tree.arguments) == 1:
        inner = tree.arguments[0]
        wanted, many = "and", MORE_THAN_ONE
    elif isinstance(tree, Join) and tree.word == "or":
        inner, wanted, many = tree, "or", ONE
    else:
        return None
    if not isinstance(inner, Join) or inner.word != wanted or len(inner.parts) != 2:
        return None
    for one, other in (inner.parts, inner.parts[::-1]):
        if wanted == "or" and isinstance(one, Call) and one.name == "not":
            one = one.arguments[0] if one.arguments else None
        elif wanted == "or":
            continue
        if other in many and (code := _selected(one)):
            return code
    return None


def _selected(tree):
    if isinstance(tree, Call) and tree.name == "selected" and len(tree.arguments) == 2:
        field, value = tree.arguments
        return str(value) if field == SELF and isinstance(value, str | int) else None
    return None


def _bound(tree, kind, decimals):
    if isinstance(tree, Join) and tree.word == "or":
        # At least so many, unless one that stands alone.
        counts = [part for part in tree.parts if not _selected(part)]
        tree = counts[0] if len(counts) == 1 else None
    if not isinstance(tree, Compare):
        return None
    op, left, right = tree
    if left not in (SELF, COUNT, LENGTH):
        op, left, right = TURNED.get(op, op), right, left
    if isinstance(right, Call) and right.name == "date" and len(right.arguments) == 1:
        right = right.arguments[0]
    wanted = {"multiple": COUNT, "ranking": COUNT, "text": LENGTH, "long_text": LENGTH}
    if left != wanted.get(kind, SELF) or isinstance(right, Field | Call | Join):
        return None
    if isinstance(right, str) != (kind == "date"):
        return None
    if op in ("<", ">"):
        if kind not in WHOLE or decimals or not isinstance(right, int):
            return None
        op, right = (">=", right + 1) if op == ">" else ("<=", right - 1)
    if left == LENGTH:
        return {"max_length": right} if op == "<=" else None
    ends = {">=": ("min",), "<=": ("max",), "=": ("min", "max")}.get(op)
    return {end: right for end in ends} if ends else None


def constraint_of(question):
    """Write the limits of a question of the definition; "" when it has none."""
    kind, low, high = question["type"], question.get("min"), question.get("max")
    alone = [
        one["code"] for one in question.get("options") or () if one.get("exclusive")
    ]
    parts = []
    if kind in ("number", "date"):
        value = figure_text if kind == "number" else "date('{}')".format
        parts += [f". >= {value(low)}"] if low is not None else []
        parts += [f". <= {value(high)}"] if high is not None else []
    if kind in ("multiple", "ranking"):
        if low is not None:
            least = [f"count-selected(.) >= {low}"]
            least += [f"selected(., '{code}')" for code in alone]
            parts.append(least[0] if len(least) == 1 else f"({' or '.join(least)})")
        parts += [f"count-selected(.) <= {high}"] if high is not None else []
    if question.get("max_length"):
        parts.append(f"string-length(.) <= {question['max_length']}")
    if kind in ("multiple", "matrix_multiple"):
        parts += [
            f"not(selected(., '{code}') and count-selected(.) > 1)" for code in alone
        ]
    return " and ".join(parts)
