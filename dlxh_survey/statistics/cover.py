"""What to hide in a line or a plane of counts, before anything is laid out.

`line` takes the answers of one question, `plane` a table with its totals. Both give
masks of what is hidden, or None where nothing may be shown at all.
"""

from dataclasses import dataclass

from .network import Arc, Network

#: hiding a total costs as much as hiding this many cells of its size
TOTAL = 3


def is_small(count, k):
    """A nought may be shown (S10); one to k-1 may not."""
    return 0 < count < k


@dataclass(frozen=True)
class Margin:
    """One side of a plane.

    ``alone``: how many gave each answer, whether or not they answered the other
    question, and ``hidden``: which of these figures are hidden in the question's
    own table.
    """

    alone: list[int]
    hidden: list[bool]


def line(counts, k):
    """Return which answers of one question to hide; their total is shown."""
    total = sum(counts)
    if not any(is_small(count, k) for count in counts):
        return None if is_small(total, k) else [False] * len(counts)
    if is_small(total, k):
        return None
    arcs = [
        Arc("all", "each", count, is_small(count, k), cost=_cost(count))
        for count in counts
    ]
    arcs.append(Arc("each", "all", total, is_fixed=True))
    if not Network(arcs).protect(k):
        return None
    return [arc.is_hidden for arc in arcs[:-1]]


def plane(cells, rows, columns, k, loose=()):
    """Return masks (cells, row totals, column totals) of what to hide, or None.

    The people of a row are those who answered the other question too, and the
    rest, who did not. So an arc runs from everybody to the row (the question's own
    table, fixed), one from there to the row's total in this plane, and one past
    the plane for the rest; likewise for columns. How many are in the plane is
    published.

    :param cells: counts, a list per row
    :param rows: `Margin` of the rows; `columns` of the columns
    :param loose: columns that are not published, but that the totals less the other
        columns would give away
    """
    across = [sum(row) for row in cells]
    along = [sum(column) for column in zip(*cells, strict=True)]
    counts = [*across, *along, *(count for row in cells for count in row)]
    if not any(is_small(count, k) for count in counts):
        if not any(rows.hidden) and not any(columns.hidden):
            blank = [c in loose for c in range(len(along))]
            return [blank] * len(cells), [False] * len(cells), blank
    inner = [
        [_cell(r, c, count, k, c in loose) for c, count in enumerate(row)]
        for r, row in enumerate(cells)
    ]
    first = [_total("row", r, count, k) for r, count in enumerate(across)]
    last = [_total("column", c, n, k, c in loose) for c, n in enumerate(along)]
    outer = _outside(rows, across, columns, along, k)
    arcs = [arc for row in inner for arc in row] + first + last + outer
    if not Network(arcs).protect(k):
        return None
    return (
        [[arc.is_hidden for arc in row] for row in inner],
        [arc.is_hidden for arc in first],
        [arc.is_hidden for arc in last],
    )


def _cost(count):
    return 10.0 + count


def _cell(row, column, count, k, is_loose):
    return Arc(
        tail=("row", row, "inside"),
        head=("column", column, "inside"),
        value=count,
        is_sensitive=is_small(count, k),
        is_hidden=is_loose,
        is_fixed=is_loose,
        low=0 if is_loose else min(1, count),
        cost=_cost(count),
    )


def _total(side, place, count, k, is_loose=False):
    """Return the arc of a row's or column's total within the plane."""
    inside, outside = (side, place, "inside"), (side, place)
    return Arc(
        tail=outside if side == "row" else inside,
        head=inside if side == "row" else outside,
        value=count,
        is_sensitive=is_small(count, k),
        is_hidden=is_loose,
        is_fixed=is_loose,
        low=0 if is_loose else min(1, count),
        cost=TOTAL * _cost(count),
    )


def _outside(rows, across, columns, along, k):
    """Return the arcs of the questions' own tables, and of who is not in the plane."""
    arcs = []
    apart = sum(rows.alone) - sum(across), sum(columns.alone) - sum(along)
    for place, count in enumerate(rows.alone):
        node = ("row", place)
        arcs.append(_own("rows", node, count, rows.hidden[place], k))
        arcs.append(_past(node, "no column", count - across[place]))
    for place, count in enumerate(columns.alone):
        node = ("column", place)
        arcs.append(_own(node, "columns", count, columns.hidden[place], k))
        arcs.append(_past("no row", node, count - along[place]))
    arcs.append(_known("no column", "end", apart[0]))
    arcs.append(_known("columns", "end", sum(columns.alone)))
    arcs.append(_known("start", "no row", apart[1]))
    arcs.append(_known("start", "rows", sum(rows.alone)))
    arcs.append(_known("end", "start", sum(rows.alone) + apart[1]))
    return arcs


def _own(tail, head, count, is_hidden, k):
    sensitive = is_hidden and is_small(count, k)
    return Arc(tail, head, count, sensitive, is_hidden, True, low=min(1, count))


def _past(tail, head, count):
    if count < 0:
        raise ValueError("A cell holds more people than the table of its question.")
    return Arc(tail, head, count, False, True, True, low=0)


def _known(tail, head, count):
    return Arc(tail, head, count, is_fixed=True)
