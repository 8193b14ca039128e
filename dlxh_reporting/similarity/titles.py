"""Compare short Vietnamese titles by their words and by their letters.

Words alone miss a slip of the key, letters alone are fooled by common
syllables, so the score is the mean of both.
"""

import re
import unicodedata

# Words that carry no matter of their own in a title of an issue.
FILLERS = frozenset("ve va voi vao cua cac nhung tai o trong cho la co bi duoc".split())


def fold(text):
    """Return the text in lower case, without accents, single-spaced."""
    lowered = (text or "").lower().replace("đ", "d")
    letters = unicodedata.normalize("NFD", lowered)
    bare = "".join(char for char in letters if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", bare))


def similarity(left, right):
    """Return how alike two titles are, from 0 (nothing shared) to 1 (the same)."""
    return _score(_parts(left), _parts(right))


def most_similar(title, candidates, limit=5, threshold=0.35):
    """Return the best (key, score) of `candidates`, pairs of key and title.

    The best come first; equals keep the order in which they were given.
    """
    parts = _parts(title)
    scored = [(key, _score(parts, _parts(other))) for key, other in candidates]
    kept = [item for item in scored if item[1] >= threshold]
    return sorted(kept, key=lambda item: -item[1])[:limit]


def _parts(text):
    folded = fold(text)
    words = folded.split()
    telling = frozenset(words) - FILLERS or frozenset(words)
    trigrams = frozenset(
        f"  {word} "[start : start + 3]
        for word in telling
        for start in range(len(word) + 1)
    )
    return telling, trigrams


def _score(left, right):
    return (_dice(left[0], right[0]) + _dice(left[1], right[1])) / 2


def _dice(left, right):
    if not left or not right:
        return 0.0
    return 2 * len(left & right) / (len(left) + len(right))
