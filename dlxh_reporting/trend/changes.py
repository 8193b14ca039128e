"""Compare how many units tell of an issue in two periods.

An issue is *new* when nobody told of it before, *growing* when more units tell of
it now, *fading* when fewer do. Where as many units tell of it, the number of
sheets decides; an issue told as often as before has not changed. This ranks
matters, never units or people, and says nothing of how many people think so.
"""

from collections.abc import Mapping
from typing import NamedTuple

#: in the order in which equal changes are listed
KINDS = ("new", "growing", "fading")


class Told(NamedTuple):
    """How often an issue was told in a period."""

    units: int = 0
    sheets: int = 0


class Change(NamedTuple):
    """What became of an issue since the last period."""

    key: object
    kind: str
    before: Told
    now: Told


def changes(
    before: Mapping[object, Told], now: Mapping[object, Told], limit: int = 5
) -> list[Change]:
    """Return the largest changes first.

    Ties: more sheets, then new before growing before fading, then the key, so that
    the same figures give the same page.
    """
    found = []
    for key in {*before, *now}:
        old, new = before.get(key, Told()), now.get(key, Told())
        kind = _kind(old, new)
        if kind:
            found.append(Change(key, kind, old, new))
    found.sort(key=_weight)
    return found[:limit]


def _kind(old, new):
    if old == new:
        return None
    if old == Told():
        return "new"
    return "growing" if new > old else "fading"


def _weight(change):
    units = abs(change.now.units - change.before.units)
    sheets = abs(change.now.sheets - change.before.sheets)
    return -units, -sheets, KINDS.index(change.kind), str(change.key)
