"""Every step that goes on as superuser has asked for a right before."""

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[2]
FILES = sorted(HERE.glob("dlxh_*/models/*.py")) + sorted(
    HERE.glob("dlxh_*/wizard/*.py")
)
#: methods that refuse, or tell whether to go on
ASKING = ("_need", "_may_")


def calls(function):
    """The methods that a function calls on something, with their lines."""
    return [
        (node.func.attr, node.lineno)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]


def unasked(source):
    """Return the functions that go on in the flow and asked for nothing before.

    Where `_in_flow` only tells whether a step is going on it gives no rights.
    """
    tree = ast.parse(source)
    told = {
        id(node.operand)
        for node in ast.walk(tree)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
    }
    found = []
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        going = [
            node.lineno
            for node in ast.walk(function)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "_in_flow"
            and id(node) not in told
        ]
        asked = [line for name, line in calls(function) if name.startswith(ASKING)]
        if going and min(asked, default=min(going)) >= min(going):
            found.append(function.name)
    return found


def test_what_is_looked_for_is_found():
    good = "def action_a(self):\n    self._need('can_a', '')\n    self._in_flow().b()"
    assert unasked(good) == []
    assert unasked(good.replace("_need", "_want")) == ["action_a"]
    assert unasked("def b(self):\n    if not self._in_flow():\n        pass") == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_right_is_asked_for_before_the_flow(path):
    assert unasked(path.read_text()) == []
