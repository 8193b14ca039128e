"""One spelling for a text: lower case, no glue, with or without accents.

Python and SQL (`expression`) do the same steps with the same tables. Letters are
taken apart before they are lowered, for a database whose locale is "C" lowers
only the letters of ASCII.
"""

import re
import unicodedata

#: accents of Vietnamese and of the languages whose words stand in reports
MARKS = (
    "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0309\u030a\u030b\u030c\u031b"
    "\u0323\u0327\u0328\u032e\u0331"
)
#: read as a blank, so that "84-KH/TU" is three words and not one path; what else is
#: no letter and no digit parts words by itself
BLANKS = (
    "/-_.@:+~&<>\u00a0\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201c\u201d\u2026"
    "\u2022\u00ab\u00bb\u00b7"
)
#: have no width and part no words
NOTHING = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

_NORMAL = str.maketrans("Đ" + BLANKS, "đ" + " " * len(BLANKS), NOTHING)
_FOLDED = str.maketrans("đ", "d", MARKS)
WORD = re.compile(r"[^\W_]+")


def normal(text):
    """Return the text in lower case, with its accents."""
    return unicodedata.normalize("NFC", _taken_apart(text))


def folded(text):
    """Return the text in lower case, without accents."""
    return _taken_apart(text).translate(_FOLDED)


def _taken_apart(text):
    # the bar of Đ is no accent that comes off, so it is in the table
    apart = unicodedata.normalize("NFD", text or "")
    return apart.lower().translate(_NORMAL)


def words(text):
    """Return the words of a text in one of the spellings above."""
    return WORD.findall(text)
