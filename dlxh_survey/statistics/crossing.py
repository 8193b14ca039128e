"""Suppression of cross tables, alone and in families."""

from dataclasses import replace

from . import cover, family, published
from .compare import letter
from .family import is_told
from .published import Published
from .results import DISJOINT, Base


def suppress_cross(table, k, precision):
    """Return `Published` of a cross table."""
    masks = None if cover.is_small(table.base.n, k) else _either_way(table, k)
    return _publish(table, masks, k, precision)


def _either_way(table, k):
    """Return the masks, the same whichever of the two questions is the column.

    Which cells serve as cover depends on how the table is turned. Hidden cells that
    differ would be filled in from the table turned round, so one way decides: the
    side that overlaps is the row, or else the question whose name comes first.
    """
    if not table.rows or not _is_turned(table):
        return _masks(table, k)
    found = _masks(_turned(table), k)
    if found is None:
        return None
    cells, rows, columns = found
    return [list(line) for line in zip(*cells, strict=True)], columns, rows


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
    return _publish(table, masks, k, precision)


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


def suppress_cross_family(whole, parts, k, precision):
    """Return (`Published` whole, {key: `Published` part}), parts complete or not.

    A cross table by parts has three dimensions, and whether such a table gives a
    cell away cannot be told in reasonable time. So parts are shown only if nothing
    is small: not in the whole, not in a part and not in what is left over.
    """
    shown = suppress_cross(whole, k, precision)
    kept = []
    if not shown.hidden and is_complete(whole, k):
        kept = [
            key
            for key, part in parts.items()
            if is_complete(part, k) and _shown_alone(whole, parts, key, k)
        ]
    kept.sort(key=lambda key: (-parts[key].base.n, str(key)))
    while kept and not is_complete(_rest(whole, [parts[key] for key in kept]), k):
        kept.pop()
    found = {
        key: shown_or_not(part, key in kept, k, precision)
        for key, part in parts.items()
    }
    return shown, found


def _shown_alone(whole, parts, key, k):
    """Tell whether the part's own tables of both questions hide nothing.

    They may hide cells that are not small, as cover for those of other parts.
    """
    for counts in (_row_counts, _column_counts):
        members = {name: counts(part) for name, part in parts.items()}
        mask = family.masks(counts(whole), members, k)[1][key]
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


def _publish(table, masks, k, precision):
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
    hidden = _is_any(masks)
    notes = [published.HIDDEN] if hidden else []
    few = [base.n < published.PERCENT_BASE for base in table.column_bases]
    if any(few):
        notes.append(published.COUNTS_ONLY)
    shown = _laid_out(table, masks, few, k, precision)
    if hidden and (table.test or table.means or any(table.row_tests)):
        notes.append(published.NO_STATISTICS)
    return Published(table=shown, notes=(*notes, *precision.notes), **head)


def _is_any(masks):
    cells, rows, columns = masks
    return any(rows) or any(columns) or any(any(row) for row in cells)


def _laid_out(table, masks, few, k, precision):
    cells, rows, columns = masks
    hidden = _is_any(masks)
    all_few = table.base.n < published.PERCENT_BASE
    silent = hidden or all_few or not precision.is_shown
    return replace(
        table,
        cells=tuple(
            _row(line, mask, columns, few, precision)
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


def _row(line, mask, columns, few, precision):
    """Return the cells of a row; nothing is shown in a hidden column."""
    gone = [is_hidden or away for is_hidden, away in zip(mask, columns, strict=True)]
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
