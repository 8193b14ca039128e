"""Amounts in whole đồng, rounded half up as a bookkeeper does."""

from decimal import ROUND_HALF_UP, Decimal

WHOLE = Decimal(1)
TENTH = Decimal("0.1")


def line_amount(quantity, price):
    """Return quantity times price in whole đồng."""
    return _rounded(_exact(quantity) * _exact(price))


def raised_price(price, percent):
    """Return `price` raised (or, below zero, lowered) by `percent`."""
    return _rounded(_exact(price) * (100 + _exact(percent)) / 100)


def used_percent(spent, estimated):
    """Return the share of the estimate that is spent, to one decimal.

    None when nothing was estimated: there is no share of nothing.
    """
    if not estimated:
        return None
    share = _exact(spent) * 100 / _exact(estimated)
    return float(share.quantize(TENTH, ROUND_HALF_UP))


def overrun(spent, estimated):
    """Return by how much the spending goes over the estimate, 0 if it does not."""
    return max(0, _rounded(_exact(spent) - _exact(estimated)))


def _exact(number):
    """Return a number as typed: 0.1 is a tenth, not its nearest binary."""
    return Decimal(str(number or 0))


def _rounded(number):
    return int(number.quantize(WHOLE, ROUND_HALF_UP))
