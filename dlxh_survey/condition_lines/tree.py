"""Trees of conditions: taken apart into lines, put together, renamed."""

ANSWER_OPERATORS = ("answered", "unanswered")
#: operators that compare with the code of an answer
CHOICE_OPERATORS = ("is", "is_not", "has", "has_not")
NUMBER_OPERATORS = ("<", "<=", "=", "!=", ">=", ">")
#: type of the definition -> operators beside "answered"
_BY_TYPE = {
    "single": ("is", "is_not"),
    "ranking": ("is", "is_not"),
    "matrix_single": ("is", "is_not"),
    "multiple": ("has", "has_not"),
    "matrix_multiple": ("has", "has_not"),
    "scale": NUMBER_OPERATORS,
    "number": NUMBER_OPERATORS,
    "date": NUMBER_OPERATORS,
}
_MOST_LEVELS = 20


def operators_for(question_type):
    """Return the operators that a question of that type can be asked with."""
    return (*_BY_TYPE.get(question_type, ()), *ANSWER_OPERATORS)


def lines_of(tree):
    """Return (mode, leaves) of a tree that fits in lines, else None.

    The mode is "and" or "or"; no condition at all is no line.
    """
    if not tree:
        return "and", []
    if "op" in tree:
        return "and", [tree]
    for mode in ("and", "or"):
        parts = tree.get(mode)
        if isinstance(parts, list):
            leaves = all(isinstance(part, dict) and "op" in part for part in parts)
            return (mode, list(parts)) if leaves else None
    return None


def tree_of(mode, leaves):
    """Return the tree of lines; None without a line."""
    leaves = list(leaves)
    if not leaves:
        return None
    return leaves[0] if len(leaves) == 1 else {mode: leaves}


def _leaves(tree):
    if not tree:
        return
    if "op" in tree:
        yield tree
        return
    for mode in ("and", "or"):
        for part in tree.get(mode, ()):
            yield from _leaves(part)
    if "not" in tree:
        yield from _leaves(tree["not"])


def questions_in(tree):
    """Return the codes of the questions that the condition looks at."""
    return {leaf["q"] for leaf in _leaves(tree)}


def mentions(tree, question, value=None, row=None):
    """Tell whether the condition looks at the question, or at one of its options
    or rows."""
    for leaf in _leaves(tree):
        if leaf["q"] != question:
            continue
        if value is not None and str(leaf.get("value")) != value:
            continue
        if value is not None and leaf["op"] not in CHOICE_OPERATORS:
            continue
        if row is not None and leaf.get("row") != row:
            continue
        return True
    return False


def remapped(tree, questions=None, values=None, rows=None):
    """Return the tree with other codes; what is not in a map keeps its code.

    :param dict questions: old code -> new code
    :param dict values: (old code of the question, old code of the option) -> new
    :param dict rows: (old code of the question, old code of the row) -> new
    """
    if not tree:
        return tree
    if "op" in tree:
        old, leaf = tree["q"], dict(tree)
        leaf["q"] = (questions or {}).get(old, old)
        if leaf["op"] in CHOICE_OPERATORS:
            key = (old, tree.get("value"))
            leaf["value"] = (values or {}).get(key, tree.get("value"))
        if "row" in leaf:
            leaf["row"] = (rows or {}).get((old, tree["row"]), tree["row"])
        return leaf
    again = {"questions": questions, "values": values, "rows": rows}
    if "not" in tree:
        return {"not": remapped(tree["not"], **again)}
    mode = "and" if "and" in tree else "or"
    return {mode: [remapped(part, **again) for part in tree[mode]]}


def shape_problem(tree, level=0):
    """Return what is wrong with the shape of a tree, or None.

    :return: (kind, detail): kinds are "not_a_tree", "too_deep", "keys", "empty",
        "question", "operator", "value"
    """
    if not isinstance(tree, dict):
        return "not_a_tree", str(tree)[:40]
    if level > _MOST_LEVELS:
        return "too_deep", str(_MOST_LEVELS)
    if "op" in tree or "q" in tree:
        return _leaf_problem(tree)
    if len(tree) != 1 or not tree.keys() <= {"and", "or", "not"}:
        return "keys", ", ".join(sorted(map(str, tree)))
    ((mode, parts),) = tree.items()
    if mode == "not":
        return shape_problem(parts, level + 1)
    if not isinstance(parts, list) or not parts:
        return "empty", mode
    for part in parts:
        if found := shape_problem(part, level + 1):
            return found
    return None


def _leaf_problem(leaf):
    if extra := leaf.keys() - {"q", "op", "row", "value"}:
        return "keys", ", ".join(sorted(map(str, extra)))
    if not isinstance(leaf.get("q"), str) or not leaf["q"]:
        return "question", str(leaf.get("q"))[:40]
    operator = leaf.get("op")
    if operator in ANSWER_OPERATORS:
        return None
    if operator in CHOICE_OPERATORS:
        known = isinstance(leaf.get("value"), str) and leaf["value"]
        return None if known else ("value", str(leaf.get("value"))[:40])
    if operator in NUMBER_OPERATORS:
        value = leaf.get("value")
        known = isinstance(value, int | float | str) and not isinstance(value, bool)
        return None if known and value != "" else ("value", str(value)[:40])
    return "operator", str(operator)[:40]
