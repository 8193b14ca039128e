from collections import Counter
from math import prod

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tally import cardinality, joint_groups, marginal, pair

SLOTS = st.dictionaries(st.integers(0, 400), st.integers(1, 10**6), max_size=60)


@given(SLOTS, st.integers(1, 5000), st.integers(1, 50))
def test_every_slot_is_counted_once_and_combinations_stay_few(slots, most, fixed):
    groups = joint_groups(slots, most, fixed)
    assert Counter(slot for group in groups for slot in group) == Counter(list(slots))
    for group in groups:
        together = prod(slots[slot] for slot in group)
        assert len(group) == 1 or together * fixed <= most


def test_five_point_questions_share_passes():
    groups = joint_groups(dict.fromkeys(range(70), 6))
    assert len(groups) == 18


def test_a_mask_counts_its_combinations():
    question = {"type": "multiple", "options": [{}] * 6}
    assert cardinality(question) == 65
    assert cardinality({"type": "number"}) > 1000


CELL = st.tuples(
    *(st.integers(1, 3), st.integers(1, 3), st.integers(1, 2), st.integers(1, 9))
)


@given(st.lists(CELL, max_size=30))
def test_taking_apart_keeps_the_sums(cells):
    columns = [np.array(column, dtype=int) for column in zip(*cells, strict=True)]
    a, b, stratum, n = columns or [np.zeros(0, dtype=int)] * 4
    joint = {"values": [a, b], "stratum": stratum, "psu": stratum, "n": n, "w": n}
    joint["w2"] = n
    rows = list(zip(*marginal(7, 1, joint), strict=True))
    expected, found = Counter(), Counter()
    for _a, value, level, number in cells:
        expected[value, level] += number
    for slot, value, level, _psu, number, *_weights in rows:
        assert slot == 7
        found[value, level] += number
    assert found == expected
    crossed = list(zip(*pair(1, 0, joint), strict=True))
    assert [row[:2] for row in crossed] == [(cell[1], cell[0]) for cell in cells]
