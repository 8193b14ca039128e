"""Telephone numbers of Viet Nam, written in one way."""

import re

_MOBILE = re.compile(r"0[35789]\d{8}")
_LANDLINE = re.compile(r"02\d{8,9}")


def normal_phone(value):
    """Return 0xxxxxxxxx, or "" when it is no number of Viet Nam.

    A spreadsheet takes the zero in front away; it is put back.
    """
    text = re.sub(r"[\s.\-()\u00a0\u200b\u200e\u202a\u202c]", "", str(value or ""))
    text = re.sub(r"^(\+|00)84\(?0?", "0", text)
    if re.fullmatch(r"84[235789]\d{8,9}", text):
        text = "0" + text[2:]
    if re.fullmatch(r"[35789]\d{8}", text):
        text = "0" + text
    return text if _MOBILE.fullmatch(text) or _LANDLINE.fullmatch(text) else ""


def is_mobile(phone):
    """Tell whether the number, written our way, is one person's own."""
    return bool(_MOBILE.fullmatch(phone or ""))
