"""Tails of distributions against mpmath, quantiles against their own tails."""

import math
from statistics import tails

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

positive = st.floats(0.2, 3000)


@settings(deadline=None, max_examples=60)
@given(positive, positive, st.floats(0.001, 0.999))
def test_incomplete_beta(a, b, x):
    expected = mpmath.betainc(a, b, 0, x, regularized=True)
    found = tails.beta_regular(a, b, x)
    assert found == pytest.approx(float(expected), rel=1e-9, abs=1e-13)


@settings(deadline=None, max_examples=60)
@given(positive, positive)
def test_log_beta(a, b):
    expected = mpmath.log(mpmath.beta(a, b))
    assert tails.log_beta(a, b) == pytest.approx(float(expected), rel=1e-13, abs=1e-12)


@settings(deadline=None, max_examples=60)
@given(st.floats(0.2, 300), st.floats(0, 600))
def test_incomplete_gamma(a, x):
    expected = mpmath.gammainc(a, x, mpmath.inf, regularized=True)
    found = tails.gamma_upper(a, x)
    assert found == pytest.approx(float(expected), rel=1e-9, abs=1e-13)


@settings(deadline=None, max_examples=60)
@given(st.floats(0.001, 0.999), st.floats(1, 1e6))
def test_t_quantile_is_the_inverse(p, df):
    assert tails.t_sf(tails.t_quantile(p, df), df) == pytest.approx(1 - p, abs=1e-12)


@pytest.mark.parametrize(
    "found, expected",
    [
        (tails.normal_quantile(0.975), 1.959963984540054),
        (tails.t_quantile(0.975, 30), 2.0422724563012373),
        (tails.t_quantile(0.975, math.inf), 1.959963984540054),
        (tails.chi2_sf(3.841458820694124, 1), 0.05),
        (tails.f_sf(4.0, 1, 31), tails.t_two_sided(2.0, 31)),
        (tails.f_sf(2.5, 3, math.inf), tails.chi2_sf(7.5, 3)),
        (tails.normal_sf(1.0), 0.15865525393145707),
        (tails.f_sf(0, 2, 3), 1),
    ],
)
def test_known_values(found, expected):
    assert found == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("p", [0, 1, -1, 2])
def test_no_quantile_outside(p):
    with pytest.raises(ValueError):
        tails.normal_quantile(p)
