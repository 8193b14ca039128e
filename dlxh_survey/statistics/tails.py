"""Tails and quantiles of the normal, t, F and chi-square distributions.

Continued fractions of the incomplete beta and gamma functions by the modified
Lentz method (Abramowitz & Stegun 26.5.8, 6.5.31; DLMF 8.17.22, 8.9.2), the error
function of the C library for the normal distribution.
"""

import math
from functools import lru_cache

_TINY = 1e-300
_STEPS = 10_000
_EXACT = 1e-16


def normal_sf(z):
    """Return P(Z > z)."""
    return 0.5 * math.erfc(z / math.sqrt(2))


@lru_cache(maxsize=256)
def normal_quantile(p):
    """Return z with P(Z <= z) = p."""
    if not 0 < p < 1:
        raise ValueError("A probability must lie between 0 and 1.")
    if p > 0.5:
        return -normal_quantile(1 - p)
    return -_root(normal_sf, p, 0.0, 40.0)


def t_sf(t, df):
    """Return P(T > t)."""
    if math.isinf(df):
        return normal_sf(t)
    if t == 0:
        return 0.5
    bottom = df + t * t
    tail = 0.5 * beta_regular(df / 2, 0.5, df / bottom, t * t / bottom)
    return tail if t > 0 else 1 - tail


def t_two_sided(t, df):
    """Return P(|T| > |t|)."""
    return min(1.0, 2 * t_sf(abs(t), df))


@lru_cache(maxsize=4096)
def t_quantile(p, df):
    """Return t with P(T <= t) = p."""
    if p < 0.5:
        return -t_quantile(1 - p, df)
    if math.isinf(df):
        return normal_quantile(p)
    # the tail is convex: Newton's steps from below never pass the root
    t = normal_quantile(p)
    log_scale = log_beta(0.5, df / 2) + 0.5 * math.log(df)
    for _step in range(100):
        log_density = -0.5 * (df + 1) * math.log1p(t * t / df) - log_scale
        step = (t_sf(t, df) - (1 - p)) / math.exp(log_density)
        t += step
        if step <= 1e-14 * t:
            break
    return t


def f_sf(f, df1, df2):
    """Return P(F > f)."""
    if f <= 0:
        return 1.0
    if math.isinf(df2):
        return chi2_sf(f * df1, df1)
    bottom = df2 + df1 * f
    return beta_regular(df2 / 2, df1 / 2, df2 / bottom, df1 * f / bottom)


def chi2_sf(x, df):
    """Return P(X² > x)."""
    return gamma_upper(df / 2, x / 2) if x > 0 else 1.0


def beta_regular(a, b, x, y=None):
    """Return the regularised incomplete beta function I_x(a, b).

    :param y: 1 - x, where the caller has it with more digits than 1 - x would keep
    """
    y = 1 - x if y is None else y
    if not (a > 0 and b > 0 and 0 <= x <= 1):
        raise ValueError("I_x(a, b) needs a, b > 0 and 0 <= x <= 1.")
    if x == 0 or y == 0:
        return float(x)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta_small(b, a, y, x)
    return _beta_small(a, b, x, y)


def log_beta(a, b):
    """Return ln B(a, b) without taking large logarithms from each other.

    Stirling's series of the larger argument, or of both (Didonato & Morris 1992).
    """
    a, b = min(a, b), max(a, b)
    if b < 10:
        return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
    rest = _stirling(b) - _stirling(a + b)
    if a < 10:
        ratio = rest - (b - 0.5) * math.log1p(a / b) - a * (math.log(a + b) - 1)
        return math.lgamma(a) + ratio
    rest += _stirling(a) + 0.5 * math.log(2 * math.pi / b)
    return rest - (a - 0.5) * math.log1p(b / a) - b * math.log1p(a / b)


def _stirling(x):
    """Return ln Γ(x) - ((x - ½) ln x - x + ½ ln 2π), for x >= 10."""
    z = 1 / (x * x)
    series = (1 / 1188 - z * 691 / 360360) * z
    series = 1 / 12 - z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - series)))
    return series / x


def _beta_small(a, b, x, y):
    # the logarithm of the smaller one is exact, the other is near nought
    logs = (math.log(x), math.log1p(-x)) if x < y else (math.log1p(-y), math.log(y))
    front = a * logs[0] + b * logs[1] - log_beta(a, b)

    def term(m):
        half = m // 2
        if m % 2:
            bottom = (a + 2 * half) * (a + 2 * half + 1)
            return -(a + half) * (a + b + half) * x / bottom
        bottom = (a + 2 * half - 1) * (a + 2 * half)
        return half * (b - half) * x / bottom

    return math.exp(front) / a / _fraction(term, lambda m: 1.0)


def gamma_upper(a, x):
    """Return the regularised upper incomplete gamma function Q(a, x)."""
    if not (a > 0 and x >= 0):
        raise ValueError("Q(a, x) needs a > 0 and x >= 0.")
    if x == 0:
        return 1.0
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        total = term = 1 / a
        for step in range(1, _STEPS):
            term *= x / (a + step)
            total += term
            if term < total * _EXACT:
                break
        return 1 - front * total
    start = x + 1 - a
    return front / _fraction(
        lambda m: -m * (m - a), lambda m: start + 2 * m if m else start
    )


def _fraction(term, bottom):
    """Return b0 + a1/(b1 + a2/(b2 + …)) by the modified Lentz method."""
    value = bottom(0) or _TINY
    c, d = value, 0.0
    for step in range(1, _STEPS):
        a, b = term(step), bottom(step)
        d = 1 / (b + a * d or _TINY)
        c = b + a / c or _TINY
        value *= c * d
        if abs(c * d - 1) < _EXACT:
            break
    return value


def _root(tail, wanted, low, high):
    """Return where a falling function takes a value, by halving."""
    for _step in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if tail(middle) > wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2
