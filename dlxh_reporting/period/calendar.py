"""Which period a day belongs to, its neighbours and its name.

Months need not start on the first: with start day 16 the period runs from the
16th to the 15th. A period is named after the month in which it ends, so the
one from 16 June to 15 July is that of July. Quarters, halves and years are
made of such months. For weeks the start day is the weekday, Monday being 1.
"""

from datetime import date, timedelta
from typing import NamedTuple

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
PERIOD_TYPES = ("week", *MONTHS)
# A later day does not exist in every February.
LAST_START_DAY = 28


class Label(NamedTuple):
    """What a name of a period is made of: "quarter", 3, 2025."""

    period_type: str
    number: int
    year: int


def period_of(day, period_type, start_day=1):
    """Return the first and the last day of the period that holds `day`."""
    _check(period_type, start_day)
    if period_type == "week":
        first = day - timedelta(days=(day.isoweekday() - start_day) % 7)
        return first, first + timedelta(days=6)
    length = MONTHS[period_type]
    named = _month_index(day, start_day)
    first_named = named - named % length
    return (
        _month_start(first_named, start_day),
        _month_start(first_named + length, start_day) - timedelta(days=1),
    )


def next_period(day, period_type, start_day=1):
    """Return the period after the one that holds `day`."""
    last = period_of(day, period_type, start_day)[1]
    return period_of(last + timedelta(days=1), period_type, start_day)


def previous_period(day, period_type, start_day=1):
    """Return the period before the one that holds `day`."""
    first = period_of(day, period_type, start_day)[0]
    return period_of(first - timedelta(days=1), period_type, start_day)


def periods_between(date_from, date_to, period_type, start_day=1):
    """Return the periods that share a day with the given span, in order."""
    periods = []
    day = date_from
    while day <= date_to:
        periods.append(period_of(day, period_type, start_day))
        day = periods[-1][1] + timedelta(days=1)
    return periods


def label(date_from, date_to, period_type):
    """Return what the name of a period is made of."""
    _check(period_type, 1)
    if period_type == "week":
        # As in ISO 8601 the middle day decides the year and the number.
        year, week, _weekday = (date_from + timedelta(days=3)).isocalendar()
        return Label(period_type, week, year)
    number = (date_to.month - 1) // MONTHS[period_type] + 1
    return Label(period_type, number, date_to.year)


def monday_of(day):
    """Return the Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())


def _check(period_type, start_day):
    if period_type not in PERIOD_TYPES:
        raise ValueError(f"unknown period type {period_type!r}")
    last = 7 if period_type == "week" else LAST_START_DAY
    if not 1 <= start_day <= last:
        raise ValueError(f"start day {start_day!r} is not between 1 and {last}")


def _month_index(day, start_day):
    """Number the named months from year 0, so that arithmetic is plain."""
    index = day.year * 12 + day.month - 1
    return index + 1 if start_day > 1 and day.day >= start_day else index


def _month_start(index, start_day):
    """Return the first day of the named month with that number."""
    if start_day > 1:
        index -= 1
    return date(index // 12, index % 12 + 1, start_day)
