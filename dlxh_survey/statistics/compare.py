"""Tests between columns: Rao-Scott, proportions, means."""

from dataclasses import replace

import numpy as np

from .results import Test
from .tails import f_sf, t_two_sided

LEVEL = 0.05
#: a column of fewer people is compared with none
SMALLEST = 30


def rao_scott(plane, cov, n, df):
    """Return the second-order Rao-Scott test of independence.

    Rao & Scott 1984 with the F form of Thomas & Rao 1987, as Stata, R's `svychisq`
    and svy: with X² Pearson's statistic of the estimated shares and `n` people,
    Δ = (C'D⁻¹C/n)⁻¹ (C'D⁻¹VD⁻¹C), F = X²/tr Δ on d = (tr Δ)²/tr Δ² and d·df
    degrees of freedom; D = diag(p), V the covariance of p, C spans what is
    orthogonal to rows and columns.

    :param plane: weighted totals (rows × columns); empty rows and columns are left
        out
    :param cov: their covariance, row after row
    """
    rows = np.flatnonzero(plane.sum(axis=1) > 0)
    columns = np.flatnonzero(plane.sum(axis=0) > 0)
    if len(rows) < 2 or len(columns) < 2 or df <= 0:
        return None
    width = plane.shape[1]
    chosen = (rows[:, None] * width + columns).ravel()
    totals = plane[np.ix_(rows, columns)]
    total = totals.sum()
    shares = totals / total
    expected = np.outer(shares.sum(axis=1), shares.sum(axis=0))
    pearson = n * float(((shares - expected) ** 2 / expected).sum())
    p = shares.ravel()
    jacobian = (np.eye(len(p)) - p[:, None]) / total
    variance = jacobian @ cov[np.ix_(chosen, chosen)] @ jacobian.T
    contrast = _interaction(*shares.shape)
    inverse = np.divide(1, p, out=np.zeros_like(p), where=p > 0)
    scaled = contrast * inverse[:, None]
    effects = np.linalg.pinv(contrast.T @ scaled / n) @ (scaled.T @ variance @ scaled)
    trace, square = np.trace(effects), np.trace(effects @ effects)
    if trace <= 0 or square <= 0:
        return None
    freedom = float(trace**2 / square)
    f = float(pearson / trace)
    p_value = f_sf(f, freedom, freedom * df)
    return Test("rao_scott", f, freedom, freedom * df, p_value, pearson)


def _interaction(height, width):
    """Return a base of what is orthogonal to the effects of rows and columns."""
    return np.kron(_contrasts(height), _contrasts(width))


def _contrasts(size):
    return np.vstack([np.eye(size - 1), -np.ones((1, size - 1))])


def letters_of(table, found, bonferroni=False):
    """Return the letters of each cell: the columns with a significantly lower share.

    t = (p_a - p_b) / SE(p_a - p_b), with the design's SE and degrees of freedom,
    two-sided at 5 %; columns below 30 people are not compared. The letter of
    the first column is A.
    """
    height, width = len(table.rows), len(table.columns)
    sizes = np.array([base.n for base in table.column_bases])
    if found.df <= 0:
        return [[""] * width for _row in range(height)]
    bases = np.arange(height * width, height * width + width)
    marks = []
    for row in range(height):
        places = [*range(row * width, (row + 1) * width), *bases]
        shares, cov = _ratios(
            found.total[places], found.cov[np.ix_(places, places)], width
        )
        marks.append(_pairs(shares, cov, sizes, found.df, bonferroni))
    return marks


def _ratios(totals, cov, width):
    """Return ratios of the first totals to the last, and their covariance."""
    safe = np.where(totals[width:] > 0, totals[width:], 1.0)
    ratios = totals[:width] / safe
    jacobian = np.hstack([np.diag(1 / safe), np.diag(-ratios / safe)])
    return ratios, jacobian @ cov @ jacobian.T


def _pairs(values, cov, sizes, df, bonferroni):
    usable = [c for c in range(len(values)) if sizes[c] >= SMALLEST]
    pairs = len(usable) * (len(usable) - 1) // 2
    factor = pairs if bonferroni else 1
    found = [""] * len(values)
    for a in usable:
        for b in usable:
            if values[a] <= values[b]:
                continue
            test = difference(values[a] - values[b], _spread(cov, a, b), df)
            if test and test.p * factor < LEVEL:
                found[a] += letter(b)
    return found


def _spread(cov, a, b):
    return cov[a, a] + cov[b, b] - 2 * cov[a, b]


def difference(apart, variance, df):
    """Return the t test of a difference with this variance; None without one."""
    if variance <= 1e-18 or df <= 0:
        return None
    t = float(apart / variance**0.5)
    return Test("t", t, 1, df, t_two_sided(t, df))


def letter(number):
    """Return the letter of a column: A … Z, AA, AB …"""
    found = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def means_letters(means, values, cov, people, df, bonferroni=False):
    """Return the statistics with letters on the mean, which comes first."""
    values = np.where(people > 0, values, 0)
    marks = _pairs(values, cov, people, df, bonferroni)
    return [
        (replace(found[0], letters=mark), *found[1:])
        for found, mark in zip(means, marks, strict=True)
    ]


def wald_means(values, cov, people, df):
    """Return the adjusted Wald test that all columns have the same mean.

    W = (Cx̄)'(CVC')⁻¹(Cx̄); F = (df - q + 1)/(df·q) · W on (q, df - q + 1)
    (Korn & Graubard 1990), q = columns - 1. With two columns F = t² with `df`
    degrees of freedom; R's `svyttest` and svy take df - 1, as of a regression.
    """
    kept = np.flatnonzero(people > 1)
    order = len(kept) - 1
    if order < 1 or df - order + 1 <= 0:
        return None
    contrast = _contrasts(len(kept)).T
    apart = contrast @ values[kept]
    middle = contrast @ cov[np.ix_(kept, kept)] @ contrast.T
    if np.linalg.matrix_rank(middle) < order:
        return None
    wald = float(apart @ np.linalg.solve(middle, apart))
    below = df - order + 1
    f = below / (df * order) * wald
    return Test("wald_means", f, order, below, f_sf(f, order, below))
