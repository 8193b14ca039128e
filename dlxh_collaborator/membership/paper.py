"""Read number and date out of a reference such as people type it in."""

import re
from datetime import date

#: 112-QĐ/TU, 45/QĐ-UBND, 958-QC/CTV/DLXH
CODE = re.compile(r"\b\d+[A-Za-z]?\s*[-/]\s*[^\s,;()]+")
DATE = re.compile(r"\b(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\b")
LONG_DATE = re.compile(
    r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE
)


def read_reference(text: str) -> tuple[str, date | None]:
    """Return number and symbol, and the date when one is named.

    A reference without a recognisable number is its own code.
    """
    text = " ".join((text or "").split())
    found, rest = None, text
    for pattern in (LONG_DATE, DATE):
        for match in pattern.finditer(text):
            day, month, year = map(int, match.groups())
            try:
                found = date(year, month, day)
            except ValueError:
                continue  # 31/2: not a date
            rest = text[: match.start()] + text[match.end() :]
            break
        if found:
            break
    code = CODE.search(rest)
    return (code.group().replace(" ", "") if code else text), found
