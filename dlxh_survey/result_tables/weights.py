"""Weighted figures, coarse enough that weights do not give hidden cells away.

Whoever knows the weights of men and women, how many chose an answer, and its weighted
share to the last digit, works out how many of them are men: a number that a cross
table may hide (G12). Therefore, where weights differ, numbers of people by answer
are not shown, only the base; shares are whole percents, intervals are widened to
whole percents, and other figures keep four digits.
"""

import dataclasses
import math

from ._shared import statistics as stats

DIGITS = 4


def coarse(published):
    """Return a published table as it leaves, rounded if its weights differ."""
    table = published.table
    if table is None or stats.COARSE not in published.notes:
        return published
    turn = _cross if published.column else _one_way
    return dataclasses.replace(published, table=turn(table))


def _one_way(table):
    return dataclasses.replace(
        table,
        cells=tuple(map(_cell, table.cells)),
        base=_base(table.base),
        statistics=tuple(map(_statistic, table.statistics)),
    )


def _cross(table):
    return dataclasses.replace(
        table,
        cells=tuple(tuple(map(_cell, line)) for line in table.cells),
        row_totals=tuple(map(_cell, table.row_totals)),
        column_totals=tuple(map(_cell, table.column_totals)),
        column_bases=tuple(map(_base, table.column_bases)),
        base=_base(table.base),
        test=_test(table.test),
        row_tests=tuple(map(_test, table.row_tests)),
        means=tuple(tuple(map(_statistic, column)) for column in table.means),
        total_means=tuple(map(_statistic, table.total_means)),
        means_test=_test(table.means_test),
    )


def _cell(cell):
    if not cell.share:  # hidden, a number of people below a small base, or nobody
        return cell
    return dataclasses.replace(
        cell,
        n=None,
        weighted=None,
        share=_whole(cell.share, round),
        se=_short(cell.se),
        low=_whole(cell.low, math.floor),
        high=_whole(cell.high, math.ceil),
        deff=None,
    )


def _base(base):
    return dataclasses.replace(
        base, weighted=None, deff=_short(base.deff), n_eff=_short(base.n_eff)
    )


def _statistic(one):
    names = ("value", "se", "low", "high")
    rounded = {name: _short(getattr(one, name)) for name in names}
    return dataclasses.replace(one, **rounded)


def _test(test):
    if not test:
        return test
    names = ("statistic", "df1", "df2", "p", "pearson")
    rounded = {name: _short(getattr(test, name)) for name in names}
    return dataclasses.replace(test, **rounded)


def _short(value):
    return value if value is None else float(f"{value:.{DIGITS}g}")


def _whole(value, towards):
    # a whole percent that a float misses by a hair stays that percent
    return value if value is None else towards(round(100 * value, 9)) / 100
