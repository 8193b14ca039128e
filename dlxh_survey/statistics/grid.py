"""Aggregated rows as matrices: sampling units down, distinct values across."""

from dataclasses import dataclass

import numpy as np

#: how the store writes an answer that is none; NULL means "not asked"
NO_ANSWER, DONT_KNOW, REFUSED = -2147483647, -2147483646, -2147483645
NOT_ASKED = -2147483648
MISSING = {"no_answer": NO_ANSWER, "dont_know": DONT_KNOW, "refused": REFUSED}


@dataclass(frozen=True)
class Grid:
    """Sums by sampling unit (a stratum, or a PSU in its stratum) and value.

    ``values[axis][cell]`` are the distinct values; ``n``, ``w`` and ``w2`` have a
    row per unit and a column per cell; ``stratum[unit]`` is an index into
    ``strata``; ``clustered[unit]`` tells a PSU from a stratum of single people.
    """

    values: tuple[np.ndarray, ...]
    n: np.ndarray
    w: np.ndarray
    w2: np.ndarray
    stratum: np.ndarray
    strata: tuple
    clustered: np.ndarray


def columns(rows, width):
    """Return the rows as `width` columns."""
    if isinstance(rows, tuple) and rows and isinstance(rows[0], np.ndarray):
        found = rows
    else:
        found = list(zip(*rows, strict=True)) or [()] * width
    if len(found) != width:
        raise ValueError(f"Rows of {width} columns are expected, not {len(found)}.")
    return found


def as_values(column):
    """Return stored answers as integers, NULL as NOT_ASKED."""
    if isinstance(column, np.ndarray) and column.dtype.kind in "iu":
        return column.astype(np.int64)
    return np.array([NOT_ASKED if v is None else v for v in column], dtype=np.int64)


def build(value_columns, stratum, psu, n, w, w2):
    """Return the `Grid` of columns of equal length."""
    units, unit = _factors(list(zip(stratum, psu, strict=True)))
    return _build([as_values(c) for c in value_columns], units, unit, (n, w, w2))


def _build(values, units, unit, sums):
    sums = [np.asarray(column, dtype=float) for column in sums]
    if any((column < 0).any() or not np.isfinite(column).all() for column in sums):
        raise ValueError("Counts and weights must be finite and not negative.")
    cell_values, cell = _distinct(values)
    strata, stratum_of = _factors([key for key, _psu in units])
    shape = (len(units), len(cell_values[0]))
    return Grid(
        values=cell_values,
        n=_sums(shape, unit, cell, sums[0]),
        w=_sums(shape, unit, cell, sums[1]),
        w2=_sums(shape, unit, cell, sums[2]),
        stratum=stratum_of,
        strata=tuple(strata),
        clustered=np.array([psu is not None for _key, psu in units], dtype=bool),
    )


def _distinct(values):
    if len(values) == 1:
        found, cell = np.unique(values[0], return_inverse=True)
        return (found,), cell.reshape(-1)
    # two values of 32 bits in one of 64: much faster than unique rows
    joined = (values[0] - NOT_ASKED) * (1 << 32) + (values[1] - NOT_ASKED)
    joined, cell = np.unique(joined.astype(np.uint64), return_inverse=True)
    high = (joined >> np.uint64(32)).astype(np.int64) + NOT_ASKED
    low = (joined & np.uint64(0xFFFFFFFF)).astype(np.int64) + NOT_ASKED
    return (high, low), cell.reshape(-1)


def _factors(keys):
    """Return the distinct keys in order of appearance and each key's number."""
    numbers = {}
    index = [numbers.setdefault(key, len(numbers)) for key in keys]
    return list(numbers), np.array(index, dtype=np.intp)


def _sums(shape, unit, cell, column):
    flat = np.bincount(unit * shape[1] + cell, column, shape[0] * shape[1])
    return flat.reshape(shape)


def one_way_grids(rows):
    """Return {slot: Grid} of one-way rows."""
    slot, value, stratum, psu, n, w, w2 = columns(rows, 7)
    slots, index = _factors(list(slot))
    units, unit = _factors(list(zip(stratum, psu, strict=True)))
    values = as_values(value)
    sums = [np.asarray(column, dtype=float) for column in (n, w, w2)]
    order = np.argsort(index, kind="stable")
    cuts = np.searchsorted(index[order], np.arange(1, len(slots)))
    found = {}
    for number, chosen in zip(slots, np.split(order, cuts), strict=False):
        # a slot keeps the units that its own rows name
        seen, places = np.unique(unit[chosen], return_inverse=True)
        part = [column[chosen] for column in sums]
        own = [units[one] for one in seen.tolist()]
        found[number] = _build([values[chosen]], own, places.reshape(-1), part)
    return found


def cross_grid(rows):
    """Return the Grid of cross rows; its two axes are row and column value."""
    row, column, stratum, psu, n, w, w2 = columns(rows, 7)
    return build([row, column], stratum, psu, n, w, w2)
