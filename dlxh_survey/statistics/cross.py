"""Cross tables: shares by column, Rao-Scott test, letters, means by column."""

from dataclasses import dataclass, replace

import numpy as np

from . import estimate, interval
from .compare import letters_of, means_letters, rao_scott, wald_means
from .design import Design, moments
from .grid import cross_grid
from .questions import part as part_of
from .results import DISJOINT, Base, CrossTable

#: tables of more cells have no letters and no test: nobody reads them as one
MOST_TESTED = 1000


@dataclass(frozen=True)
class Layout:
    """Which people of the grid are where.

    ``inside`` (cells × rows) and ``across`` (cells × columns) are 0 or 1;
    ``domain`` who is in the table: in the base of both questions.
    """

    row: object
    column: object
    inside: np.ndarray
    across: np.ndarray
    domain: np.ndarray

    @property
    def is_plain(self):
        """Both sides exclude each other: a contingency table."""
        return self.row.kind in DISJOINT and self.column.kind in DISJOINT


def cross(
    question,
    column,
    rows,
    design=None,
    part=None,
    column_part=None,
    letters=True,
    bonferroni=False,
):
    """Return the `CrossTable` of a question by the categories of another.

    :param rows: (value_row, value_column, stratum, psu, n, w, w2)
    :param part: row of a matrix or option of a ranking; `column_part` likewise
    :param letters: test the columns pairwise at 95 %
    :param bonferroni: multiply each p by the number of pairs
    """
    design = design or Design()
    row_part, column_part = part_of(question, part), part_of(column, column_part)
    if not column_part.keys:
        raise ValueError(f"Question {column_part.question} has no categories.")
    grid = cross_grid(rows)
    layout = _layout(grid, row_part, column_part)
    table, found = _shares(grid, layout, design)
    if letters and table.cells and found:
        marks = letters_of(table, found, bonferroni)
        table = replace(table, cells=_marked(table.cells, marks))
    table = _tested(table, grid, layout, found)
    return _with_means(table, grid, layout, design, letters, bonferroni)


def _layout(grid, row, column):
    values, others = grid.values
    across = column.indicators(others) * column.base(others)[:, None]
    domain = row.base(values) & (
        across.any(axis=1) if column.kind in DISJOINT else column.base(others)
    )
    inside = row.indicators(values) * domain[:, None]
    return Layout(row, column, inside, across * domain[:, None], domain)


def _shares(grid, layout, design):
    """Return the table without tests, and the `Moments` for them; None if too wide."""
    row, column = layout.row, layout.column
    width = len(column.keys)
    bases = tuple(_base(grid, layout.across[:, c] > 0) for c in range(width))
    everybody = _base(grid, layout.domain)
    is_wide = len(row.keys) * width > MOST_TESTED
    make = _apart if is_wide else _together
    by_column, rows, columns, found = make(grid, layout, design, bases, everybody)
    table = CrossTable(
        row=row.question,
        row_part=row.part,
        column=column.question,
        column_part=column.part,
        kind=row.kind,
        column_kind=column.kind,
        rows=row.keys,
        columns=column.keys,
        cells=tuple(zip(*by_column, strict=True)),
        row_totals=rows,
        column_totals=columns,
        column_bases=bases,
        base=everybody,
        df=found.df,
    )
    return _with_own_counts(table, grid, layout), None if is_wide else found


def _together(grid, layout, design, bases, everybody):
    """Return the cells by column, row totals, column totals and joint `Moments`.

    The variables: every cell, row after row; every column; every row; everybody.
    """
    inside, across = layout.inside, layout.across
    at = Places(inside.shape[1], across.shape[1])
    joint = inside[:, :, None] * across[:, None, :]
    joint = joint.reshape(len(inside), at.height * at.width)
    scores = np.column_stack([joint, across, inside, layout.domain]).astype(float)
    found = moments(grid, scores, layout.domain, design)
    people = grid.n.sum(axis=0) @ scores

    def cells(keys, places, base_place, base):
        chosen = [*places, base_place]
        cov = found.cov[np.ix_(chosen, chosen)]
        part = replace(found, total=found.total[chosen], cov=cov)
        return estimate.share_cells(keys, people[places], part, base, design)

    by_column = [
        cells(layout.row.keys, at.column(c), at.column_base(c), base)
        for c, base in enumerate(bases)
    ]
    rows = cells(layout.row.keys, at.rows, at.everybody, everybody)
    columns = cells(layout.column.keys, at.bases, at.everybody, everybody)
    return by_column, rows, columns, found


def _apart(grid, layout, design, bases, everybody):
    """The same figures column by column: a joint covariance would be too large."""
    inside, across = layout.inside, layout.across
    people = grid.n.sum(axis=0)

    def cells(keys, marks, among, base):
        scores = np.column_stack([marks, among]).astype(float)
        found = moments(grid, scores, layout.domain, design)
        counts = people @ scores[:, :-1]
        return found, estimate.share_cells(keys, counts, found, base, design)

    by_column = [
        cells(layout.row.keys, inside * across[:, [c]], across[:, c], base)[1]
        for c, base in enumerate(bases)
    ]
    found, rows = cells(layout.row.keys, inside, layout.domain, everybody)
    columns = cells(layout.column.keys, across, layout.domain, everybody)[1]
    return by_column, rows, columns, found


