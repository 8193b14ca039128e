"""Whether words to search for name a person (guardrails G04 and G08).

`check` needs a title before a name, or capitals, or accents. A search finds
"Nguyễn Văn Tám" by "nguyen van tam" as well, so here it is asked in that
spelling too. Who means "đô thị hóa" and no Mr Đỗ writes the accents.
"""

import re
import unicodedata

from . import words
from .scan import check

WORD = re.compile(r"[^\W\d_]+")
#: what is found by the title or the name alone
NAME = "name"


def names_a_person(text):
    """Return the kind of what the words give away: that of a finding, or "name"."""
    findings = check(text)
    if findings:
        return findings[0].kind
    text = unicodedata.normalize("NFC", text or "")
    typed = WORD.findall(text)
    lower = [word.lower() for word in typed]
    accented = any(word != _bare(word) for word in lower)
    if _full_name(lower, *_lists(accented)):
        return NAME
    return NAME if not accented and _titled(typed) else None


def _bare(word):
    apart = unicodedata.normalize("NFD", word).replace("đ", "d")
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


_BARE_SURNAMES = frozenset(map(_bare, words.SURNAMES))
_BARE_MIDDLE_NAMES = frozenset(map(_bare, words.MIDDLE_NAMES))
_BARE_TITLES = frozenset(map(_bare, words.TITLES))


def _lists(accented):
    if accented:
        return words.SURNAMES, words.MIDDLE_NAMES
    return _BARE_SURNAMES, _BARE_MIDDLE_NAMES


def _full_name(lower, surnames, middle_names):
    """A surname, "văn" or "thị", and one word more."""
    rows = zip(lower, lower[1:], lower[2:], strict=False)
    return any(row[0] in surnames and row[1] in middle_names for row in rows)


def _titled(typed):
    """A title without its accents, then a word with a capital: "ong Tuan"."""
    return any(
        title.lower() in _BARE_TITLES and name[0].isupper() and not name.isupper()
        for title, name in zip(typed, typed[1:], strict=False)
    )
