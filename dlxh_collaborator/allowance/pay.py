"""Months that are paid, and the amounts."""

from calendar import monthrange
from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from .rates import Post, best_rate


class Place(NamedTuple):
    """A membership: one person in one team, from one day to another."""

    person: object  # one human being, whatever his files
    file: object  # his file as a collaborator
    unit: object  # whose team it is
    rank: int  # of the unit's level, 1 is the top
    post: Post
    date_from: date
    date_to: date | None = None


class Payment(NamedTuple):
    """One line of a pay list."""

    file: object
    role: str
    coefficient: float
    base: float
    months: int
    elsewhere: int  # months served that another team pays


def amount_of(coefficient, base, months):
    """Return coefficient x base salary x months, rounded to the whole đồng."""
    exact = Decimal(str(coefficient)) * Decimal(str(base)) * months
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def payments(unit, places, rates, base_of, date_from, date_to, min_days=15):
    """Return the lines of the pay list of a unit for whole months.

    A month counts when the membership held on at least `min_days` of its days.
    Coefficient and base salary are those of the first day of the month. Who
    serves in teams of several units is paid once for a month, where it is most,
    unless the rate says that it is paid beside others.

    :param places: memberships of the people concerned, in any unit
    :param base_of: function from a day to the base salary, None if there is none
    :raises LookupError: when a month that is to be paid has no base salary
    """
    paid = defaultdict(int)
    elsewhere = defaultdict(int)
    people = defaultdict(list)
    for place in places:
        people[place.person].append(place)
    for first, last in _months(date_from, date_to):
        for person in people.values():
            held = _held(person, rates, first, last, min_days)
            if unit not in held:
                continue
            place, rate = held[unit]
            if not rate.beside and _best(held) != unit:
                elsewhere[place.file] += 1
                continue
            base = base_of(first)
            if base is None:
                raise LookupError(first)
            paid[place.file, place.post.role, rate.coefficient, base] += 1
    lines = []
    for (file, role, coefficient, base), months in paid.items():
        other = elsewhere.pop(file, 0)  # said on the first line of a person
        lines.append(Payment(file, role, coefficient, base, months, other))
    for file, other in elsewhere.items():
        lines.append(Payment(file, "", 0, 0, 0, other))
    return lines


def _months(date_from, date_to):
    year, month = date_from.year, date_from.month
    while date(year, month, 1) <= date_to:
        yield date(year, month, 1), date(year, month, monthrange(year, month)[1])
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _days(place, first, last):
    begin = max(place.date_from, first)
    end = min(place.date_to or last, last)
    return max((end - begin).days + 1, 0)


def _held(places, rates, first, last, min_days):
    """Return {unit: (place, rate)} of the teams in which a month counts.

    Of several memberships in the teams of one unit (a change of role) the one
    that held longest gives the coefficient.
    """
    days = defaultdict(int)
    longest = {}
    for place in places:
        number = _days(place, first, last)
        days[place.unit] += number
        if number and number > longest.get(place.unit, (0, None))[0]:
            longest[place.unit] = (number, place)
    held = {}
    for unit, (_number, place) in longest.items():
        rate = best_rate(rates, place.post, first)
        if days[unit] >= min_days and rate:
            held[unit] = (place, rate)
    return held


def _best(held):
    """Return the unit that pays most; at equal coefficients the higher level."""
    return min(
        held,
        key=lambda unit: (-held[unit][1].coefficient, held[unit][0].rank, unit),
    )
