"""A title of courtesy, or an office, followed by the name of a person."""

import re

from . import words

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
BLANK = re.compile(r"[ \t]+")
INITIALS = re.compile(r"[ \t]*(?:[A-ZĐ]\.){1,4}[A-ZĐ]\b\.?")
DEAR = re.compile(r"(?<!\w)[đĐ]/[cC]\b\.?")
LONGEST_NAME = 5
LONGEST_OFFICE = 12


class _Token:
    """One word: its spelling, its folded spelling and its place."""

    __slots__ = ("word", "folded", "start", "end", "joined")

    def __init__(self, match, joined):
        self.word, self.folded = match.group(), match.group().lower()
        self.start, self.end = match.span()
        # Joined: only blanks stand between this word and the one before.
        self.joined = joined

    @property
    def is_capital(self):
        return self.word[0].isupper()

    @property
    def is_shouted(self):
        return len(self.word) > 1 and self.word.isupper()


def find_names(text):
    """Yield ("person", start, end) of each title or office with a name."""
    # "Đ/c" is read as the two words it stands for, in the same three places.
    text = DEAR.sub(lambda match: "ông" + " " * (len(match.group()) - 3), text)
    tokens = _tokens(text)
    at = 0
    while at < len(tokens):
        end = _after_title(tokens, at, text) or _after_office(tokens, at)
        if end is None:
            at += 1
            continue
        yield "person", tokens[at].start, end
        while at < len(tokens) and tokens[at].start < end:
            at += 1


def _tokens(text):
    tokens, end = [], 0
    for match in WORD.finditer(text):
        joined = bool(tokens) and bool(BLANK.fullmatch(text, end, match.start()))
        tokens.append(_Token(match, joined))
        end = match.end()
    return tokens


def _run(tokens, at, length):
    """Return the tokens from `at` on that stand in one row, `length` at most."""
    row = tokens[at : at + 1]
    for token in tokens[at + 1 : at + length]:
        if not token.joined:
            break
        row.append(token)
    return row


def _pair(row):
    return tuple(token.folded for token in row[:2])


def _after_title(tokens, at, text):
    """Return where the name ends when a title with a name begins at `at`."""
    row = _run(tokens, at, LONGEST_OFFICE)
    length = 2 if _pair(row) in words.TITLE_PAIRS else 1
    if length == 1 and not _is_title(tokens, at):
        return None
    initials = INITIALS.match(text, row[length - 1].end)
    if initials:
        return initials.end()
    rest = row[length:]
    if not rest:
        return None
    if _pair(rest) in words.OFFICES:
        return _name_after_office(rest)
    if not rest[0].is_capital:
        return _uncapitalised_name(rest)
    if _is_no_name(row[0], rest):
        return None
    return _name_end(rest)


def _is_title(tokens, at):
    token = tokens[at]
    if token.folded not in words.TITLES:
        return False
    if not (at and token.joined):
        return True
    before = tokens[at - 1]
    if (before.folded, token.folded) in words.COMPOUNDS:
        return False
    if not token.is_capital or token.is_shouted:
        return True
    # "phố Bà Triệu", "Hoàng Anh Gia Lai": part of another proper name.
    if before.folded in words.PLACE_WORDS:
        return False
    starts_sentence = at == 1 or not before.joined
    return not before.is_capital or (
        starts_sentence and before.folded not in words.SURNAMES
    )


def _is_no_name(title, rest):
    first = rest[0]
    if first.folded in words.NOT_NAMES or _pair(rest) in words.NOT_NAME_PAIRS:
        return True
    if (title.folded, first.folded) in words.FAMOUS:
        return title.is_capital or first.folded == "hồ"
    if title.is_shouted:
        return first.folded not in words.SURNAMES or len(rest) < 2
    if first.is_shouted:
        return first.folded not in words.SURNAMES and first.word.isascii()
    alone = len(rest) == 1 or not rest[1].is_capital
    return len(first.word) == 1 and alone


def _name_end(rest):
    end = rest[0].end
    for token in rest[1:LONGEST_NAME]:
        if not token.is_capital:
            break
        end = token.end
    return end


def _uncapitalised_name(rest):
    """Return the end of "nguyễn văn tám", typed without capitals."""
    if len(rest) < 3 or rest[0].folded not in words.SURNAMES:
        return None
    return rest[2].end if rest[1].folded in words.MIDDLE_NAMES else None


def _after_office(tokens, at):
    """Return where the name ends when an office with a name begins at `at`."""
    row = _run(tokens, at, LONGEST_OFFICE)
    if _pair(row) not in words.BARE_OFFICES:
        return None
    return _name_after_office(row)


def _name_after_office(row):
    """Return where the name behind an office ends, None when there is none."""
    in_area = False
    for at, token in enumerate(row[2:], start=2):
        if _is_full_name(row[at : at + 3], in_area):
            return _name_end(row[at:])
        if token.folded in words.AREA_WORDS or token.is_shouted:
            in_area = True
        elif token.folded in words.OFFICE_WORDS:
            continue
        elif not in_area:
            return None
    return None


def _is_full_name(row, in_area):
    """Tell a person's name from a place's: places bear names of persons too."""
    first = row[0]
    if not first.is_capital or first.folded not in words.SURNAMES or len(row) < 2:
        return False
    second = row[1]
    if not second.is_capital or _pair(row) in words.NOT_NAME_PAIRS:
        return False
    if second.folded in words.MIDDLE_NAMES and len(row) == 3 and row[2].is_capital:
        return True
    if in_area or (first.folded, second.folded) == ("hồ", "chí"):
        return False
    three = len(row) == 3 and row[2].is_capital
    return three or first.folded in words.SURE_SURNAMES
