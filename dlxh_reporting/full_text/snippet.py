"""The words around the first place where something was found."""

import unicodedata

from . import folding

#: characters before the first hit and in all
BEFORE, LENGTH = 60, 240


def snippet(texts, words):
    """Return [(piece, whether it is a hit)] of the text that has most of `words`.

    :param texts: plain texts of one record, the most telling first
    :param words: words without accents
    """
    wanted = frozenset(words)
    best, most = None, 0
    for text in texts:
        text = " ".join(unicodedata.normalize("NFC", text or "").split())
        hits = [hit for hit in _words(text) if hit[2] in wanted]
        found = len({word for _start, _end, word in hits})
        if found > most:
            best, most = (text, hits), found
    return _pieces(*best) if best else []


def _words(text):
    """Yield (start, end, folded word); the text is composed, so one letter each."""
    for match in folding.WORD.finditer(text):
        yield *match.span(), folding.folded(match.group())


def _pieces(text, hits):
    start = max(0, hits[0][0] - BEFORE)
    if start:
        start = text.find(" ", start) + 1 or start
    end = min(len(text), start + LENGTH)
    if end < len(text):
        end = max(text.rfind(" ", start, end), hits[0][1])
    pieces, at = [], start
    for first, last, _word in hits:
        if last > end:
            break
        if first < at:
            continue
        pieces += [(text[at:first], False), (text[first:last], True)]
        at = last
    pieces.append((text[at:end], False))
    if start:
        pieces.insert(0, ("… ", False))
    if end < len(text):
        pieces.append((" …", False))
    return [piece for piece in pieces if piece[0]]