def _with_own_counts(table, grid, layout):
    """Add how often each answer was given, the other question left aside."""
    people = grid.n.sum(axis=0)
    found = {}
    for name, part, values in (
        ("row", layout.row, grid.values[0]),
        ("column", layout.column, grid.values[1]),
    ):
        base = part.base(values)
        counts = people @ (part.indicators(values) * base[:, None])
        found[f"{name}s_alone"] = tuple(int(n) for n in counts)
        found[f"{name}_base_alone"] = int(people[base].sum())
    return replace(table, **found)


@dataclass(frozen=True)
class Places:
    """Where the variables of `_shares` lie."""

    height: int
    width: int

    def column(self, c):
        return [r * self.width + c for r in range(self.height)]

    def column_base(self, c):
        return self.height * self.width + c

    @property
    def bases(self):
        return [self.column_base(c) for c in range(self.width)]

    @property
    def rows(self):
        first = self.height * self.width + self.width
        return [first + r for r in range(self.height)]

    @property
    def everybody(self):
        return self.height * self.width + self.width + self.height


def _base(grid, domain):
    n, weighted = grid.n[:, domain].sum(), grid.w[:, domain].sum()
    deff, n_eff = interval.kish(n, weighted, grid.w2[:, domain].sum())
    return Base(int(n), float(weighted), int(n), deff, n_eff)


def _marked(cells, marks):
    return tuple(
        tuple(replace(cell, letters=m) for cell, m in zip(row, line, strict=True))
        for row, line in zip(cells, marks, strict=True)
    )


def _tested(table, grid, layout, found):
    """Add Rao-Scott tests: one, or one per option where the options overlap."""
    if not table.cells or not found or layout.column.kind not in DISJOINT:
        return table
    width = len(table.columns)
    size = len(table.rows) * width
    n = table.base.n
    if layout.is_plain:
        plane = found.total[:size].reshape(-1, width)
        test = rao_scott(plane, found.cov[:size, :size], n, found.df)
        return replace(table, test=test)
    at = Places(len(table.rows), width)
    tests = []
    for row in range(len(table.rows)):
        chosen = list(range(row * width, (row + 1) * width))
        turn = np.zeros((2 * width, 2 * width))
        turn[:width, :width] = np.eye(width)
        # who did not choose the option is the column less who did
        turn[width:, :width], turn[width:, width:] = -np.eye(width), np.eye(width)
        places = [*chosen, *at.bases]
        plane = (turn @ found.total[places]).reshape(2, width)
        cov = turn @ found.cov[np.ix_(places, places)] @ turn.T
        tests.append(rao_scott(plane, cov, n, found.df))
    return replace(table, row_tests=tuple(tests))


def _with_means(table, grid, layout, design, letters, bonferroni):
    """Add means and quantiles by column where the question has amounts."""
    row, values = layout.row, grid.values[0]
    if row.kind in ("single", "multiple"):
        return table
    counted = layout.domain & row.counted(values)
    amounts = row.amounts(values)
    name = "mean_rank" if row.kind == "rank" else "mean"
    whole = _amounts(grid, row, amounts, counted, design, name)
    masks = [counted & (layout.across[:, c] > 0) for c in range(len(table.columns))]
    means = [_amounts(grid, row, amounts, mask, design, name) for mask in masks]
    test = None
    if row.kind != "date":
        found = _joint_means(grid, amounts, masks, counted, design)
        if letters:
            means = means_letters(means, *found, bonferroni)
        test = wald_means(*found) if layout.column.kind in DISJOINT else None
    return replace(table, means=tuple(means), total_means=whole, means_test=test)


def _amounts(grid, row, amounts, counted, design, name):
    found = []
    if row.kind != "date":
        found.append(estimate.mean(grid, amounts, counted, design, name))
        found.append(estimate.deviation(grid, amounts, counted))
    if row.kind != "rank":
        found.extend(estimate.quantiles(grid, amounts, counted, design))
    return tuple(found)


def _joint_means(grid, amounts, masks, counted, design):
    """Return (means, their covariance, people, df) of the columns."""
    shift = estimate.centre(grid, amounts, counted)
    marks = np.column_stack(masks) * 1.0
    scores = np.hstack([marks * (amounts - shift)[:, None], marks])
    found = moments(grid, scores, counted, design)
    width = len(masks)
    sizes = found.total[width:]
    safe = np.where(sizes > 0, sizes, 1.0)
    means = found.total[:width] / safe
    jacobian = np.hstack([np.diag(1 / safe), np.diag(-means / safe)])
    people = np.array([grid.n[:, mask].sum() for mask in masks])
    means = np.where(sizes > 0, means + shift, np.nan)
    return means, found.linear(jacobian), people, found.df
