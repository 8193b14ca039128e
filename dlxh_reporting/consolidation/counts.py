"""Counting sheets, units, tendencies and groups without counting anything twice."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .records import Atom, Sheet


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of an entry; ``base_units`` are the units where sheets were received.

    ``cells`` are the sheets by (group, tendency, week) and by unit.
    """

    sheets: int = 0
    base_units: frozenset[int] = frozenset()
    tendency: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    cells: Mapping[tuple[int, str, str], Mapping[int, int]] = field(
        default_factory=dict
    )

    @property
    def base_unit_count(self):
        return len(self.base_units)


def count_sheets(sheets: Iterable[Sheet]) -> Counts:
    """Count distinct sheets: a sheet adds one to each tendency (and group) it has.

    The same tendency told by two streams of one sheet is still one sheet, so no
    tendency ever counts more than ``sheets``. ``groups[g]["sheets"]`` is the number
    of sheets that name group g.
    """
    distinct = {sheet.id: sheet for sheet in sheets if not sheet.is_nil}
    tendency: Counter = Counter()
    groups: dict[int, Counter] = {}
    cells: dict[tuple, Counter] = defaultdict(Counter)
    for sheet in distinct.values():
        tendency.update({stream.tendency for stream in sheet.streams})
        pairs = {(g, s.tendency) for s in sheet.streams for g in s.groups}
        for group, name in pairs:
            groups.setdefault(group, Counter())[name] += 1
            cells[group, name, sheet.week][sheet.unit_id] += 1
        for group in {group for group, _name in pairs}:
            groups[group]["sheets"] += 1
    return Counts(
        sheets=len(distinct),
        base_units=frozenset(sheet.unit_id for sheet in distinct.values()),
        tendency=dict(tendency),
        groups={group: dict(counter) for group, counter in groups.items()},
        cells={key: dict(counter) for key, counter in cells.items()},
    )


def total(
    atoms: Iterable[Atom], own: Counts | None = None, own_sheets: Iterable[int] = ()
) -> Counts:
    """Add distinct atoms, and the entry's own sheets, into one count.

    A sheet that several of them rest on counts once.

    :param own_sheets: ids of the sheets that `own` counts
    """
    own = own or Counts()
    sheets = own.sheets
    units = set(own.base_units)
    tendency = Counter(own.tendency)
    groups = {group: Counter(counts) for group, counts in own.groups.items()}
    cells = defaultdict(Counter, {k: Counter(c) for k, c in own.cells.items()})
    met, again = set(own_sheets), []
    for atom in {atom.id: atom for atom in atoms}.values():
        sheets += atom.sheets
        units.add(atom.unit_id)
        tendency.update(atom.tendency)
        for group, counts in atom.groups.items():
            groups.setdefault(group, Counter()).update(counts)
        for key, number in atom.cells.items():
            cells[key][atom.unit_id] += number
        again += [sheet for sheet in atom.shared if sheet.id in met]
        met.update(sheet.id for sheet in atom.shared)
    for sheet in again:
        counted = count_sheets([sheet])
        sheets -= counted.sheets
        tendency.subtract(counted.tendency)
        for group, counts in counted.groups.items():
            groups.setdefault(group, Counter()).subtract(counts)
        for key, counts in counted.cells.items():
            cells[key].subtract(counts)
    return Counts(
        sheets=sheets,
        base_units=frozenset(units),
        tendency=_without_zeros(tendency),
        groups=_filled(groups),
        cells=_filled(cells),
    )


def _filled(counters):
    """Without what came to nothing."""
    found = {key: _without_zeros(counter) for key, counter in counters.items()}
    return {key: counts for key, counts in found.items() if counts}


def _without_zeros(counter):
    return {key: number for key, number in counter.items() if number > 0}


def visible_cells(
    counts: Counts, minimum: int, own_unit: int | None = None
) -> frozenset[tuple[int, str, str]]:
    """The (group, tendency, week) that may be shown above the receiving unit.

    A cell of a week that rests on fewer than ``minimum`` sheets or units could
    point at the people it speaks of: only the officer who received the sheet sees
    it.

    :param own_unit: the unit whose report it is; it knows its own sheets and could
        subtract them, so the others must be enough without it
    """
    shown = set()
    for cell, units in counts.cells.items():
        others = [number for unit, number in units.items() if unit != own_unit]
        if min(len(others), sum(others)) >= minimum:
            shown.add(cell)
    return frozenset(shown)


def visible_groups(
    counts: Counts, minimum: int, own_unit: int | None = None
) -> dict[int, dict[str, int]]:
    """Sheets by group and tendency that may be shown, see `visible_cells`.

    A cell is left out before weeks are added up, so that no total gives it back.
    """
    shown: dict[int, Counter] = {}
    for cell in visible_cells(counts, minimum, own_unit):
        group, tendency, _week = cell
        number = sum(counts.cells[cell].values())
        shown.setdefault(group, Counter())[tendency] += number
    return {group: dict(counter) for group, counter in shown.items()}
