"""Suppression of cross tables of a whole and of its parts."""

from dataclasses import replace

import numpy as np

from . import cover, family, triple
from .crossing import is_complete, masks_of, shown_or_not
from .crossing_page import is_any, lay_out
from .results import DISJOINT


def suppress_cross_family(whole, parts, k, precision):
    """Return (`Published` whole, {key: `Published` part}), parts complete or not.

    A part is shown only if nothing is small: not in the whole, not in the part and
    not in what is left over. The whole is shown only if, beside the one-way tables of
    the parts, it gives none of their hidden cells away.
    """
    nothing = {
        key: shown_or_not(one, False, k, precision) for key, one in parts.items()
    }
    masks = None if cover.is_small(whole.base.n, k) else masks_of(whole, k)
    if masks is None or not _is_safe(whole, parts, masks, k):
        return lay_out(whole, None, k, precision), nothing
    kept = []
    if not is_any(masks) and is_complete(whole, k):
        kept = [
            key
            for key, part in parts.items()
            if is_complete(part, k) and _shown_alone(whole, parts, key, k)
        ]
    kept.sort(key=lambda key: (-parts[key].base.n, str(key)))
    while kept and not is_complete(_rest(whole, [parts[key] for key in kept]), k):
        kept.pop()
    shown = {key: shown_or_not(parts[key], True, k, precision) for key in kept}
    return lay_out(whole, masks, k, precision), {**nothing, **shown}


def _is_safe(whole, parts, masks, k):
    """Tell whether the whole may be shown beside one-way tables of the parts."""
    if not whole.rows:
        return True
    members = [*parts.values(), _rest(whole, list(parts.values()))]
    by_row, by_column = (
        [*_masks_of(whole, parts, counts, k), None]
        for counts in (_row_counts, _column_counts)
    )
    for row, column in _planes(whole):
        people = np.array([triple.framed(*_cut(one, row, column)) for one in members])
        hidden = (
            np.array([_cut_mask(mask, row, len(whole.rows)) for mask in by_row]),
            np.array(
                [_cut_mask(mask, column, len(whole.columns)) for mask in by_column]
            ),
            _cut_plane(np.array(masks[0], dtype=bool), masks[1:], row, column),
        )
        if not triple.is_safe(people, hidden, k):
            return False
    return True


def _masks_of(whole, parts, counts, k):
    members = {key: counts(part) for key, part in parts.items()}
    return family.masks(counts(whole), members, k)[1].values()


def _planes(table):
    """Yield (row, column): None for all answers, or one option that overlaps."""
    rows = range(len(table.rows)) if table.kind == "multiple" else [None]
    overlap = table.column_kind not in DISJOINT
    columns = range(len(table.columns)) if overlap else [None]
    return [(row, column) for row in rows for column in columns]


def _cut(table, row, column):
    """Return (cells, rows alone, columns alone) of answers that add up.

    Of an option that overlaps: who chose it, and who did not.
    """
    cells = np.array([[cell.n for cell in line] for line in table.cells])
    rows, columns = list(table.rows_alone), list(table.columns_alone)
    totals = np.array([cell.n for cell in table.row_totals])
    bases = np.array([base.n for base in table.column_bases])
    if row is not None:
        cells = np.array([cells[row], bases - cells[row]])
        totals = np.array([totals[row], table.base.n - totals[row]])
        rows = [rows[row], table.row_base_alone - rows[row]]
    if column is not None:
        cells = np.column_stack([cells[:, column], totals - cells[:, column]])
        columns = [columns[column], table.column_base_alone - columns[column]]
    return cells, rows, columns


def _cut_mask(mask, place, size):
    """Return the mask of one option and its opposite, or of all; withheld: hidden."""
    if mask is None:
        return [True] * (size if place is None else 2)
    return list(mask) if place is None else [mask[place]] * 2


def _cut_plane(cells, sides, row, column):
    # nothing is printed of a hidden column
    cells = cells | np.array(sides[1], dtype=bool)
    if row is not None:
        cells = np.array([cells[row]] * 2)
    if column is not None:
        cells = np.column_stack([cells[:, column]] * 2)
    return cells


def _shown_alone(whole, parts, key, k):
    """Tell whether the part's own tables of both questions hide nothing.

    They may hide cells that are not small, as cover for those of other parts.
    """
    for counts in (_row_counts, _column_counts):
        mask = dict(zip(parts, _masks_of(whole, parts, counts, k), strict=True))[key]
        if mask is None or any(mask):
            return False
    return True


def _row_counts(table):
    return family.Counts(table.kind, list(table.rows_alone), table.row_base_alone)


def _column_counts(table):
    counts = list(table.columns_alone)
    return family.Counts(table.column_kind, counts, table.column_base_alone)


def _rest(whole, parts):
    """Return the counts of everybody who is in none of the parts."""

    def minus(figures):
        first, *others = figures
        return first - sum(others)

    def less(figures):
        return replace(figures[0], n=minus(one.n for one in figures))

    def numbers(name):
        columns = zip(*(getattr(one, name) for one in (whole, *parts)), strict=True)
        return tuple(minus(figures) for figures in columns)

    def lines(name):
        columns = zip(*(getattr(one, name) for one in (whole, *parts)), strict=True)
        return tuple(less(figures) for figures in columns)

    cells = tuple(
        tuple(less(figures) for figures in zip(*rows, strict=True))
        for rows in zip(*(one.cells for one in (whole, *parts)), strict=True)
    )
    return replace(
        whole,
        cells=cells,
        row_totals=lines("row_totals"),
        column_bases=lines("column_bases"),
        base=less([whole.base, *(part.base for part in parts)]),
        rows_alone=numbers("rows_alone"),
        columns_alone=numbers("columns_alone"),
        row_base_alone=minus(one.row_base_alone for one in (whole, *parts)),
        column_base_alone=minus(one.column_base_alone for one in (whole, *parts)),
    )
