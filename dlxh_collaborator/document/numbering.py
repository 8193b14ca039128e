"""Number and symbol of a document, such as 12-BC/BTGTU."""

from .text import BLANK, check_names, composed

NAMES = ("number", "type", "body")


def check_pattern(pattern):
    """Raise ValueError unless `pattern` can make a code of a document."""
    check_names(pattern, NAMES, ("number",))


def document_code(pattern, number, type_symbol, body_symbol):
    """Return the code of a document by the pattern of its format profile.

    Numbers below ten are written with a zero. A document without a number gets
    blank room in its place.
    """
    check_pattern(pattern)
    if number is not None and number < 1:
        raise ValueError("numbers begin at 1")
    return pattern.format(
        number=BLANK if number is None else f"{number:02d}",
        type=composed(type_symbol),
        body=composed(body_symbol),
    )


def number_line(label, code):
    """Return the line printed below the name of the issuing body."""
    return f"{composed(label)} {code}"
