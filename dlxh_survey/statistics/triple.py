"""A cross table of the whole beside one-way tables of the parts.

Together they are the three planes of a table of three dimensions: part × row,
part × column and row × column. Whether such planes give a cell away cannot be told
in reasonable time in general. Here it is shown, cell by cell, that they do not: two
people in different parts who gave the same answer to one question and different ones
to the other may have given them the other way round. Such an exchange changes four
figures of one plane and nothing in the other two. If enough of them can be made
within hidden figures, the cell could as well be k or more.
"""

import numpy as np

from .cover import is_small


def is_safe(people, hidden, k):
    """Tell whether every small hidden figure could as well be `k` or more.

    :param people: counts (parts, rows, columns); the last row and the last column are
        those who left that question empty
    :param hidden: bool (parts, rows), (parts, columns) and (rows, columns), without
        the empty answers; who is in no part counts as a part that is all hidden
    """
    by_row, by_column, crossed = hidden
    rows, columns = people[:, :-1, :], people[:, :, :-1].transpose(0, 2, 1)
    inner = people[:, :-1, :-1].transpose(1, 2, 0)
    planes = ((rows, by_row), (columns, by_column), (inner, crossed))
    return all(_is_plane_safe(cells, mask, k) for cells, mask in planes)


def _is_plane_safe(cells, hidden, k):
    sums = cells.sum(axis=2)
    for line, place in zip(*np.nonzero(hidden), strict=True):
        if is_small(sums[line, place], k):
            need = k - sums[line, place]
            if not _can_rise(cells, hidden, line, place, need):
                return False
    return True


def _can_rise(cells, hidden, line, place, need):
    """Raise one figure by exchanges, as far as `need`."""
    cells = cells.copy()
    sums = cells.sum(axis=2)
    for other in np.flatnonzero(hidden[:, place]):
        for beside in np.flatnonzero(hidden[line] & hidden[other]):
            if other == line or beside == place:
                continue
            # everybody knows that a hidden figure is not nought
            slack = min(sums[line, beside], sums[other, place]) - 1
            give = np.minimum(cells[line, beside], cells[other, place])
            for depth in np.flatnonzero(give):
                step = min(give[depth], slack, need)
                if step <= 0:
                    break
                for one, column, sign in (
                    (line, place, 1),
                    (line, beside, -1),
                    (other, place, -1),
                    (other, beside, 1),
                ):
                    cells[one, column, depth] += sign * step
                    sums[one, column] += sign * step
                slack, need = slack - step, need - step
            if need <= 0:
                return True
    return False


def framed(cells, rows_alone, columns_alone):
    """Return cells with a last row and column of those who left one empty."""
    cells = np.array(cells, dtype=int).reshape(len(rows_alone), len(columns_alone))
    across = np.array(rows_alone, dtype=int) - cells.sum(axis=1)
    along = np.array(columns_alone, dtype=int) - cells.sum(axis=0)
    cells = np.hstack([cells, across[:, None]])
    return np.vstack([cells, [*along, 0]])
