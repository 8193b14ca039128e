"""No hidden count of a whole or of a part is a difference of published ones."""

from itertools import product
from statistics import (
    cross,
    one_way,
    suppress,
    suppress_family,
)

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from attack import (
    TOP,
    Attack,
    K,
    choice,
    counts,
    line_rows,
    many,
    plane_rows,
    planes,
    shown_counts,
)


@many
@given(
    st.lists(st.lists(counts, min_size=3, max_size=3), min_size=2, max_size=4),
    st.booleans(),
)
@example([[10, 10, 10], [10, 7, 10], [0, 3, 0]], True)
@example([[10, 10, 10], [9, 9, 9]], False)
def test_a_whole_and_its_parts(parts, listed):
    """Units below a unit: the last part is published only if `listed`."""
    whole = [sum(column) for column in zip(*parts, strict=True)]
    question = choice("q", 3)
    tables = [one_way(question, line_rows(part))[0] for part in parts]
    chosen = tables if listed else tables[:-1]
    (total,) = one_way(question, line_rows(whole))
    top, below = suppress_family(total, dict(enumerate(chosen)), K)
    assert top.table == suppress(total, K).table
    attack = Attack([n for part in parts for n in part])
    everything = range(len(parts))
    if top.table:
        attack.told(range(len(attack.truth)), top.table.base.n)
        for place, figure in enumerate(shown_counts(top)):
            attack.told([p * 3 + place for p in everything], figure)
    for p, one in below.items():
        if one.table is None:
            continue
        attack.told(range(p * 3, p * 3 + 3), one.table.base.n)
        for place, figure in enumerate(shown_counts(one)):
            attack.told([p * 3 + place], figure)
    attack.check()
    # what is left over must not be told either
    if top.table:
        rest = [p for p in everything if p not in below or below[p].table is None]
        shown = len(rest) < len(parts)
        for place in range(3):
            cells = [p * 3 + place for p in rest]
            value = sum(attack.truth[i] for i in cells)
            if shown and 0 < value < K:
                assert attack.could_be(cells, K, TOP)


@settings(deadline=None, max_examples=60)
@given(planes, planes, st.booleans())
def test_cross_tables_of_parts(one, two, listed):
    if [len(one), len(one[0])] != [len(two), len(two[0])]:
        two = [[7] * len(one[0]) for _line in one]
    both = [
        [a + b for a, b in zip(*lines, strict=True)]
        for lines in zip(one, two, strict=True)
    ]

    def table(plane):
        framed = [[0] * (len(plane[0]) + 1), *([0, *line] for line in plane)]
        return cross(
            choice("r", len(plane)), choice("c", len(plane[0])), plane_rows(framed)
        )

    parts = {"one": table(one), "two": table(two)} if listed else {"one": table(one)}
    whole, below = suppress_family(table(both), parts, K)
    assert whole.table is None or whole == suppress(table(both), K)
    figures = [
        n
        for plane in (one, two, both)
        for line in [*plane, *zip(*plane, strict=True), [sum(map(sum, plane))]]
        for n in [*line, sum(line)]
    ]
    small = any(0 < n < K for n in figures) or not sum(map(sum, one))
    assert (below["one"].table is None) == small
    if not small:
        assert not below["one"].hidden
        assert whole.table is not None


twos = st.lists(st.lists(counts, min_size=2, max_size=2), min_size=2, max_size=2)


@settings(deadline=None, max_examples=40)
@given(st.lists(twos, min_size=3, max_size=3))
@example([[[10, 10], [10, 10]], [[10, 10], [10, 10]], [[3, 10], [10, 10]]])
@example([[[9, 9], [9, 9]], [[9, 9], [9, 9]], [[2, 0], [9, 9]]])
@example([[[0, 5], [0, 5]], [[5, 4], [0, 0]], [[0, 0], [5, 2]]])
def test_everything_about_three_parts(planes):
    """One-way tables of both questions and cross tables, whole and parts."""
    row, column = choice("r", 2), choice("c", 2)
    both = [[sum(p[r][c] for p in planes) for c in (0, 1)] for r in (0, 1)]
    attack = Attack([n for plane in planes for line in plane for n in line])

    def cells(part, rows=(0, 1), columns=(0, 1)):
        chosen = range(3) if part is None else [part]
        return [p * 4 + r * 2 + c for p in chosen for r in rows for c in columns]

    def framed(plane):
        return plane_rows([[0] * 3, *([0, *line] for line in plane)])

    def tell_line(part, published, places):
        if published.table:
            attack.told(cells(part), published.table.base.n)
            for chosen, figure in zip(places, shown_counts(published), strict=True):
                attack.told(cells(part, *chosen), figure)

    for question, turned in ((row, False), (column, True)):

        def table(plane, question=question, turned=turned):
            lines = zip(*plane, strict=True) if turned else plane
            return one_way(question, line_rows([sum(line) for line in lines]))[0]

        places = [((0, 1), (i,)) if turned else ((i,), (0, 1)) for i in (0, 1)]
        parts = {p: table(plane) for p, plane in enumerate(planes)}
        top, below = suppress_family(table(both), parts, K)
        tell_line(None, top, places)
        for part, one in below.items():
            tell_line(part, one, places)
    crosses = {p: cross(row, column, framed(plane)) for p, plane in enumerate(planes)}
    top, below = suppress_family(cross(row, column, framed(both)), crosses, K)
    for part, one in [(None, top), *below.items()]:
        lines = one.table.cells if one.table else ()
        for r, c in product(range(len(lines)), (0, 1)):
            chosen, figure = cells(part, [r], [c]), lines[r][c].n
            gone = one.table.column_totals[c].n is None
            if figure is not None or sum(attack.truth[i] for i in chosen):
                attack.told(chosen, figure, known_zero=not gone)
    # a part's tables may tell what is mere cover in the cross table of the whole
    attack.check(cover=False)


def test_parts_that_are_no_parts():
    (whole,) = one_way(choice("q", 2), line_rows([20, 20]))
    (large,) = one_way(choice("q", 2), line_rows([30, 20]))
    (other,) = one_way(choice("q", 3), line_rows([5, 5, 5]))
    (skew,) = one_way(choice("q", 2), line_rows([25, 10]))
    for part, text in ((large, "more people"), (other, "same table"), (skew, "more")):
        with pytest.raises(ValueError, match=text):
            suppress_family(whole, {"part": part}, K)
