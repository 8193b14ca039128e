"""Compare two texts by their words, as a reader marks them up on paper."""

import re
from difflib import SequenceMatcher
from html import escape
from typing import NamedTuple

#: a line break is a word of its own, so that a paragraph divided is seen
WORDS = re.compile(r"\n|[^\s]+")
#: above so many words only whole lines are compared: it stays fast
MANY = 6000
#: so few words between two changes may be part of one change
ISLAND = 2


class Piece(NamedTuple):
    """Some words, and what became of them: same, added or removed."""

    kind: str
    text: str


def compare(before, after):
    """Return the pieces of both texts in the order of reading.

    Kept and added pieces make up the new text, kept and removed ones the old.
    """
    old, new = _words(before), _words(after)
    if len(old) + len(new) > MANY:
        old, new = _lines(before), _lines(after)
    pieces = []
    for kind, start, end, first, last in _readable(old, new):
        if kind == "equal":
            pieces.append(Piece("same", _joined(new[first:last])))
            continue
        if end > start:
            pieces.append(Piece("removed", _joined(old[start:end])))
        if last > first:
            pieces.append(Piece("added", _joined(new[first:last])))
    return pieces


def _readable(old, new):
    """The steps from one text to the other, without a lone word kept in a rewrite.

    A sentence written anew shares a word here and there with the old one; marked
    word by word nobody could read it.
    """
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    found = []
    for index, step in enumerate(steps):
        if step[0] == "equal" and _is_island(steps, index):
            step = ("replace", *step[1:])
        if found and step[0] != "equal" and found[-1][0] != "equal":
            _kind, start, _end, first, _last = found.pop()
            step = ("replace", start, step[2], first, step[4])
        found.append(step)
    return found


def _is_island(steps, index):
    """Whether a few kept words stand between changes much longer than they."""
    if not 0 < index < len(steps) - 1:
        return False

    def size(step):
        return max(step[2] - step[1], step[4] - step[3])

    kept = size(steps[index])
    around = min(size(steps[index - 1]), size(steps[index + 1]))
    return kept <= ISLAND and around > kept


def is_changed(before, after):
    """Whether two texts differ in more than spaces."""
    return _words(before) != _words(after)


def as_html(pieces):
    """The pieces with what was added underlined and what went struck through."""
    tags = {"added": ("<ins>", "</ins>"), "removed": ("<del>", "</del>")}
    parts = []
    for piece in pieces:
        first, last = tags.get(piece.kind, ("", ""))
        # a mark never spans two lines
        lines = [
            f"{first}{escape(line, quote=False)}{last}" if line else ""
            for line in piece.text.split("\n")
        ]
        parts.append("<br/>".join(lines))
    return " ".join(filter(None, parts))


def _words(text):
    return WORDS.findall((text or "").strip())


def _lines(text):
    found = []
    for line in (text or "").strip().split("\n"):
        found += [line.strip(), "\n"]
    return found[:-1]


def _joined(words):
    return re.sub(r" ?\n ?", "\n", " ".join(words))
