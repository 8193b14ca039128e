"""Lines of plain words that are printed within a paragraph, and read back as lines.

A line may be a matter of its own, a proposal for example. On paper the lines are
kept apart by line breaks and by semicolons that nobody typed; both are understood
again when the words come back from Word.
"""

from lxml import html

SEPARATOR = ";"
#: a line that ends with one of these needs no separator
CLOSED = tuple(".;:,!?\N{HORIZONTAL ELLIPSIS}")
#: may stand behind the mark that closes a line
QUOTES = "\"')]\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
#: stands for a line break while spaces are counted as one; no keyboard types it
BREAK = "\ue001"


def lines_of_text(text):
    """Return the lines of plain text that hold words, spaces counted as one."""
    lines = (" ".join(line.split()) for line in (text or "").splitlines())
    return [line for line in lines if line]


def separated(texts):
    """Return the texts as they are printed one behind the other in a paragraph:
    every line is closed but the last of all, which ends as it was typed."""
    found = [lines_of_text(text) for text in texts]
    for index, lines in enumerate(found):
        closing = len(lines) if any(found[index + 1 :]) else len(lines) - 1
        for place, line in enumerate(lines[:closing]):
            lines[place] = _closed(line)
    return ["\n".join(lines) for lines in found]


def lines_of_html(source):
    """Return the lines of HTML: each paragraph and line break ends one; without
    the separators."""
    root = html.fragment_fromstring(str(source or "") or "<p/>", create_parent="div")
    for node in root.iter("br"):
        node.tail = BREAK + (node.tail or "")
    for node in root.iter("p", "td", "li"):
        node.text = BREAK + (node.text or "")
        node.tail = BREAK + (node.tail or "")
    pieces = root.text_content().split(BREAK)
    lines = (" ".join(piece.split()).rstrip(f" {SEPARATOR}") for piece in pieces)
    return [line for line in lines if line]


def _closed(line):
    return line if line.rstrip(QUOTES).endswith(CLOSED) else line + SEPARATOR
