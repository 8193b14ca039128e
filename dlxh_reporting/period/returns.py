"""Months in which somebody reported, and whether in time.

Only days go in: which weeks the returns tell of and when they were handed in.
"""

from datetime import date, timedelta
from typing import NamedTuple

WEEK = timedelta(days=6)


class Owed(NamedTuple):
    """One thing that was owed for a period, and whether it came in (S1)."""

    date_from: date
    date_to: date
    is_actual: bool
    is_on_time: bool


def due_months(months, spells, today):
    """Return the months that are over and lie wholly within a membership.

    :param months: pairs (first, last)
    :param spells: pairs (begin, end), end None while it lasts
    """
    return [
        (first, last)
        for first, last in months
        if last < today
        and any(begin <= first and (not end or end >= last) for begin, end in spells)
    ]


def first_returns(months, returns):
    """Return {month: (Monday, handed in)} of the first return of each month.

    A return belongs to the month that holds the Monday of the week it tells of.

    :param returns: pairs (Monday of the week, day it was handed in)
    """
    found = {}
    for monday, handed_in in sorted(returns, key=lambda pair: pair[1]):
        for first, last in months:
            if first <= monday <= last:
                found.setdefault((first, last), (monday, handed_in))
    return found


def completeness(months, returns):
    """Return (months with a return, months due)."""
    return len(first_returns(months, returns)), len(months)


def timeliness(months, returns, due_of):
    """Return (months whose first return came in time, months with a return).

    Nobody is late for a week that still runs.

    :param due_of: function from the last day of a month to the day it is due
    """
    found = first_returns(months, returns)
    timely = sum(
        handed_in <= max(due_of(last), monday + WEEK)
        for (_first, last), (monday, handed_in) in found.items()
    )
    return timely, len(found)


def months_without(months, owed):
    """Return the months in which nothing was written down as owed."""
    return [
        (first, last)
        for first, last in months
        if not any(one.date_from <= last and one.date_to >= first for one in owed)
    ]


def with_owed(code, counts, owed):
    """Return the counts of months, with what was owed added.

    :param code: "completeness": came in of those owed; else in time of those that
        came in
    """
    came = [one for one in owed if one.is_actual]
    if code == "completeness":
        return counts[0] + len(came), counts[1] + len(owed)
    in_time = sum(one.is_on_time for one in came)
    return counts[0] + in_time, counts[1] + len(came)
