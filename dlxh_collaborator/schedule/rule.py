"""A rule such as "each month, on the third Tuesday at 14:00, for two years"."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

#: five years of monthly meetings
MAX_OCCURRENCES = 60


class TooMany(ValueError):
    """The rule asks for more meetings than anybody plans."""

    def __init__(self, count):
        super().__init__(f"{count} occurrences, at most {MAX_OCCURRENCES}")
        self.count = count


@dataclass(frozen=True)
class Rule:
    """One meeting in each period of `interval` months, beginning with the month
    of `date_from`: on a day of the month, or on the nth weekday of it."""

    date_from: date
    date_until: date
    interval: int = 1
    #: a day of the month; the last day where the month is shorter; None for nth
    day: int | None = None
    #: 1 to 4, or -1 for the last
    nth: int = 1
    #: 0 is Monday
    weekday: int = 0
    #: hour of the day, 14.5 is half past two
    hour: float = 8.0


def occurrences(rule):
    """Return (slot, start) of each meeting; the slot is the first day of its month.

    Times are local to the unit. Meetings outside the dates of the rule are left
    out: a series from the 15th has no meeting on the 5th of that month.
    """
    first = rule.date_from.replace(day=1)
    months = _months_between(first, rule.date_until)
    count = months // rule.interval + 1
    if count > MAX_OCCURRENCES:
        raise TooMany(count)
    found = []
    for index in range(count):
        slot = _add_months(first, index * rule.interval)
        day = _day_in(slot, rule)
        if rule.date_from <= day <= rule.date_until:
            minutes = round(rule.hour * 60)
            midnight = datetime.combine(day, datetime.min.time())
            found.append((slot, midnight + timedelta(minutes=minutes)))
    return found


def _months_between(first, until):
    return (until.year - first.year) * 12 + until.month - first.month


def _add_months(first, months):
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _day_in(slot, rule):
    last = monthrange(slot.year, slot.month)[1]
    if rule.day is not None:
        return slot.replace(day=min(rule.day, last))
    if rule.nth < 0:
        end = slot.replace(day=last)
        return end - timedelta(days=(end.weekday() - rule.weekday) % 7)
    offset = (rule.weekday - slot.weekday()) % 7
    return slot + timedelta(days=offset + 7 * (rule.nth - 1))
