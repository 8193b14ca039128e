"""Place and date line of a document."""

from .text import BLANK, check_names, composed

NAMES = ("place", "day", "month", "year")


def check_pattern(pattern):
    """Raise ValueError unless `pattern` can make a place and date line."""
    check_names(pattern, NAMES, NAMES)


def place_date_line(pattern, place, date):
    """Return "place, day, month, year" in the words of `pattern`.

    Both format guides write a zero before days below ten and before months 1
    and 2 only, so that no stroke can be added afterwards.
    """
    check_pattern(pattern)
    place = composed(place)
    if not place:  # what stands between place and day goes with the place
        pattern = pattern.replace("{place}", "").lstrip(" ,")
    if date is None:
        day = month = year = BLANK
    else:
        day, month, year = _parts(date)
    return pattern.format(place=place, day=day, month=month, year=year)


def short_date(date):
    """Return a date as it is written within a text: 01/9/2025."""
    return "/".join(_parts(date)) if date else ""


def _parts(date):
    month = f"{date.month:02d}" if date.month < 3 else str(date.month)
    return f"{date.day:02d}", month, str(date.year)
