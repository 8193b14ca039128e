"""Guardrail G07 and G09: the add-on calls nothing outside and learns no faces."""

import ast
from pathlib import Path

ADDON = Path(__file__).resolve().parents[1]
FORBIDDEN = {
    "aiohttp",
    "cv2",
    "face_recognition",
    "facebook",
    "http.client",
    "httpx",
    "openai",
    "requests",
    "scrapy",
    "selenium",
    "sklearn",
    "socket",
    "torch",
    "transformers",
    "tweepy",
    "urllib.request",
    "urllib3",
}


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_module_calls_outside_or_recognises_persons():
    sources = [path for path in ADDON.rglob("*.py") if path.is_file()]
    assert len(sources) > 20
    found = {
        (path.name, name)
        for path in sources
        for name in imported(path)
        for word in FORBIDDEN
        if name == word or name.startswith(f"{word}.")
    }
    assert not found
