"""Release counts of mentions; what is too small leaves no trace.

A mention is one sheet that names a cell: a group, a tendency and a week. A cell
that rests on a single sheet or a single unit is left out as if nobody had said
anything, and totals add up what is released. So nothing that is shown depends on
a hidden cell, and no difference of totals gives it back: taking all hidden
mentions away beforehand would change no figure.

What the reader received himself (`own`) he knows sheet by sheet. It is released
apart and never mixed with the rest; else he could subtract it.

The same is done in SQL by `dlxh.dashboard.count.mixin`, and tested against this.
"""

from collections.abc import Iterable
from typing import NamedTuple

#: the smallest number of sheets, and of units, that a cell shows
MINIMUM = 2


class Mention(NamedTuple):
    """One sheet, received by one unit, that names one cell."""

    sheet: int
    unit: int
    key: tuple


class Cell(NamedTuple):
    """What is released of a cell: how many sheets, of which units."""

    key: tuple
    is_own: bool
    sheets: int
    units: frozenset


def release(
    mentions: Iterable[Mention],
    own: frozenset = frozenset(),
    minimum: int = MINIMUM,
    reads_own: bool = True,
) -> list[Cell]:
    """Return the cells that a reader may see, in order.

    :param own: the reader's own units
    :param reads_own: whether the reader is the officer who received their sheets
    """
    found: dict[tuple, set] = {}
    for mention in mentions:
        found.setdefault((mention.key, mention.unit in own), set()).add(
            (mention.sheet, mention.unit)
        )
    cells = []
    for (key, is_own), pairs in sorted(found.items()):
        units = frozenset(unit for _sheet, unit in pairs)
        large = min(len(pairs), len(units)) >= minimum
        if reads_own if is_own else large:
            cells.append(Cell(key, is_own, len(pairs), units))
    return cells


def total(cells: Iterable[Cell]) -> tuple[int, int]:
    """Return (mentions, distinct units) of released cells; there are no others."""
    cells = list(cells)
    units = frozenset().union(*(cell.units for cell in cells))
    return sum(cell.sheets for cell in cells), len(units)
