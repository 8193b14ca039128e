"""The packages need NumPy and nothing else, and stay small enough to read."""

import ast
import sys
from pathlib import Path

import pytest

ADDON = Path(__file__).resolve().parents[1]
SOURCES = [*(ADDON / "statistics").glob("*.py"), *(ADDON / "sampling").glob("*.py")]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_imports_and_length(path):
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "say what the file is for"
    assert len(text.splitlines()) <= 400
    allowed = (sys.stdlib_module_names | {"numpy"}) - {"statistics"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module]
        else:
            names = []
        assert {name.split(".")[0] for name in names} <= allowed
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 60, node.name
