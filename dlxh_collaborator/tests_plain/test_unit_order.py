"""Cycles and order of levels, on trees made at random."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from unit_file import DEFAULT_LEVELS, Existing, UnitRow, check_rows

CODES = [level.code for level in sorted(DEFAULT_LEVELS, key=lambda one: one.sequence)]
PARTY_CODES = [code for code in CODES if code != "district"]


@st.composite
def trees(draw, min_size=1):
    """Valid rows, parents before children: (parent index or None, level index)."""
    size = draw(st.integers(min_size, 25))
    rows, depth = [], []
    for index in range(size):
        open_parents = [at for at in range(index) if depth[at] < len(PARTY_CODES) - 1]
        parent = draw(st.sampled_from([None, *open_parents]))
        if parent is None:
            level = draw(st.integers(0, len(PARTY_CODES) - 1))
        else:
            level = draw(st.integers(depth[parent] + 1, len(PARTY_CODES) - 1))
        depth.append(level)
        rows.append(
            UnitRow(
                row=index + 2,
                code=f"u{index}",
                name=f"Unit {index}",
                parent="" if parent is None else f"u{parent}",
                level=PARTY_CODES[level],
            )
        )
    return rows


@given(trees(), st.randoms(use_true_random=False))
def test_valid_tree_in_any_order_comes_back_parents_first(rows, shuffler):
    shuffled = list(rows)
    shuffler.shuffle(shuffled)
    ordered, problems = check_rows(shuffled)
    assert problems == []
    seen = set()
    for row in ordered:
        assert not row.parent or row.parent in seen
        seen.add(row.code)
    assert len(ordered) == len(rows)


@given(trees(min_size=2), st.data())
def test_an_edge_to_a_descendant_is_always_a_cycle(rows, data):
    children = {}
    for row in rows:
        children.setdefault(row.parent, []).append(row)
    top = data.draw(st.sampled_from(rows))
    below, queue = [top], [top]
    while queue:
        queue.extend(children.get(queue.pop().code, ()))
        below.extend(one for one in queue if one not in below)
    top.parent = data.draw(st.sampled_from(below)).code
    ordered, problems = check_rows(rows)
    assert ordered == []
    assert "cycle" in [problem.kind for problem in problems]


@given(trees(min_size=2), st.data())
def test_a_child_not_below_its_parent_is_always_told(rows, data):
    with_parent = [row for row in rows if row.parent]
    if not with_parent:
        return
    by_code = {row.code: row for row in rows}
    victim = data.draw(st.sampled_from(with_parent))
    highest = PARTY_CODES.index(by_code[victim.parent].level)
    victim.level = PARTY_CODES[data.draw(st.integers(0, highest))]
    __, problems = check_rows(rows)
    assert (victim.row, "level_order") in [(one.row, one.kind) for one in problems]


@given(trees(), st.data())
def test_rows_split_between_file_and_database_give_the_same_answer(rows, data):
    stored = data.draw(st.sets(st.sampled_from([row.code for row in rows])))
    existing = [
        Existing(row.code, row.parent, row.level, row.org_type)
        for row in rows
        if row.code in stored
    ]
    __, problems = check_rows(
        [row for row in rows if row.code not in stored], existing=existing
    )
    assert problems == []


@settings(deadline=None)
@given(st.integers(0, 2**32))
def test_a_long_chain_does_not_exhaust_the_stack(seed):
    size = 3000
    order = list(range(size))
    random.Random(seed).shuffle(order)
    rows = [
        UnitRow(
            row=index + 2,
            code=f"u{index}",
            name="X",
            parent=f"u{index - 1}" if index else "",
            level="direct",
            org_type="state",
        )
        for index in order
    ]
    ordered, problems = check_rows(rows)
    assert problems == []
    assert [row.code for row in ordered] == [f"u{index}" for index in range(size)]
