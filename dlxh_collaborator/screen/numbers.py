"""Telephone numbers, identity numbers and vehicle plates.

The hard part is what is NOT one: amounts of money, statistics, dates and
symbols of documents are what reports are full of.
"""

import re

GAP = r"[ \t.\-()]{0,2}"
DATE = re.compile(
    r"(?<![\d.\-/])(?:0?[1-9]|[12]\d|3[01])([./\-])(?:0?[1-9]|1[0-2])\1"
    r"(?:19|20)\d\d(?![.\-]?\d)"
)
PHONE = re.compile(
    r"(?:(?<!\d)(?<!\d[.,])(?:\(?\+ ?84\)?|\(?(?:00)?84\)?|\(?0)|(?<!\w)\(?[Oo])"
    rf"(?:{GAP}\(0\))?"
    rf"(?:{GAP}[35789](?:{GAP}\d){{8}}"
    rf"|{GAP}2(?:{GAP}\d){{9}}"
    rf"|{GAP}1{GAP}[2689](?:{GAP}\d){{8}})(?!\d)"
)
PHONE_IN_LINK = re.compile(r"(?<![\w\-])(?:\+?84|0)[35789]\d{8}(?!\d)")
PHONE_WORD = re.compile(
    r"(?:đt|sđt|đtdđ|tel|phone|zalo|điện thoại|liên hệ|gọi|di động|hotline|máy bàn)"
    r"[^\w]{0,3}(?:số)?[^\w]{0,3}$",
    re.IGNORECASE,
)
IDENTITY = re.compile(
    rf"(?<!\d)(?<!\d[.,])\d(?:{GAP}\d){{8}}(?:(?:{GAP}\d){{3}})?(?!\d)"
)
IDENTITY_WORD = re.compile(
    r"(?:cmnd|cmtnd|cmt|cccd|căn cước|chứng minh|định danh|chứng minh thư)"
    r"[^\d]{0,25}$",
    re.IGNORECASE,
)
GROUPED = re.compile(r"[1-9]\d{0,2}(?:[. ]\d{3})+")
UNIT = re.compile(
    r"\s{0,2}(?:đồng|đ\b|vnđ|vnd|tỷ|tỉ|triệu|nghìn|ngàn|usd|đô la|euro|người|hộ|lượt"
    r"|phiếu|ý kiến|cử tri|đảng viên|ha\b|km|m[²23]?\b|tấn|kg|kwh|lít|cây|con\b|%)",
    re.IGNORECASE,
)
PLATE = re.compile(
    r"(?<![\w/.\-])[1-9]\d-? ?(?P<series>[A-HK-NPSTUVXYZĐ]{1,2}[1-9]?)[ .\-]?"
    r"(?P<number>\d{3}[. ]\d\d|\d{5}|\d{4})(?![\w/]|-\w|[.,]\d)",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:19|20)\d\d")


def find_numbers(text):
    """Yield (kind, start, end) of the numbers that belong to a person."""
    dates = [match.span() for match in DATE.finditer(text)]
    for start, end in dates:
        text = text[:start] + "\ufffc" * (end - start) + text[end:]
    for match in PHONE.finditer(text):
        if _is_phone(match, text):
            yield "phone", *match.span()
    for match in IDENTITY.finditer(text):
        if _is_identity(match, text):
            yield "national_id", *match.span()
    for match in PLATE.finditer(text):
        if _is_plate(match, text):
            yield "plate", *match.span()


def find_phones_in_link(text, start, end):
    """Yield telephone numbers within a link, where other digits are its own."""
    for match in PHONE_IN_LINK.finditer(text, start, end):
        yield "phone", *match.span()


def _is_phone(match, text):
    number = match.group()
    if number.lstrip("(")[:1] in "+0Oo":
        return True
    # 84.912.345.678 is a telephone number or an amount: the words decide.
    if PHONE_WORD.search(text, max(0, match.start() - 30), match.start()):
        return True
    return not GROUPED.fullmatch(number) and not UNIT.match(text, match.end())


def _is_identity(match, text):
    number = match.group()
    if IDENTITY_WORD.search(text, max(0, match.start() - 45), match.start()):
        return True
    if number.isdigit():
        return not UNIT.match(text, match.end())
    groups = re.split(r"\D+", number)
    return number.startswith("0") and all(len(group) >= 3 for group in groups)


def _is_plate(match, text):
    series, number = match["series"], match["number"]
    if UNIT.match(text, match.end()):
        return False
    if len(number) > 4:
        return True
    # Four digits: an old plate, or the year after the symbol of a document.
    letters = series.rstrip("123456789")
    return len(letters) == 1 and letters.isupper() and not YEAR.fullmatch(number)
