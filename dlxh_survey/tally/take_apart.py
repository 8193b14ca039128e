"""One question, or two, out of a joint count.

A joint count is a dict of columns: "values" (a list of integer arrays, one per
slot), "stratum", "psu", "n", "w", "w2". Rows with the same values are added up by
the statistics, so nothing has to be summed here.
"""

import numpy as np


def marginal(slot, place, joint):
    """The one-way rows of the slot at a place of the joint count."""
    size = len(joint["n"])
    return (np.full(size, slot), joint["values"][place], *_rest(joint))


def pair(row, column, joint):
    """The rows of two places of the joint count, crossed."""
    return (joint["values"][row], joint["values"][column], *_rest(joint))


def _rest(joint):
    return tuple(joint[name] for name in ("stratum", "psu", "n", "w", "w2"))
