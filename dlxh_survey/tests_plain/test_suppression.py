"""No hidden count can be worked out from everything that is published.

Every test asks an exhaustive search what else a hidden figure could be, given all
figures shown.
"""

import random
from itertools import permutations
from statistics import (
    cross,
    one_way,
    suppress,
    suppress_ranking,
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
    few,
    line_rows,
    many,
    planes,
    published_cross,
    shown_counts,
)


@many
@given(st.lists(counts, min_size=2, max_size=6))
@example([3, 97])
@example([1, 1, 50])
@example([4, 4, 0, 4])
@example([1, 1, 1, 1, 1, 1])
def test_one_way(numbers):
    (table,) = one_way(choice("q", len(numbers)), line_rows(numbers))
    published = suppress(table, K)
    if published.table is None:
        return
    attack = Attack(numbers)
    attack.told(range(len(numbers)), published.table.base.n)
    for place, figure in enumerate(shown_counts(published)):
        assert figure is None or figure == 0 or figure >= K
        attack.told([place], figure)
    attack.check()


@many
@given(st.lists(counts, min_size=2, max_size=4))
def test_multiple_choice(numbers):
    """Options overlap, but who did not choose one is the base less who did."""
    base = max(numbers) + 20
    rows = []
    for place, n in enumerate(numbers):
        rows.append((0, 1 << place, "a", None, n, float(n), float(n)))
    rest = base * len(numbers) - sum(numbers)
    rows.append((0, 0, "a", None, rest, float(rest), float(rest)))
    (table,) = one_way(choice("q", len(numbers), "multiple"), rows)
    published = suppress(table, K)
    whole = published.table.base.n
    for true, figure in zip(numbers, shown_counts(published), strict=True):
        small = 0 < true < K or 0 < whole - true < K
        assert (figure is None) == small


def attack_of(plane, published, first, second):
    """Everything published about a plane whose first row and column are empty."""
    height, width = len(plane), len(plane[0])
    attack = Attack([n for line in plane for n in line])

    def at(rows, columns):
        return [r * width + c for r in rows for c in columns]

    inner, across = range(1, height), range(1, width)
    if first.table:
        attack.told(at(inner, range(width)), first.table.base.n)
        for r, figure in enumerate(shown_counts(first), 1):
            attack.told(at([r], range(width)), figure)
    if second.table:
        attack.told(at(range(height), across), second.table.base.n)
        for c, figure in enumerate(shown_counts(second), 1):
            attack.told(at(range(height), [c]), figure)
    if published.table:
        table = published.table
        attack.told(at(inner, across), table.base.n)
        for r, line in enumerate(table.cells, 1):
            attack.told(at([r], across), table.row_totals[r - 1].n)
            for c, cell in enumerate(line, 1):
                # all of a hidden column is hidden, noughts too
                gone = table.column_totals[c - 1].n is None
                if cell.n is not None or plane[r][c]:
                    attack.told(at([r], [c]), cell.n, known_zero=not gone)
        for c, total in enumerate(table.column_totals, 1):
            attack.told(at(inner, [c]), total.n)
    return attack


@many
@given(planes)
@example([[3, 10], [10, 10]])
@example([[3, 0], [0, 10]])
@example([[1, 1], [1, 1]])
@example([[4, 20, 20], [20, 20, 20]])
@example([[1, 2, 20], [2, 30, 8], [9, 9, 9]])
def test_cross_with_its_one_way_tables(plane):
    """Totals are the one-way tables; both must not tell more than one."""
    empty = [[0] * (len(plane[0]) + 1), *([0, *line] for line in plane)]
    attack_of(empty, *published_cross(empty)).check()


@settings(deadline=None, max_examples=30)
@given(planes, st.data())
def test_cross_with_empty_answers(plane, data):
    """A difference of bases must not help."""
    filled = [[0, *line] for line in plane]
    for line in filled:
        line[0] = data.draw(st.integers(0, 6))
    top = [0, *(data.draw(st.integers(0, 6)) for _column in plane[0])]
    attack_of([top, *filled], *published_cross([top, *filled])).check()


def test_a_multiple_choice_cross_hides_the_opposite_too():
    """20 of 22 chose the option: the two who did not are as few as two who did."""
    rows = [(1, 1, "a", None, 20, 20.0, 20.0), (0, 1, "a", None, 2, 2.0, 2.0)]
    rows += [(1, 2, "a", None, 30, 30.0, 30.0), (0, 2, "a", None, 30, 30.0, 30.0)]
    table = cross(choice("r", 1, "multiple"), choice("c", 2), rows)
    published = suppress(table, K)
    assert [cell.n for cell in published.table.cells[0]] == [None, None]
    assert published.table.row_totals[0].n == 50


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(counts, min_size=2, max_size=2), min_size=2, max_size=2))
def test_multiple_choice_by_a_question(plane):
    """One option: chosen and not chosen, by two columns."""
    rows = [
        (mask, c, "a", None, n, float(n), float(n))
        for mask, line in zip((1, 0), plane, strict=True)
        for c, n in enumerate(line, 1)
    ]
    published = suppress(cross(choice("r", 1, "multiple"), choice("c", 2), rows), K)
    if published.table is None:
        return
    table = published.table
    attack = Attack([n for line in plane for n in line])
    attack.told(range(4), table.base.n)
    for c in range(2):
        cell = table.cells[0][c]
        if cell.n is not None or plane[0][c]:
            gone = table.column_totals[c].n is None
            attack.told([c], cell.n, known_zero=not gone)
        attack.told([c, c + 2], table.column_totals[c].n)
    attack.told([0, 1], table.row_totals[0].n)
    attack.check()


