"""What somebody typed into the search, as phrases to look for."""

import re
from typing import NamedTuple

from . import folding
from .expression import EXACT, FOLDED

PARTS = re.compile(r"[\"“”«»]([^\"“”«»]*)[\"“”«»]|([^\"“”«»]+)")
#: more words than anybody types in good faith
MOST_WORDS = 20


class Query(NamedTuple):
    """Words, and the ways to look for them, the best first.

    A way is (spelling, phrases): all its phrases must be found, each a row of
    words that follow each other.
    """

    words: tuple
    ways: tuple


def parse(text):
    """Return the query, or None when nothing to look for was typed.

    Words in quotes must follow each other. Words as typed, with their accents
    and in this order, come before the same words anywhere, and these before
    words that differ in their accents.
    """
    phrases, quoted = _phrases(text or "")
    flat = [word for phrase in phrases for word in phrase]
    if not flat:
        return None
    flat_folded = [folding.folded(word) for word in flat]
    accented = flat != flat_folded
    spelling = EXACT if accented else FOLDED
    ways = []
    if len(phrases) > 1 and not quoted:
        ways.append((spelling, (" ".join(flat),)))
    ways.append((spelling, tuple(" ".join(phrase) for phrase in phrases)))
    if accented:
        anyhow = tuple(folding.folded(" ".join(phrase)) for phrase in phrases)
        ways.append((FOLDED, anyhow))
    return Query(tuple(dict.fromkeys(flat_folded)), tuple(ways))


def _phrases(text):
    """Return the phrases in the spelling with accents, and if any was quoted."""
    phrases, quoted = [], False
    for inside, outside in PARTS.findall(text):
        words = folding.words(folding.normal(inside or outside))
        if inside and len(words) > 1:
            phrases.append(words)
            quoted = True
        else:
            phrases += [[word] for word in words]
    return phrases[:MOST_WORDS], quoted
