"""One question over several waves: levels, tests between waves, break marks."""

from dataclasses import dataclass

from .compare import difference
from .results import Cell, Statistic, Table, Test


@dataclass(frozen=True, slots=True)
class Point:
    """One wave of a trend.

    ``wording`` is what must stay the same for two waves to be compared: title,
    answers and instructions of the question as asked (any hashable value).
    """

    wave: str
    table: Table
    wording: object = None


@dataclass(frozen=True, slots=True)
class Change:
    """From the wave before to this one: in shares or in the scale's points.

    ``test`` is None where the two cannot be compared.
    """

    difference: float | None
    se: float | None
    test: Test | None


@dataclass(frozen=True, slots=True)
class Line:
    """One answer (``key``) or one statistic (``name``) over the waves.

    ``values`` has a `Cell`, a `Statistic` or None per wave, ``changes`` one per
    wave after the first.
    """

    key: int | None
    name: str | None
    values: tuple[Cell | Statistic | None, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """``breaks[i]``: the wording changed between the waves i and i+1."""

    waves: tuple[str, ...]
    breaks: tuple[bool, ...]
    lines: tuple[Line, ...]


def trend(points):
    """Return the `Trend` of the same table over waves, in the order given.

    Waves are independent samples: t = (b - a) / √(SE_a² + SE_b²) on the sum of
    their degrees of freedom. Nothing is tested across a break.
    """
    points = list(points)
    kinds = {point.table.kind for point in points}
    if len(kinds) > 1:
        raise ValueError("A trend needs the same type of question in every wave.")
    pairs = list(zip(points, points[1:], strict=False))
    breaks = tuple(a.wording != b.wording for a, b in pairs)
    keys = list(dict.fromkeys(c.key for p in points for c in p.table.cells))
    names = list(dict.fromkeys(s.name for p in points for s in p.table.statistics))
    cells = [{cell.key: cell for cell in point.table.cells} for point in points]
    numbers = [{one.name: one for one in point.table.statistics} for point in points]
    lines = [
        _line(points, breaks, [found.get(key) for found in cells], key=key)
        for key in keys
    ]
    lines += [
        _line(points, breaks, [found.get(name) for found in numbers], name=name)
        for name in names
    ]
    return Trend(tuple(point.wave for point in points), breaks, tuple(lines))


def _line(points, breaks, values, key=None, name=None):
    steps = zip(points, points[1:], values, values[1:], breaks, strict=False)
    return Line(key, name, tuple(values), tuple(_change(*step) for step in steps))


def _change(before, after, old, new, broken):
    if broken or old is None or new is None:
        return Change(None, None, None)
    a, b = _level(old), _level(new)
    if a is None or b is None:
        return Change(None, None, None)
    if old.se is None or new.se is None:
        return Change(b - a, None, None)
    variance = old.se**2 + new.se**2
    test = difference(b - a, variance, before.table.df + after.table.df)
    return Change(b - a, variance**0.5, test)


def _level(value):
    return value.share if isinstance(value, Cell) else value.value


def suppress_trend(found, published):
    """Return the `Trend` with the figures that the published tables show.

    :param published: the `Published` table of each wave, in order
    """
    cells, numbers = [], []
    for one in published:
        table = one.table
        cells.append({cell.key: cell for cell in table.cells} if table else {})
        numbers.append({s.name: s for s in table.statistics} if table else {})
    lines = []
    for line in found.lines:
        where, name = (numbers, line.name) if line.name else (cells, line.key)
        values = tuple(figures.get(name) for figures in where)
        steps = zip(line.changes, values, values[1:], strict=False)
        changes = tuple(_public(*step) for step in steps)
        lines.append(Line(line.key, line.name, values, changes))
    return Trend(found.waves, found.breaks, tuple(lines))


def _public(change, old, new):
    """A step needs both of its figures; its test also their precision."""
    if any(value is None or _level(value) is None for value in (old, new)):
        return Change(None, None, None)
    if old.se is None or new.se is None:
        return Change(change.difference, None, None)
    return change
