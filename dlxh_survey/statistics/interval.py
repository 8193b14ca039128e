"""Effective sample sizes, and intervals of shares and means."""

import math

from .tails import normal_quantile

#: below so many answers, or so few for the rarer side, the interval is Wilson's
SMALL_BASE = 100
SMALL_SIDE = 5


def kish(n, weighted, weighted2):
    """Return Kish's (deff, n_eff) of unequal weights.

    deff = n·Σw²/(Σw)², n_eff = (Σw)²/Σw² = n/deff (Kish 1965, §11.7). None where
    nobody has a weight.
    """
    if not n or weighted <= 0:
        return None, None
    deff = float(n * weighted2 / weighted**2)
    return deff, float(n / deff)


def wilson(share, n, level=0.95):
    """Return Wilson's score interval (1927) of a share of `n` (effective) people.

    (p + z²/2n ± z·√(p(1-p)/n + z²/4n²)) / (1 + z²/n)
    """
    if n <= 0:
        return None
    z2 = normal_quantile(0.5 + level / 2) ** 2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    reach = math.sqrt(z2 * (share * (1 - share) / n + z2 / (4 * n * n)))
    reach /= 1 + z2 / n
    low = 0.0 if share <= 0 else max(0.0, centre - reach)
    high = 1.0 if share >= 1 else min(1.0, centre + reach)
    return low, high


def logit(share, se, t):
    """Return the interval that is symmetric on the logit scale, as Stata and svy.

    logit(p) ± t·SE / (p(1-p)), transformed back.
    """
    centre = math.log(share / (1 - share))
    reach = t * se / (share * (1 - share))
    return tuple(_expit(centre + sign * reach) for sign in (-1, 1))


def _expit(x):
    # two forms: neither overflows where the interval is very wide
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    return math.exp(x) / (1 + math.exp(x))


def of_share(share, se, n, n_eff, t, level):
    """Return (low, high, method) of a share.

    Wilson's interval with the effective size p(1-p)/SE² where the base or the
    rarer side is small, the logit interval else. A share of 0 or 1 has no SE that
    means anything; its effective size is Kish's.
    """
    if not n or n_eff is None:
        return None, None, None
    inner = 0 < share < 1
    se = float(se)
    size = share * (1 - share) / se**2 if inner and se else n_eff
    side = n * min(share, 1 - share)
    if inner and se and t and n >= SMALL_BASE and side >= SMALL_SIDE:
        return *logit(share, se, t), "logit"
    return *wilson(share, size, level), "wilson"
