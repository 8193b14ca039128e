"""Sample size and margin of error of a share."""

import math
from fractions import Fraction

#: two-sided normal values by confidence level, as textbooks round them
Z = {0.90: "1.645", 0.95: "1.960", 0.99: "2.576"}


def sample_size(error, population=None, share=0.5, deff=1, level=0.95):
    """Return how many must answer for a margin of error.

    n0 = deff·z²·p(1-p)/e²; with a population of N
    n = n0 / (1 + (n0-1)/N), rounded up (Cochran 1977, §4.4).

    :param error: half the width of the interval, as a share: 0.05 for 5 points
    :param population: people in the population; None for a very large one
    :param share: the share expected; 0.5 is the most careful
    :param deff: the design effect expected
    """
    error, z = _exact(error), _z(level)
    if not 0 < error < 1:
        raise ValueError("The margin of error must be between 0 and 100 %.")
    first = _exact(deff) * z * z * _spread(share, deff) / error**2
    if population is None:
        return math.ceil(first)
    if population < 1:
        raise ValueError("The population must hold at least one person.")
    # with a design effect the formula can ask for more people than there are
    wanted = first / (1 + (first - 1) / population)
    return min(population, max(1, math.ceil(wanted)))


def margin_of_error(n, population=None, share=0.5, deff=1, level=0.95):
    """Return z·√(deff·p(1-p)/n)·FPC, FPC = √((N-n)/(N-1)).

    As a share: 0.031 for 3.1 points. The correction is always applied where the
    population is given; below one in twenty it changes next to nothing.
    """
    if n < 1:
        raise ValueError("A margin of error needs at least one answer.")
    if population is not None and population < n:
        raise ValueError("The sample is larger than the population.")
    spread = _spread(share, deff)
    correction = 1.0
    if population is not None:
        correction = (population - n) / (population - 1) if population > 1 else 0.0
    variance = float(deff * spread / n) * correction
    return float(_z(level)) * math.sqrt(variance)


def _z(level):
    if level not in Z:
        raise ValueError("The confidence level must be 90, 95 or 99 %.")
    return Fraction(Z[level])


def _exact(number):
    """Read 0.05 as 5/100: rounding up must not follow binary noise."""
    return Fraction(str(number))


def _spread(share, deff):
    share = _exact(share)
    if not 0 < share < 1:
        raise ValueError("The expected share must be between 0 and 100 %.")
    if deff <= 0:
        raise ValueError("The design effect must be above 0.")
    return share * (1 - share)
