"""One-way tables of every type of question."""

import dataclasses

import numpy as np

from . import estimate
from .design import Design, moments
from .grid import build, one_way_grids
from .questions import parts
from .results import Table


def one_way(question, rows, design=None):
    """Return the tables of one question; see the package's docstring.

    :param question: a question of the wave's definition
    :param rows: (slot, value, stratum, psu, n, w, w2), of this or of all slots
    """
    return _tables(question, one_way_grids(rows), design or Design())


def one_way_all(questions, rows, design=None):
    """Return {question code: tables} from the rows of all slots."""
    grids, design = one_way_grids(rows), design or Design()
    return {one["code"]: _tables(one, grids, design) for one in questions}


def _tables(question, grids, design):
    empty = build([[]], [], [], [], [], [])
    return [
        table_of(part, grids.get(part.slot, empty), design) for part in parts(question)
    ]


def table_of(part, grid, design):
    """Return the `Table` of one part."""
    values = grid.values[0]
    domain = part.base(values)
    indicators = part.indicators(values) * domain[:, None]
    base = dataclasses.replace(
        estimate.base_of(grid, domain, values),
        asked=int(grid.n[:, part.asked(values)].sum()),
    )
    scores = np.column_stack([indicators, domain]).astype(float)
    found = moments(grid, scores, domain, design)
    counts = grid.n.sum(axis=0) @ indicators
    cells = estimate.share_cells(part.keys, counts, found, base, design)
    return Table(
        question=part.question,
        part=part.part,
        kind=part.kind,
        cells=cells,
        base=base,
        statistics=statistics_of(part, grid, values, design),
        df=found.df,
    )


def statistics_of(part, grid, values, design):
    """Return mean, deviation and quantiles, as the kind of question has them."""
    if part.kind in ("single", "multiple"):
        return ()
    counted, amounts = part.counted(values), part.amounts(values)
    if part.kind == "rank":
        return (estimate.mean(grid, amounts, counted, design, "mean_rank"),)
    quantiles = estimate.quantiles(grid, amounts, counted, design)
    if part.kind == "date":
        return quantiles
    return (
        estimate.mean(grid, amounts, counted, design),
        estimate.deviation(grid, amounts, counted),
        *quantiles,
    )
