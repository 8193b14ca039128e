"""The expressions of XLSForm, read into a small tree.

The part of XPath 1.0 that forms use for ``relevant`` and ``constraint``: or, and,
comparisons, texts, numbers, ``${name}``, ``.`` and calls of functions. No
arithmetic, no paths: what is not here is told with the place where it stands.
"""

import re
from typing import NamedTuple

MAX_LENGTH = 10_000
MAX_DEPTH = 25
TOKEN = re.compile(
    r"\s*(?:"
    r"(?P<field>\$\{\s*[^}\s]+\s*\})"
    r"|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|(?P<number>-?(?:\d+(?:\.\d+)?|\.\d+))"
    r"|(?P<compare><=|>=|!=|<|>|=)"
    r"|(?P<word>[A-Za-z][\w:-]*)"
    r"|(?P<sign>[().,])"
    r")"
)


class Field(NamedTuple):
    """``${name}``, or ``.`` when the name is empty."""

    name: str


class Compare(NamedTuple):
    op: str
    left: object
    right: object


class Call(NamedTuple):
    name: str
    arguments: tuple


class Join(NamedTuple):
    """``word`` is "and" or "or"."""

    word: str
    parts: tuple


class Unreadable(Exception):
    """``text`` is the rest that could not be read, or the part that is not possible."""

    def __init__(self, kind, text):
        super().__init__(kind)
        self.kind, self.text = kind, text[:80]


def parse(source):
    """Return the tree of an expression; texts and numbers stand for themselves."""
    if len(source) > MAX_LENGTH:
        raise Unreadable("bad_expression", source)
    return _Parser(source).run()


class _Parser:
    def __init__(self, source):
        self.source, self.at, self.depth = source, 0, 0
        self.kind = self.token = None
        self.start = 0
        self.step()

    def run(self):
        tree = self.either()
        if self.kind:
            self.stop()
        return tree

    def step(self):
        self.start = self.at
        match = TOKEN.match(self.source, self.at)
        if match:
            self.kind, self.token = match.lastgroup, match[match.lastgroup]
            self.at = match.end()
        elif self.source[self.at :].strip():
            self.stop()
        else:
            self.kind = self.token = None

    def stop(self):
        raise Unreadable("bad_expression", self.source[self.start :].strip() or "…")

    def take(self, token):
        if self.token != token or self.kind not in ("sign", "word"):
            self.stop()
        self.step()

    def either(self):
        return self.joined("or", self.both)

    def both(self):
        return self.joined("and", self.comparison)

    def joined(self, word, part):
        parts = [part()]
        while (self.kind, self.token) == ("word", word):
            self.step()
            parts.append(part())
        return parts[0] if len(parts) == 1 else Join(word, tuple(parts))

    def comparison(self):
        left = self.value()
        if self.kind != "compare":
            return left
        op = self.token
        self.step()
        return Compare(op, left, self.value())

    def value(self):
        kind, token = self.kind, self.token
        if (kind, token) == ("sign", "("):
            return self.bracket()
        if kind == "word" and token not in ("and", "or"):
            self.step()
            return Call(token, self.arguments())
        if kind == "text":
            found = token[1:-1]
        elif kind == "number":
            found = float(token) if "." in token else int(token)
        elif kind == "field":
            found = Field(token[2:-1].strip())
        elif (kind, token) == ("sign", "."):
            found = Field("")
        else:
            self.stop()
        self.step()
        return found

    def bracket(self):
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.stop()
        self.take("(")
        tree = self.either()
        self.take(")")
        self.depth -= 1
        return tree

    def arguments(self):
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.stop()
        self.take("(")
        found = []
        while self.token != ")" or self.kind != "sign":
            if found:
                self.take(",")
            found.append(self.either())
        self.take(")")
        self.depth -= 1
        return tuple(found)


def written(tree):
    """The expression of a tree, to show a part of it."""
    if isinstance(tree, Field):
        return f"${{{tree.name}}}" if tree.name else "."
    if isinstance(tree, Compare):
        return f"{written(tree.left)} {tree.op} {written(tree.right)}"
    if isinstance(tree, Call):
        return f"{tree.name}({', '.join(map(written, tree.arguments))})"
    if isinstance(tree, Join):
        return f" {tree.word} ".join(
            f"({written(part)})" if isinstance(part, Join) else written(part)
            for part in tree.parts
        )
    return f"'{tree}'" if isinstance(tree, str) else str(tree)
