"""The sampling design and the variance of estimates by Taylor linearisation.

Every estimate here is a smooth function of weighted totals, so the covariance
matrix V of those totals is all that is needed: Var(g(T)) = ∇g' V ∇g
(Woodruff 1971; Särndal, Swensson & Wretman 1992, §5.5). With strata h:

* single people: V = Σ_h (1-f_h) n_h/(n_h-1) · (Σ_i w²yy' - t_h t_h'/n_h)
* clusters: V = Σ_h (1-f_h) m_h/(m_h-1) · (Σ_j t_hj t_hj' - t_h t_h'/m_h)

n_h people, m_h clusters (PSU), t the weighted totals, f the sampling fraction.
Weights after raking are taken as fixed, which normally overstates the variance.

**Lonely unit** (a stratum with one person or one PSU): ``adjust`` (the default)
takes its distance from the mean of all units in place of that of its stratum
(`survey.lonely.psu="adjust"` of R, "center" of svy); ``certainty`` counts
nothing; ``error`` refuses.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .tails import t_quantile

LONELY = ("adjust", "certainty", "error")


@dataclass(frozen=True)
class Design:
    """What is known of the sample beyond the rows.

    :param sample: {stratum: people answering} of the whole wave, where the rows
        were filtered; else they are counted from the rows
    :param psus: {stratum: PSUs}, likewise
    :param population: {stratum: people, or PSUs where clusters were drawn}; switches
        the finite population correction on for the strata named
    :param lonely: what to do with a stratum of one unit
    :param level: of the confidence intervals
    """

    sample: Mapping | None = None
    psus: Mapping | None = None
    population: Mapping | None = None
    lonely: str = "adjust"
    level: float = 0.95

    def __post_init__(self):
        if self.lonely not in LONELY:
            raise ValueError(f"lonely must be one of {', '.join(LONELY)}.")
        if not 0.5 <= self.level < 1:
            raise ValueError("The confidence level must be between 0.5 and 1.")

    def t(self, df):
        """Return the two-sided t value of the level; None without freedom."""
        return t_quantile(0.5 + self.level / 2, df) if df and df > 0 else None


@dataclass(frozen=True)
class Moments:
    """Weighted totals, their covariance and the degrees of freedom."""

    total: np.ndarray
    cov: np.ndarray
    df: float

    def linear(self, jacobian):
        """Return the covariance of a function with this Jacobian."""
        return jacobian @ self.cov @ jacobian.T


def moments(grid, scores, domain, design):
    """Return the `Moments` of the totals of `scores`.

    :param scores: array (cells, variables): what a person in the cell adds
    :param domain: bool per cell, the people who are looked at; counts freedom
    """
    totals = grid.w @ scores
    strata, stratum = len(grid.strata), grid.stratum
    sums = np.zeros((strata, scores.shape[1]))
    np.add.at(sums, stratum, totals)
    counts = _units(grid, design)
    open_share = _corrections(design, grid.strata, counts)
    several = counts > 1
    scale = np.where(several, open_share * counts / np.where(several, counts - 1, 1), 0)
    per_unit = scale[stratum]
    single = ~grid.clustered
    weight = per_unit[single] @ grid.w2[single]
    cov = scores.T @ (weight[:, None] * scores)
    clusters = totals[grid.clustered]
    cov += clusters.T @ (per_unit[grid.clustered][:, None] * clusters)
    cov -= sums.T @ ((scale / np.maximum(counts, 1))[:, None] * sums)
    everybody = totals.sum(axis=0)
    cov += _lonely(grid, design, counts, open_share, sums, everybody)
    return Moments(everybody, cov, _freedom(grid, domain))


def _lonely(grid, design, counts, open_share, sums, everybody):
    """Return what strata of a single unit add; see the module's docstring."""
    lonely = np.flatnonzero(counts == 1)
    if len(lonely) and design.lonely == "error":
        raise ValueError(f"Stratum {grid.strata[lonely[0]]} has a single unit.")
    if not len(lonely) or design.lonely == "certainty":
        return 0.0
    apart = sums[lonely] - everybody / counts.sum()
    return apart.T @ (open_share[lonely][:, None] * apart)


def _units(grid, design):
    """Return the number of sampling units of each stratum."""
    strata, stratum = len(grid.strata), grid.stratum
    people = grid.n.sum(axis=1)
    seen = np.where(grid.clustered, people > 0, people)
    counts = np.bincount(stratum, seen, strata)
    clustered = np.bincount(stratum, grid.clustered, strata)
    for number, key in enumerate(grid.strata):
        known = design.psus if clustered[number] else design.sample
        if 0 < clustered[number] < np.count_nonzero(stratum == number):
            raise ValueError(f"Stratum {key} mixes clusters and single people.")
        told = known.get(key, counts[number]) if known else counts[number]
        if told < counts[number]:
            seen = int(counts[number])
            raise ValueError(f"Stratum {key} holds {seen} units, not {told}.")
        counts[number] = told
    return counts


def _corrections(design, strata, counts):
    """Return 1 - f of the strata; 1 where the population is not given."""
    found = np.ones(len(strata))
    for number, key in enumerate(strata if design.population else ()):
        size, count = design.population.get(key), counts[number]
        if not size:
            continue
        if size < count:
            raise ValueError(f"Stratum {key}: population {size} is below the sample.")
        found[number] = 1.0 - count / size
    return found


def _freedom(grid, domain):
    """Return units less strata, over those that hold people of the domain.

    R and svy count the same way for a subpopulation.
    """
    people = grid.n[:, domain].sum(axis=1)
    units = np.where(grid.clustered, people > 0, people)
    strata = len(set(grid.stratum[people > 0].tolist()))
    return float(units.sum() - strata)
