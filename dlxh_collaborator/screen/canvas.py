"""The text as a reader sees it, with the way back to the typed characters.

Full-width digits, letters typed as base and accent, and invisible characters
between digits look ordinary on a screen; the detectors must see them so too.
"""

import unicodedata

FILLER = "\ufffc"


class Canvas:
    """Normalised text that remembers where each of its characters came from."""

    def __init__(self, source):
        self.source = source
        chars, starts, ends = [], [], []
        for start, end, cluster in _clusters(source):
            for char in unicodedata.normalize("NFKC", cluster):
                chars.append(char)
                starts.append(start)
                ends.append(end)
        self.text = "".join(chars)
        self._starts, self._ends = starts, ends

    def place(self, start, end):
        """Return the span of the source that shows as text[start:end]."""
        return self._starts[start], self._ends[end - 1]

    def hide(self, spans):
        """Return the text with these spans made unreadable, same length."""
        text = self.text
        for start, end in spans:
            text = text[:start] + FILLER * (end - start) + text[end:]
        return text


def _clusters(source):
    """Yield (start, end, text) of each letter with its accents."""
    start, cluster = 0, ""
    for position, char in enumerate(source):
        # Format characters (soft hyphen, zero-width space) have no width.
        if unicodedata.category(char) == "Cf":
            continue
        if cluster and unicodedata.combining(char):
            cluster += char
            continue
        if cluster:
            yield start, position, cluster
        start, cluster = position, char
    if cluster:
        yield start, len(source), cluster
