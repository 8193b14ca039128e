"""Take the text of a proposal apart, and tell equal ones whatever their spelling."""

import re
import unicodedata

MARK = re.compile(r"^\s*(?:[-–—•+*]|\(?\d{1,2}[.)]|[a-zđ][.)])\s+", re.IGNORECASE)


def split(text):
    """Return the single proposals in a text, in order, each once.

    With bullets or numbers each mark begins a proposal and the lines after it
    belong to it; without any, each line is one.
    """
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    marked = any(MARK.match(line) for line in lines)
    found = []
    for line in lines:
        bare = MARK.sub("", line).strip()
        if not bare:
            continue
        if marked and found and not MARK.match(line):
            found[-1] = f"{found[-1]}\n{bare}"
        else:
            found.append(bare)
    return list({key(item): item for item in reversed(found)}.values())[::-1]


def key(text):
    """Return what two spellings of the same proposal have in common."""
    text = unicodedata.normalize("NFC", text or "").casefold()
    return " ".join(re.findall(r"\w+", text))
