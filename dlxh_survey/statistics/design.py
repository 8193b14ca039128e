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
    size = scores.shape[1]
    cov = np.zeros((size, size))
    weight = np.zeros(grid.w.shape[1])
    everybody = totals.sum(axis=0)
    units = _units(grid, design)
    for number, key in enumerate(grid.strata):
        rows = np.flatnonzero(grid.stratum == number)
        count = units[number]
        factor = _correction(design, key, count)
        stratum_total = totals[rows].sum(axis=0)
        clustered = grid.clustered[rows].any()
        if count <= 1:
            if design.lonely == "error":
                raise ValueError(f"Stratum {key} has a single unit.")
            if design.lonely == "adjust" and count == 1:
                apart = stratum_total - everybody / units.sum()
                cov += factor * np.outer(apart, apart)
            continue
        factor *= count / (count - 1)
        cov -= factor / count * np.outer(stratum_total, stratum_total)
        if clustered:
            cov += factor * totals[rows].T @ totals[rows]
        else:
            weight += factor * grid.w2[rows].sum(axis=0)
    cov += scores.T @ (weight[:, None] * scores)
    return Moments(everybody, cov, _freedom(grid, domain))


def _units(grid, design):
    """Return the number of sampling units of each stratum."""
    found = []
    for number, key in enumerate(grid.strata):
        rows = np.flatnonzero(grid.stratum == number)
        seen = grid.n[rows].sum()
        known = design.sample
        if grid.clustered[rows].any():
            if not grid.clustered[rows].all():
                raise ValueError(f"Stratum {key} mixes clusters and single people.")
            seen, known = (grid.n[rows].sum(axis=1) > 0).sum(), design.psus
        told = known.get(key, seen) if known else seen
        if told < seen:
            raise ValueError(f"Stratum {key} holds {seen} units, not {told}.")
        found.append(told)
    return np.array(found, dtype=float)


def _correction(design, key, count):
    """Return 1 - f of a stratum; 1 where its population is not given."""
    size = design.population.get(key) if design.population else None
    if not size:
        return 1.0
    if size < count:
        raise ValueError(f"Stratum {key}: population {size} is below the sample.")
    return 1.0 - count / size


def _freedom(grid, domain):
    """Return units less strata, over those that hold people of the domain.

    R and svy count the same way for a subpopulation.
    """
    people = grid.n[:, domain].sum(axis=1)
    units = np.where(grid.clustered, people > 0, people)
    strata = len(set(grid.stratum[people > 0].tolist()))
    return float(units.sum() - strata)
