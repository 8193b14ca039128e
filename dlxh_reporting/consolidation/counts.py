"""Counting sheets, units, tendencies and groups without counting anything twice."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .records import Atom, Sheet


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of an entry; ``base_units`` are the units where sheets were received."""

    sheets: int = 0
    base_units: frozenset[int] = frozenset()
    tendency: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[int, Mapping[str, int]] = field(default_factory=dict)

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
    for sheet in distinct.values():
        tendency.update({stream.tendency for stream in sheet.streams})
        pairs = {(g, s.tendency) for s in sheet.streams for g in s.groups}
        for group, name in pairs:
            groups.setdefault(group, Counter())[name] += 1
        for group in {group for group, _name in pairs}:
            groups[group]["sheets"] += 1
    return Counts(
        sheets=len(distinct),
        base_units=frozenset(sheet.unit_id for sheet in distinct.values()),
        tendency=dict(tendency),
        groups={group: dict(counter) for group, counter in groups.items()},
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
    met, again = set(own_sheets), []
    for atom in {atom.id: atom for atom in atoms}.values():
        sheets += atom.sheets
        units.add(atom.unit_id)
        tendency.update(atom.tendency)
        for group, counts in atom.groups.items():
            groups.setdefault(group, Counter()).update(counts)
        again += [sheet for sheet in atom.shared if sheet.id in met]
        met.update(sheet.id for sheet in atom.shared)
    for sheet in again:
        counted = count_sheets([sheet])
        sheets -= counted.sheets
        tendency.subtract(counted.tendency)
        for group, counts in counted.groups.items():
            groups.setdefault(group, Counter()).subtract(counts)
    return Counts(
        sheets=sheets,
        base_units=frozenset(units),
        tendency=_without_zeros(tendency),
        groups={
            group: found
            for group, counter in groups.items()
            if (found := _without_zeros(counter))
        },
    )


def _without_zeros(counter):
    return {key: number for key, number in counter.items() if number > 0}


def visible_groups(counts: Counts, minimum: int = 2) -> dict[int, dict[str, int]]:
    """Drop groups that rest on fewer than ``minimum`` sheets.

    One sheet on one group could point at the people it speaks of, so only the
    receiving unit's officer sees it, in the sheet itself.
    """
    return {
        group: dict(values)
        for group, values in counts.groups.items()
        if values.get("sheets", 0) >= minimum
    }
