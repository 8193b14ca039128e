"""Drawing units and line numbers by lot, so that anybody can draw them again.

The seed is stored with the wave: the same seed, list and numbers give the same
draw. `random.Random` keeps its sequence of `random()` over versions of Python;
nothing else of it is used here.
"""

import random
from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

METHODS = ("systematic", "pps")


@dataclass(frozen=True, slots=True)
class Unit:
    """What may be drawn: a unit and how many people are on its list."""

    key: object
    population: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A unit drawn. ``replaces`` names the unit a replacement stands in for.

    ``probability`` is the chance of a unit of the main draw to be in it;
    ``order`` the place on the list of those drawn.
    """

    key: object
    order: int
    probability: Fraction
    replaces: object = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line number on a unit's paper list, counted from 1."""

    number: int
    order: int
    is_replacement: bool = False


def draw_units(units, n, seed, method="pps", replacements=0):
    """Return the `Drawn` units: `n` of them, then the replacements in order.

    ``systematic``: every (N/n)th unit of the list from a start by lot, all with the
    chance n/N. ``pps``: the same along the people, so that a unit's chance is
    n·M/ΣM; a unit with more people than the step is drawn with certainty, and the
    others are drawn from without it. The order of the list is kept, so a list
    sorted by region spreads over regions.

    Replacements come from those not drawn, next to the one they stand in for.
    """
    units = list(units)
    chances = probabilities(units, n, method)
    dice = random.Random(seed)
    chosen = _systematic([chances[unit.key] for unit in units], dice)
    drawn = [
        Drawn(units[place].key, order, chances[units[place].key])
        for order, place in enumerate(chosen, 1)
    ]
    return drawn + _replacements(units, chosen, chances, replacements, dice)


def probabilities(units, n, method="pps"):
    """Return {key: inclusion probability} as exact fractions; they add up to `n`."""
    if method not in METHODS:
        raise ValueError(f"The method must be one of {', '.join(METHODS)}.")
    sizes = {
        unit.key: 1 if method == "systematic" else unit.population for unit in units
    }
    if len(sizes) != len(list(units)):
        raise ValueError("Two units have the same key.")
    if any(size < 0 for size in sizes.values()):
        raise ValueError("Numbers of people must not be negative.")
    able = sum(size > 0 for size in sizes.values())
    if not 0 < n <= able:
        raise ValueError(f"From {able} units with people {n} cannot be drawn.")
    certain = set()
    while True:
        rest = {key: size for key, size in sizes.items() if key not in certain}
        step = Fraction(sum(rest.values()), n - len(certain)) if n > len(certain) else 0
        more = {key for key, size in rest.items() if step and size >= step}
        if not more:
            break
        certain |= more
    found = {}
    for key, size in sizes.items():
        free = Fraction(size) / step if step else Fraction(0)
        found[key] = Fraction(1) if key in certain else free
    return found


def _systematic(chances, dice):
    """Return the places hit by start, start + 1, … along the summed chances."""
    ends = list(accumulate(chances, initial=Fraction(0)))
    start = _lot(dice)
    return [bisect_right(ends, start + k) - 1 for k in range(int(ends[-1]))]


def _lot(dice):
    """Return an exact fraction in [0, 1): a float would lose the end of a long list."""
    return Fraction(dice.random())


def _replacements(units, chosen, chances, count, dice):
    taken, found = set(chosen), []
    free = [
        place
        for place, unit in enumerate(units)
        if place not in taken and chances[unit.key] > 0
    ]
    order = len(chosen)
    # for each drawn unit in an order by lot, the nearest free one on the list
    waiting = sorted(chosen, key=lambda place: (_lot(dice), place))
    while len(found) < count and free:
        for place in waiting:
            if len(found) == count or not free:
                break
            nearest = min(free, key=lambda one: (abs(one - place), one))
            free.remove(nearest)
            order += 1
            key = units[nearest].key
            found.append(Drawn(key, order, chances[key], units[place].key))
    return found


def draw_lines(population, n, seed, replacements=0, taken=()):
    """Return the `Line` numbers to ask on a unit's list, then the replacements.

    Systematic with a fractional step and a start by lot: every line has the chance
    n/N. Replacements are drawn by lot from the lines that are left.

    :param taken: lines that were asked before and are not to be asked again
    """
    lines = [number for number in range(1, population + 1) if number not in set(taken)]
    if n < 0 or replacements < 0:
        raise ValueError("Numbers of people must not be negative.")
    if n > len(lines):
        raise ValueError(f"From {len(lines)} lines {n} cannot be drawn.")
    dice = random.Random(seed)
    start = _lot(dice)
    step = Fraction(len(lines), n) if n else Fraction(0)
    chosen = [lines[int((start + k) * step)] for k in range(n)]
    rest = sorted(set(lines) - set(chosen))
    by_lot = sorted(rest, key=lambda number: (_lot(dice), number))
    found = [Line(number, order) for order, number in enumerate(chosen, 1)]
    more = enumerate(by_lot[:replacements], len(found) + 1)
    return found + [Line(number, order, True) for order, number in more]


def base_weight(unit_probability, population, answered):
    """Return the weight 1 / (π · n/N) of somebody in a unit that was drawn.

    π the chance of the unit, n of its N people answered: the unit's people weigh
    as much together as if all had answered. None where nobody answered.
    """
    if not 0 < unit_probability <= 1:
        raise ValueError("A probability must be above 0 and at most 1.")
    if not 0 <= answered <= population:
        raise ValueError("More people answered than there are in the unit.")
    if not answered:
        return None
    return float(Fraction(population, answered) / Fraction(unit_probability))
