"""A cross table as it is published, once it is known what is hidden."""

from dataclasses import replace

from . import published
from .compare import letter
from .published import Published
from .results import Base


def lay_out(table, masks, k, precision):
    """Lay the table out with these masks; None withholds it."""
    head = {
        "question": table.row,
        "part": table.row_part,
        "column": table.column,
        "column_part": table.column_part,
        "k": k,
        "statement": precision.statement,
    }
    if masks is None:
        notes = (published.WITHHELD, *precision.notes)
        return Published(table=None, notes=notes, **head)
    hidden = is_any(masks)
    notes = [published.HIDDEN] if hidden else []
    few = [base.n < published.PERCENT_BASE for base in table.column_bases]
    if any(few):
        notes.append(published.COUNTS_ONLY)
    shown = _laid_out(table, masks, few, k, precision)
    if hidden and (table.test or table.means or any(table.row_tests)):
        notes.append(published.NO_STATISTICS)
    return Published(table=shown, notes=(*notes, *precision.notes), **head)


def is_any(masks):
    cells, rows, columns = masks
    return any(rows) or any(columns) or any(any(row) for row in cells)


def _laid_out(table, masks, few, k, precision):
    cells, rows, columns = masks
    hidden = is_any(masks)
    all_few = table.base.n < published.PERCENT_BASE
    silent = hidden or all_few or not precision.is_shown
    return replace(
        table,
        cells=tuple(
            _row(line, mask, few, precision)
            for line, mask in zip(table.cells, cells, strict=True)
        ),
        row_totals=tuple(
            published.shown(cell, is_hidden, all_few, precision)
            for cell, is_hidden in zip(table.row_totals, rows, strict=True)
        ),
        column_totals=tuple(
            published.shown(cell, is_hidden, all_few, precision)
            for cell, is_hidden in zip(table.column_totals, columns, strict=True)
        ),
        column_bases=tuple(
            Base(None, None, None, None, None) if is_hidden else base
            for base, is_hidden in zip(table.column_bases, columns, strict=True)
        ),
        base=published.public_base(table.base, k),
        rows_alone=(),
        columns_alone=(),
        row_base_alone=0,
        column_base_alone=0,
        test=None if silent else table.test,
        row_tests=() if silent else table.row_tests,
        means=_means(table, columns, few, hidden, precision),
        total_means=()
        if all_few or (hidden and table.rows)
        else tuple(published.plain(one, precision) for one in table.total_means),
        means_test=None if silent else table.means_test,
    )


def _row(line, gone, few, precision):
    """Return the cells of a row."""
    if any(gone) and len(line) > 26:
        # letters of two characters (AA) cannot be taken off one by one
        line = [replace(cell, letters="") for cell in line]
    banned = [letter(place) for place, is_hidden in enumerate(gone) if is_hidden]
    return tuple(
        published.shown(cell, is_hidden, is_few, precision, banned)
        for cell, is_hidden, is_few in zip(line, gone, few, strict=True)
    )


def _means(table, columns, few, hidden, precision):
    """Return the means by column; beside hidden cells they would be equations.

    Means of numbers, which have no cells, stay for the columns that are shown.
    """
    if not table.means or (hidden and table.rows):
        return ()
    found = []
    for statistics, is_hidden, is_few in zip(table.means, columns, few, strict=True):
        gone = is_hidden or is_few
        found.append(
            ()
            if gone
            else tuple(_mean(one, any(columns), precision) for one in statistics)
        )
    return tuple(found)


def _mean(statistic, bare, precision):
    statistic = published.plain(statistic, precision)
    return replace(statistic, letters="") if bare else statistic