@settings(deadline=None, max_examples=60)
@given(st.lists(counts, min_size=6, max_size=6))
def test_ranking(orders):
    """Three options in six orders; everybody gives each rank once."""
    ranks = list(permutations((1, 2, 3)))
    tables = []
    for option in range(3):
        rows = [
            (option, order[option], "a", None, n, float(n), float(n))
            for order, n in zip(ranks, orders, strict=True)
        ]
        tables.append(one_way(choice("q", 3, "ranking"), rows)[option])
    published = suppress_ranking(tables, K)
    with pytest.raises(ValueError, match="ranking"):
        suppress(tables[0], K)
    attack = Attack(orders)
    for option, one in enumerate(published):
        if one.table is None:
            continue
        attack.told(range(6), one.table.base.n)
        for rank, figure in enumerate(shown_counts(one), 1):
            chosen = [i for i, order in enumerate(ranks) if order[option] == rank]
            attack.told(chosen, figure)
    hidden = any(one.hidden for one in published)
    assert all(
        one.table is None or not one.table.statistics or not hidden for one in published
    )
    cells = [(sum(attack.truth[i] for i in one), one) for one in attack.hidden]
    for value, indexes in cells:
        # orders are not published; the tables of options alone must not tell
        low = attack.could_be(indexes, 0, value - 1)
        assert low or attack.could_be(indexes, value + 1, TOP)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(few, min_size=4, max_size=4), min_size=2, max_size=2))
def test_columns_that_overlap(plane):
    """A question by a multiple choice of two options: four masks of columns."""
    rows = [
        (r, mask, "a", None, n, float(n), float(n))
        for r, line in enumerate(plane, 1)
        for mask, n in enumerate(line)
    ]
    table = cross(choice("r", 2), choice("c", 2, "multiple"), rows)
    published = suppress(table, K)
    if published.table is None:
        return
    shown = published.table
    attack = Attack([n for line in plane for n in line])
    attack.told(range(8), shown.base.n)
    for r, total in enumerate(shown.row_totals):
        attack.told(range(r * 4, r * 4 + 4), total.n)
    for c in range(2):
        masks = [mask for mask in range(4) if mask >> c & 1]
        gone = shown.column_totals[c].n is None
        inside = [r * 4 + mask for r in range(2) for mask in masks]
        attack.told(inside, shown.column_totals[c].n, known_zero=not gone)
        for r in range(2):
            cells = [r * 4 + mask for mask in masks]
            true = sum(attack.truth[i] for i in cells)
            figure = shown.cells[r][c].n
            if figure is not None or true:
                attack.told(cells, figure, known_zero=not gone)
    attack.hidden = [
        indexes for indexes in attack.hidden if sum(attack.truth[i] for i in indexes)
    ]
    attack.check()


@settings(deadline=None, max_examples=40)
@given(planes, st.sampled_from(["single", "multiple"]))
@example([[3, 10, 10], [10, 10, 10], [10, 10, 10]], "single")
def test_a_table_turned_round_hides_the_same(plane, kind):
    first, second = choice("b", len(plane)), choice("a", len(plane[0]), kind)

    def rows(turned):
        for r, line in enumerate(plane, 1):
            for c, n in enumerate(line, 1):
                pair = (r, c if kind == "single" else 1 << (c - 1))
                yield (*(pair[::-1] if turned else pair), "a", None, n, float(n), n)

    one = suppress(cross(first, second, rows(False)), K).table
    two = suppress(cross(second, first, rows(True)), K).table
    assert (one is None) == (two is None)
    if one is None:
        return
    for r in range(len(plane)):
        for c in range(len(plane[0])):
            here, there = one.cells[r][c].n, two.cells[c][r].n
            # a hidden column hides all of its cells, a hidden row only its total
            if one.column_totals[c].n is not None:
                if two.column_totals[r].n is not None:
                    assert here == there
    gone = [[total.n is None for total in table.row_totals] for table in (one, two)]
    assert gone[0] == [total.n is None for total in two.column_totals]
    assert gone[1] == [total.n is None for total in one.column_totals]


def test_a_large_table_is_covered_not_withheld():
    """Cover may take several paths: one row of a hundred must not end it all."""
    dice = random.Random(3)
    plane = [[dice.randint(4, 20) for _column in range(5)] for _row in range(100)]
    empty = [[0] * 6, *([0, *line] for line in plane)]
    published, _first, _second = published_cross(empty)
    cells = [cell.n for line in published.table.cells for cell in line]
    small = sum(n < K for line in plane for n in line)
    assert small <= cells.count(None) < 3 * small
