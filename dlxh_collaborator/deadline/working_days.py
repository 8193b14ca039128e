"""Arithmetic of working days: Monday to Friday, without public holidays."""

from dataclasses import dataclass, field
from datetime import date, timedelta

SATURDAY = 5
#: nobody is off for longer; a mistake in the list of holidays ends the search
LONGEST_PAUSE = 366


@dataclass(frozen=True)
class Holidays:
    """Days off, and days worked in exchange for a day off.

    :param off: dates on which nobody works
    :param yearly: pairs (month, day) off in every year
    :param worked: dates worked although they are a weekend or a holiday
    """

    off: frozenset = field(default_factory=frozenset)
    yearly: frozenset = field(default_factory=frozenset)
    worked: frozenset = field(default_factory=frozenset)


def is_working_day(day, holidays=None):
    """Tell whether people are at work on that day."""
    holidays = holidays or Holidays()
    if day in holidays.worked:
        return True
    if day.weekday() >= SATURDAY or day in holidays.off:
        return False
    return (day.month, day.day) not in holidays.yearly


def add_working_days(day, count, holidays=None):
    """Return the working day on which `count` working days after `day` are over.

    The day itself does not count, whether worked or not; 0 gives it back.
    """
    if not isinstance(day, date) or count < 0:
        raise ValueError("a date and a number of days that is not negative")
    pause = 0
    while count:
        day += timedelta(days=1)
        if is_working_day(day, holidays):
            count, pause = count - 1, 0
        else:
            pause += 1
        if pause > LONGEST_PAUSE:
            raise ValueError(f"no working day in the year before {day}")
    return day
