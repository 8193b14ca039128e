"""The place of a unit in a tree that is given as {unit: unit above}."""

from typing import NamedTuple

DIRECT, ABOVE = "direct", "above_grassroots"


class Place(NamedTuple):
    """Unit above, topmost ancestor (itself included) of each of two levels, path."""

    parent: int | None
    direct: int | None
    above: int | None
    path: str


def place_of(unit, parents, levels):
    """Return the place of a unit.

    :param parents: {unit: unit above or None}
    :param levels: {unit: code of its level}
    """
    chain = _chain(unit, parents)
    return Place(
        parent=parents.get(unit),
        direct=_topmost(chain, DIRECT, levels),
        above=_topmost(chain, ABOVE, levels),
        path="".join(f"{one}/" for one in chain),
    )


def moved_below(moved, units, parents):
    """Return those of `units` that are, or hang below, one that was moved."""
    moved = set(moved)
    return {unit for unit in units if not moved.isdisjoint(_chain(unit, parents))}


def _chain(unit, parents):
    """Return the unit and those above it, the topmost first."""
    chain, seen = [], set()
    while unit and unit not in seen:
        seen.add(unit)
        chain.append(unit)
        unit = parents.get(unit)
    return chain[::-1]


def _topmost(chain, code, levels):
    return next((unit for unit in chain if levels.get(unit) == code), None)
