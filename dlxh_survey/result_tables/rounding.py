"""Results before the close: coarse enough that two of them tell nothing.

What is shown on Monday less what is shown on Tuesday are the answers of one day,
perhaps of a single person (S12, G12). Therefore no numbers of people, no precision
and no cross tables are shown while answers still come in, and a share moves only in
steps of at least k people.
"""

import dataclasses
import math

#: code of the footnote
INTERIM = "interim"


def interim(published, k):
    """Return a published one-way table with its shares rounded."""
    table = published.table
    if table is None:
        return _noted(published)
    step = step_of(table.base.n, k)
    cells = tuple(_rounded(cell, step) for cell in table.cells)
    base = dataclasses.replace(
        table.base,
        n=table.base.n // k * k,
        weighted=None,
        asked=None,
        deff=None,
        n_eff=None,
        missing={},
    )
    table = dataclasses.replace(table, cells=cells, base=base, statistics=())
    return _noted(dataclasses.replace(published, table=table))


def step_of(base, k):
    """Return the step of shares: whole percents of k people or more."""
    return math.ceil(100 * k / base) / 100 if base else 1.0


def _rounded(cell, step):
    share = cell.share
    if share is not None:
        share = min(1.0, round(share / step) * step)
    # a hidden cell has no share; nought people is a number of people too
    return dataclasses.replace(
        cell,
        n=None,
        weighted=None,
        share=share,
        se=None,
        low=None,
        high=None,
        deff=None,
    )


def _noted(published):
    return dataclasses.replace(published, notes=(*published.notes, INTERIM))
