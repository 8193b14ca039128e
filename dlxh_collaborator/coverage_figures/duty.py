"""How much of a yearly number is owed by a day."""

import calendar


def due_so_far(times, day, begin):
    """Return how many of `times` a year are owed from `begin` up to `day`.

    Only full months count: what is to be held in a month is not late before
    the month is over, and the month in which a team is formed is not owed.
    """
    if begin > day:
        return 0
    return times * max(full_months(day) - months_before(begin, day), 0) // 12


def full_months(day):
    """Months of the year that are over at the end of the day."""
    last = calendar.monthrange(day.year, day.month)[1]
    return day.month if day.day == last else day.month - 1


def months_before(begin, day):
    """Months of the day's year that are not owed because all began later."""
    if begin.year < day.year:
        return 0
    return begin.month - (begin.day == 1)
