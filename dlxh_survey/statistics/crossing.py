"""Suppression of a cross table: which cells are hidden."""

from dataclasses import replace

from . import cover, family
from .crossing_page import lay_out
from .family import is_told
from .results import DISJOINT


def suppress_cross(table, k, precision):
    """Return `Published` of a cross table."""
    masks = None if cover.is_small(table.base.n, k) else masks_of(table, k)
    return lay_out(table, masks, k, precision)


def masks_of(table, k):
    """Return the masks, the same whichever of the two questions is the column.

    Which cells serve as cover depends on how the table is turned. Hidden cells that
    differ would be filled in from the table turned round, so one way decides: the
    side that overlaps is the row, or else the question whose name comes first.
    """
    if not table.rows or not _is_turned(table):
        return _without_totals(_masks(table, k))
    found = _without_totals(_masks(_turned(table), k))
    if found is None:
        return None
    cells, rows, columns = found
    return [list(line) for line in zip(*cells, strict=True)], columns, rows


def _without_totals(masks):
    """Hide the cells of rows and columns whose total is hidden, too."""
    if masks is None:
        return None
    cells, rows, columns = masks
    closed = [
        [no_row or any(each) for each in zip(line, columns, strict=True)]
        for line, no_row in zip(cells, rows, strict=True)
    ]
    return closed, rows, columns


def _is_turned(table):
    row = table.kind != "multiple", table.row, table.row_part or ""
    column = table.column_kind != "multiple", table.column, table.column_part or ""
    return column < row


def _turned(table):
    """Return the counts of the table with rows and columns changed over."""
    return replace(
        table,
        kind=table.column_kind,
        column_kind=table.kind,
        rows=table.columns,
        columns=table.rows,
        cells=tuple(zip(*table.cells, strict=True)),
        row_totals=tuple(
            replace(cell, n=base.n)
            for cell, base in zip(table.column_totals, table.column_bases, strict=True)
        ),
        column_bases=tuple(replace(table.base, n=one.n) for one in table.row_totals),
        rows_alone=table.columns_alone,
        columns_alone=table.rows_alone,
        row_base_alone=table.column_base_alone,
        column_base_alone=table.row_base_alone,
    )


def shown_or_not(table, complete, k, precision):
    """Return the whole table or nothing of it."""
    masks = None
    if complete:
        masks = (
            [[False] * len(table.columns) for _row in table.rows],
            [False] * len(table.rows),
            [False] * len(table.columns),
        )
    return lay_out(table, masks, k, precision)


def _masks(table, k):
    """Return masks (cells, rows, columns), or None."""
    columns = _margin(
        table.columns_alone, table.column_base_alone, k, table.column_kind
    )
    if columns is None:
        return None
    if not table.rows:
        columns = _column_masks(table, columns, k)
        return columns and ([], [], columns[2])
    groups = _row_groups(table, k)
    found = [
        margin and _group_masks(table, margin, c, columns, k) for margin, c in groups
    ]
    if not all(found):
        return None
    shown = 1 if table.kind == "multiple" else len(table.rows)
    cells = [row for one in found for row in one[0][:shown]]
    rows = [row for one in found for row in one[1][:shown]]
    # one option may want a column hidden: then it is hidden for all of them
    return cells, rows, [any(each) for each in zip(*(f[2] for f in found), strict=True)]


def _margin(counts, base, k, kind):
    """Return the `Margin` of a question, hidden as in its own table; or None."""
    hidden = family.mask(family.Counts(kind, list(counts), base), k)
    return None if hidden is None else cover.Margin(list(counts), hidden)


def _column_masks(table, columns, k):
    """Cover the column totals of a table without cells."""
    cells = [[base.n for base in table.column_bases]]
    everybody = cover.Margin([sum(cells[0])], [False])
    if table.column_kind in DISJOINT:
        return cover.plane(cells, everybody, columns, k)
    return [], [], columns.hidden


def _row_groups(table, k):
    """Return (margin or None, cells) of rows that add up to the columns."""
    cells = [[cell.n for cell in row] for row in table.cells]
    base = table.row_base_alone
    if table.kind != "multiple":
        return [(_margin(table.rows_alone, base, k, table.kind), cells)]
    bases = [one.n for one in table.column_bases]
    groups = []
    for row, count in zip(cells, table.rows_alone, strict=True):
        opposite = [n - chosen for n, chosen in zip(bases, row, strict=True)]
        hidden = [is_told(count, base, k)] * 2
        groups.append((cover.Margin([count, base - count], hidden), [row, opposite]))
    return groups


def _group_masks(table, margin, cells, columns, k):
    if table.column_kind in DISJOINT:
        return cover.plane(cells, margin, columns, k)
    # columns overlap: each one is looked at beside everybody else
    masks = [[False] * len(columns.alone) for _row in cells]
    rows, gone = [False] * len(cells), list(columns.hidden)
    totals = [cell.n for cell in table.row_totals]
    if len(cells) != len(totals):
        totals = [sum(row) for row in cells]
    for place, count in enumerate(columns.alone):
        pair = [
            [row[place], n - row[place]] for row, n in zip(cells, totals, strict=True)
        ]
        alone = [count, table.column_base_alone - count]
        side = cover.Margin(alone, [columns.hidden[place]] * 2)
        found = cover.plane(pair, margin, side, k, loose=(1,))
        if found is None:
            gone[place] = True
            for line in masks:
                line[place] = True
            continue
        gone[place] |= found[2][0]
        for row, mask in enumerate(found[0]):
            masks[row][place] = mask[0]
            rows[row] |= found[1][row]
    return masks, rows, gone


def is_complete(table, k):
    """Tell whether nothing in the table, nor what follows from it, is small."""
    counts = [table.base.n, table.row_base_alone, table.column_base_alone]
    counts += [*table.rows_alone, *table.columns_alone]
    bases = [base.n for base in table.column_bases]
    counts += bases + [cell.n for cell in table.row_totals]
    counts += [cell.n for row in table.cells for cell in row]
    if table.column_kind not in DISJOINT:
        counts += [table.base.n - base for base in bases]
        for row, total in zip(table.cells, table.row_totals, strict=True):
            counts += [total.n - cell.n for cell in row]
    if table.kind == "multiple":
        counts += [table.row_base_alone - n for n in table.rows_alone]
    if table.column_kind not in DISJOINT:
        counts += [table.column_base_alone - n for n in table.columns_alone]
    if table.kind in ("multiple", "rank"):
        counts += _opposites(table, bases)
    return not any(cover.is_small(count, k) for count in counts)


def _opposites(table, bases):
    """Return how many of each column did not choose the option."""
    lines = [*table.cells, table.row_totals]
    found = []
    for row, total in zip(table.cells, table.row_totals, strict=True):
        apart = [n - cell.n for n, cell in zip(bases, row, strict=True)]
        found += [*apart, table.base.n - total.n]
        if table.column_kind not in DISJOINT:
            found += [table.base.n - total.n - one for one in apart]
    if table.kind == "rank" and lines:
        unranked = [
            n - sum(row[place].n for row in table.cells)
            for place, n in enumerate(bases)
        ]
        found += unranked
    return found
