"""Shares, means and quantiles of one variable from a grid."""

import math

import numpy as np

from . import interval
from .design import moments
from .grid import MISSING
from .results import Base, Cell, Statistic

QUANTILES = (("q25", 0.25), ("median", 0.5), ("q75", 0.75))


def base_of(grid, domain, answers):
    """Return the `Base` of the cells in `domain`.

    :param answers: the stored values of the variable, one per cell
    """
    n, weighted = grid.n[:, domain].sum(), grid.w[:, domain].sum()
    deff, n_eff = interval.kish(n, weighted, grid.w2[:, domain].sum())
    missing = missing_of(grid, answers)
    return Base(int(n), float(weighted), int(n), deff, n_eff, missing)


def missing_of(grid, answers):
    """Return {kind of empty answer: people} of those that occur."""
    people = grid.n.sum(axis=0)
    counts = {kind: int(people[answers == v].sum()) for kind, v in MISSING.items()}
    return {kind: n for kind, n in counts.items() if n}


def share_cells(keys, counts, found, base, design):
    """Return the cells of shares whose variables end with their base.

    p = T_c / T_base; Var(p) = (1, -p) V (1, -p)' / T_base². The design effect
    compares with p(1-p)/(n-1), the variance of a simple random sample.

    :param counts: people per category; `found` the `Moments` of the indicators and,
        last, of the base
    """
    total = found.total[-1]
    if not base.n or total <= 0:
        return tuple(
            Cell(key, int(n), 0.0) for key, n in zip(keys, counts, strict=True)
        )
    shares = found.total[:-1] / total
    jacobian = np.hstack([np.eye(len(keys)), -shares[:, None]]) / total
    errors = standard_errors(found, jacobian)
    t = design.t(found.df)
    cells = []
    for key, n, weighted, share, se in zip(
        keys, counts, found.total, shares, errors, strict=False
    ):
        cells.append(share_cell(key, n, weighted, share, se, base, t, design, found.df))
    return tuple(cells)


def share_cell(key, n, weighted, share, se, base, t, design, df):
    """Return one cell of a share, its interval and its design effect."""
    share = min(1.0, max(0.0, float(share)))
    low, high, method = interval.of_share(
        share, se, base.n, base.n_eff, t, design.level
    )
    simple = share * (1 - share) / (base.n - 1) if base.n > 1 else 0
    deff = float(se**2 / simple) if simple and df > 0 else None
    return Cell(
        key=key,
        n=int(round(n)),
        weighted=float(weighted),
        share=share,
        se=float(se) if df > 0 else None,
        low=low,
        high=high,
        deff=deff,
        interval=method,
    )


def standard_errors(found, jacobian):
    """Return the standard errors of the functions with this Jacobian."""
    variances = ((jacobian @ found.cov) * jacobian).sum(axis=1)
    # rounding can leave -1e-20 where the variance is nought
    return np.sqrt(np.maximum(variances, 0))


def mean(grid, amounts, counted, design, name="mean"):
    """Return the mean as a `Statistic`: x̄ = Σwx / Σw, Var by linearisation.

    The interval is x̄ ± t·SE.
    """
    n = int(grid.n[:, counted].sum())
    scores = np.column_stack([np.where(counted, amounts, 0), counted])
    # centring keeps large amounts from eating the digits of the variance
    shift = centre(grid, amounts, counted)
    scores[:, 0] -= np.where(counted, shift, 0)
    found = moments(grid, scores, counted, design)
    if not n or found.total[1] <= 0:
        return Statistic(name, n, None)
    centred = found.total[0] / found.total[1]
    jacobian = np.array([[1.0, -centred]]) / found.total[1]
    se = float(standard_errors(found, jacobian)[0])
    value = float(centred + shift)
    t = design.t(found.df)
    if t is None:
        return Statistic(name, n, value)
    spread = variance(grid, amounts, counted)
    deff = se**2 / (spread / n) if spread else None
    return Statistic(name, n, value, se, value - t * se, value + t * se, deff)


def centre(grid, amounts, counted):
    weights = grid.w[:, counted].sum(axis=0)
    total = weights.sum()
    return float(weights @ amounts[counted] / total) if total > 0 else 0.0


def variance(grid, amounts, counted):
    """Return the weighted variance n/(n-1) · Σw(x - x̄)²/Σw; None below two."""
    n = grid.n[:, counted].sum()
    weights = grid.w[:, counted].sum(axis=0)
    total = weights.sum()
    if n < 2 or total <= 0:
        return None
    apart = amounts[counted] - centre(grid, amounts, counted)
    return float(n / (n - 1) * (weights @ apart**2) / total)


def deviation(grid, amounts, counted):
    """Return the standard deviation as a `Statistic`."""
    found = variance(grid, amounts, counted)
    n = int(grid.n[:, counted].sum())
    return Statistic("sd", n, math.sqrt(found) if found is not None else None)


def quantiles(grid, amounts, counted, design, wanted=QUANTILES):
    """Return quantiles with Woodruff's intervals (1952).

    The quantile is the smallest amount whose weighted share from below reaches p;
    the ends of p ± t·SE(F(q)) are read off the same step function, and
    SE = (high - low) / 2t.
    """
    n = int(grid.n[:, counted].sum())
    order = np.argsort(amounts[counted], kind="stable")
    levels = amounts[counted][order]
    weights = grid.w[:, counted].sum(axis=0)[order]
    if not n or weights.sum() <= 0:
        return tuple(Statistic(name, n, None) for name, _p in wanted)
    below = np.cumsum(weights) / weights.sum()
    ends = [_reach(levels, below, p) for _name, p in wanted]
    under = [counted & (amounts <= q) for q in ends]
    found = moments(grid, np.column_stack([*under, counted]) * 1.0, counted, design)
    shares = found.total[:-1] / found.total[-1]
    jacobian = np.hstack([np.eye(len(wanted)), -shares[:, None]]) / found.total[-1]
    errors = standard_errors(found, jacobian)
    t = design.t(found.df)
    rows = []
    for (name, p), q, error in zip(wanted, ends, errors, strict=True):
        if t is None:
            rows.append(Statistic(name, n, float(q)))
            continue
        low = float(_reach(levels, below, p - t * error))
        high = float(_reach(levels, below, p + t * error))
        rows.append(Statistic(name, n, float(q), (high - low) / (2 * t), low, high))
    return tuple(rows)


def _reach(levels, below, p):
    """Return the smallest level whose share from below reaches p."""
    # a hair of tolerance: 0.1 + 0.2 + 0.2 must reach one half
    place = np.searchsorted(below, p - 1e-12)
    return levels[min(max(int(place), 0), len(levels) - 1)]
