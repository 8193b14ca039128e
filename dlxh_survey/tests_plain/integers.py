"""What somebody with paper and patience can work out: exhaustive search.

Unknown whole numbers with bounds, and sums of them that are known. `possible` tells
whether any assignment fits, by narrowing bounds and trying every value that is left.
"""

#: nodes of the search; what needs more is no example for a test
PATIENCE = 3000


class OutOfPatience(Exception):
    """The search was given up without an answer."""


def possible(top, sums, near):
    """Tell whether whole numbers from 0 to `top` meet all `sums`.

    :param sums: list of (indexes, low, high) of the sum
    :param near: where to look first; the answer does not depend on it
    """
    left = iter(range(PATIENCE))
    return _search([0] * len(near), [top] * len(near), sums, near, left)


def _search(low, high, sums, near, left):
    if next(left, None) is None:
        raise OutOfPatience
    if not _narrow(low, high, sums):
        return False
    open_ones = [i for i in range(len(low)) if low[i] < high[i]]
    if not open_ones:
        return True
    index = min(open_ones, key=lambda i: high[i] - low[i])
    values = range(low[index], high[index] + 1)
    for value in sorted(values, key=lambda value: abs(value - near[index])):
        tried_low, tried_high = list(low), list(high)
        tried_low[index] = tried_high[index] = value
        if _search(tried_low, tried_high, sums, near, left):
            return True
    return False


def _narrow(low, high, sums):
    changed = True
    while changed:
        changed = False
        for indexes, least, most in sums:
            bottom = sum(low[i] for i in indexes)
            top = sum(high[i] for i in indexes)
            if bottom > most or top < least:
                return False
            for i in indexes:
                new_low = max(low[i], least - (top - high[i]))
                new_high = min(high[i], most - (bottom - low[i]))
                if new_low > new_high:
                    return False
                if (new_low, new_high) != (low[i], high[i]):
                    bottom += new_low - low[i]
                    top += new_high - high[i]
                    low[i], high[i] = new_low, new_high
                    changed = True
    return True
