"""Themes of the texts that are most alike, by the triples of their letters.

Vietnamese writes a space between syllables, so words are not told apart by spaces;
triples of letters need no list of words and forgive missing accents and slips.
A text becomes a row of TF-IDF weights; how alike two texts are is the cosine.
"""

import re
import unicodedata
import zlib

import numpy as np

#: columns that triples are hashed into
WIDTH = 4096
#: texts alike enough to vote, and how many of them
LEAST, NEIGHBOURS = 0.15, 7
#: the first letters of a long text say what it is about
MOST_LETTERS = 1000
BLANK = re.compile(r"[\W_]+")


def suggest(texts, known, most=3):
    """Return for each text the themes of the known texts most alike, best first.

    The same texts give the same themes, in whatever order the known ones come.

    :param texts: list of texts
    :param known: list of (text, themes); themes can be sorted
    """
    known = sorted((text, sorted(themes)) for text, themes in known if themes)
    if not texts or not known:
        return [[] for _text in texts]
    counts = _counts([*(text for text, _themes in known), *texts])
    rows = _weigh(counts, len(known))
    alike = rows[len(known) :] @ rows[: len(known)].T
    return [_vote(row, known)[:most] for row in alike]


def _vote(row, known):
    # stable: of equals the first in the order of the alphabet
    nearest = np.argsort(-row, kind="stable")[:NEIGHBOURS]
    votes = {}
    for place in nearest:
        if row[place] < LEAST:
            break
        for theme in known[place][1]:
            votes[theme] = votes.get(theme, 0.0) + float(row[place])
    return sorted(votes, key=lambda theme: (-round(votes[theme], 6), theme))


def _counts(texts):
    """Return an array (texts, WIDTH): how often each triple stands in a text."""
    counts = np.zeros((len(texts), WIDTH), dtype=np.float32)
    for place, text in enumerate(texts):
        for spelling in _spellings(text):
            hashes = [
                zlib.crc32(spelling[at : at + 3].encode()) % WIDTH
                for at in range(len(spelling) - 2)
            ]
            counts[place] += np.bincount(hashes, minlength=WIDTH)[:WIDTH]
    return counts


def _weigh(counts, known):
    """Turn counts into TF-IDF rows of length 1 (noughts for a text without letters)."""
    found_in = (counts[:known] > 0).sum(axis=0)
    rows = np.log1p(counts) * (np.log((1 + known) / (1 + found_in)) + 1)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths, lengths, 1)


def _spellings(text):
    """The text as written and without its accents: both count."""
    plain = BLANK.sub(" ", text[:MOST_LETTERS].casefold()).strip()
    if not plain:
        return ()
    apart = unicodedata.normalize("NFD", plain).replace("đ", "d")
    bare = "".join(one for one in apart if not unicodedata.combining(one))
    return tuple(f" {one} " for one in (unicodedata.normalize("NFC", plain), bare))
