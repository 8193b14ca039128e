"""No hidden count can be worked out from everything that is published.

Every test asks the exhaustive search of `integers` what else a hidden figure could
be, given all figures shown. The attacker knows that noughts are never hidden.
"""

import json
import random
from itertools import permutations, product
from statistics import (
    Precision,
    cross,
    one_way,
    suppress,
    suppress_family,
    suppress_ranking,
)
from statistics.grid import NO_ANSWER

import pytest
from hypothesis import example, given, reject, settings
from hypothesis import strategies as st

from integers import OutOfPatience, possible

K = 5
TOP = 150
many = settings(deadline=None, max_examples=60)
#: small, nought and comfortable counts in about equal parts
counts = st.one_of(st.integers(0, 4), st.integers(0, 30), st.just(0), st.just(5))


def choice(code, count, kind="single"):
    options = [{"code": str(i), "value": i} for i in range(1, count + 1)]
    return {"code": code, "type": kind, "slot": 0, "options": options}


def line_rows(numbers, missing=0):
    rows = [(0, i, "a", None, n, float(n), float(n)) for i, n in enumerate(numbers, 1)]
    return [*rows, (0, NO_ANSWER, "a", None, missing, float(missing), float(missing))]


def plane_rows(plane):
    """Rows of a cross; a value of nought stands for no answer."""
    return [
        (r or NO_ANSWER, c or NO_ANSWER, "a", None, n, float(n), float(n))
        for r, line in enumerate(plane)
        for c, n in enumerate(line)
    ]


class Attack:
    """Unknown counts, and what is published about sums of them."""

    def __init__(self, truth):
        self.truth = truth
        self.sums = []
        self.hidden = []

    def told(self, indexes, figure, known_zero=True):
        """A published figure: a number, or None where hidden."""
        indexes = list(indexes)
        if figure is None:
            self.sums.append((indexes, 1 if known_zero else 0, TOP))
            self.hidden.append(indexes)
        else:
            assert figure == sum(self.truth[i] for i in indexes)
            self.sums.append((indexes, figure, figure))

    def could_be(self, indexes, least, most):
        sums = [*self.sums, (indexes, least, most)]
        try:
            return possible(TOP, sums, self.truth)
        except OutOfPatience:
            reject()

    def check(self, k=K, cover=True):
        """Fail if a hidden figure is told.

        :param cover: ask it of figures too that are hidden without being small
        """
        for indexes in self.hidden:
            value = sum(self.truth[i] for i in indexes)
            assert value, "a nought is never hidden"
            if value < k:
                assert self.could_be(indexes, k, TOP), (value, "is told to be small")
            elif cover and not self.could_be(indexes, value + 1, TOP):
                assert self.could_be(indexes, 0, value - 1), (value, "is told")


def shown_counts(published):
    return [cell.n for cell in published.table.cells]


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


few = st.one_of(st.integers(0, 4), st.integers(0, 12), st.just(0), st.just(5))
planes = st.integers(2, 3).flatmap(
    lambda width: st.lists(
        st.lists(few, min_size=width, max_size=width), min_size=2, max_size=3
    )
)


def published_cross(plane):
    """Return the published (cross, one-way of row, one-way of column)."""
    height, width = len(plane) - 1, len(plane[0]) - 1
    row, column = choice("r", height), choice("c", width)
    lines = [sum(line) for line in plane]
    sums = [sum(line[c] for line in plane) for c in range(width + 1)]
    (first,) = one_way(row, line_rows(lines[1:], lines[0]))
    (second,) = one_way(column, line_rows(sums[1:], sums[0]))
    table = cross(row, column, plane_rows(plane))
    return suppress(table, K), suppress(first, K), suppress(second, K)


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


def scale_table(numbers):
    scale = {"code": "s", "type": "scale", "slot": 0, "min": 1, "max": len(numbers)}
    return one_way(scale, line_rows(numbers))[0]


def test_a_mean_is_shown_only_beside_a_full_distribution():
    full = suppress(scale_table([20, 30, 40]), K)
    assert [one.name for one in full.table.statistics][:2] == ["mean", "sd"]
    part = suppress(scale_table([20, 30, 2]), K)
    assert part.table.statistics == ()
    assert set(part.notes) == {"hidden", "no_statistics"}


def test_nothing_of_a_hidden_cell_is_left():
    (table,) = one_way(choice("q", 3), line_rows([2, 40, 60]))
    published = suppress(table, K)
    hidden = [cell for cell in published.as_dict()["table"]["cells"] if not cell["n"]]
    assert len(hidden) == 2
    for cell in hidden:
        kept = {name for name, value in cell.items() if value not in (None, "")}
        assert kept == {"key"}
    assert json.loads(json.dumps(published.as_dict())) == json.loads(
        json.dumps(published.as_dict())
    )


def test_test_and_letters_go_with_a_hidden_cell():
    plane = [[0, 0, 0, 0], [0, 200, 2, 100], [0, 100, 98, 200]]
    table = cross(choice("r", 2), choice("c", 3), plane_rows(plane))
    assert table.test and table.cells[0][0].letters == "BC"
    published = suppress(table, K)
    assert published.table.test is None
    shown = [cell for line in published.table.cells for cell in line if cell.n]
    hidden = {
        "ABC"[place]
        for line in published.table.cells
        for place, cell in enumerate(line)
        if cell.n is None
    }
    assert hidden
    assert not any(mark in cell.letters for cell in shown for mark in hidden)


def test_a_small_base_shows_counts_only():
    (table,) = one_way(choice("q", 2), line_rows([12, 17]))
    published = suppress(table, K)
    assert published.notes == ("counts_only",)
    assert shown_counts(published) == [12, 17]
    assert all(cell.share is None for cell in published.table.cells)
    (enough,) = one_way(choice("q", 2), line_rows([12, 18]))
    assert suppress(enough, K).table.cells[0].share == pytest.approx(0.4)


def test_non_probability_has_no_margin_of_error():
    (table,) = one_way(choice("q", 2), line_rows([40, 60]))
    published = suppress(table, K, precision=Precision(probability=False))
    cell = published.table.cells[0]
    assert (cell.share, cell.se, cell.low, cell.high) == (0.4, None, None, None)
    assert published.notes == ("non_probability",)
    model = Precision(probability=False, statement="Quota model, weights as stated.")
    published = suppress(table, K, precision=model)
    assert published.table.cells[0].se > 0
    assert published.notes == ("non_probability", "model")
    assert published.statement == "Quota model, weights as stated."


@pytest.mark.parametrize("k", [0, 1, 4])
def test_the_floor(k):
    (table,) = one_way(choice("q", 2), line_rows([40, 60]))
    with pytest.raises(ValueError, match="at least 5"):
        suppress(table, k)
    with pytest.raises(ValueError, match="at least 5"):
        suppress_family(table, {}, k)


def test_default_threshold_is_ten():
    (table,) = one_way(choice("q", 3), line_rows([9, 40, 60]))
    assert suppress(table).k == 10
    assert shown_counts(suppress(table)).count(None) == 2
    (table,) = one_way(choice("q", 3), line_rows([10, 0, 60]))
    assert shown_counts(suppress(table)) == [10, 0, 60]


@pytest.mark.parametrize("numbers", [[0, 0], [3, 0], [2, 2]])
def test_nobody_and_few(numbers):
    (table,) = one_way(choice("q", 2), line_rows(numbers))
    published = suppress(table, K)
    if sum(numbers):
        assert published.table is None
        assert published.notes == ("withheld",)
    else:
        assert shown_counts(published) == [0, 0]


def test_numbers_by_column():
    number = {"code": "n", "type": "number", "slot": 0, "decimals": 0}
    rows = [(v, 1, "a", None, 20, 20.0, 20.0) for v in (3, 5)]
    rows += [(v, 2, "a", None, 15, 15.0, 15.0) for v in (4, 6)]
    full = suppress(cross(number, choice("c", 2), rows), K).table
    assert [means[0].value for means in full.means] == pytest.approx([4, 5])
    rows.append((9, 3, "a", None, 3, 3.0, 3.0))
    part = suppress(cross(number, choice("c", 3), rows), K)
    shown = [bool(means) for means in part.table.means]
    assert shown == [True, False, False]
    assert part.table.means_test is None


def test_kinds_of_empty_answers():
    rows = line_rows([40, 60], missing=3)
    assert suppress(one_way(choice("q", 2), rows)[0], K).table.base.missing == {}
    rows = line_rows([40, 60], missing=30)
    shown = suppress(one_way(choice("q", 2), rows)[0], K)
    assert shown.table.base.missing == {"no_answer": 30}


def test_parts_that_are_no_parts():
    (whole,) = one_way(choice("q", 2), line_rows([20, 20]))
    (large,) = one_way(choice("q", 2), line_rows([30, 20]))
    (other,) = one_way(choice("q", 3), line_rows([5, 5, 5]))
    (skew,) = one_way(choice("q", 2), line_rows([25, 10]))
    for part, text in ((large, "more people"), (other, "same table"), (skew, "more")):
        with pytest.raises(ValueError, match=text):
            suppress_family(whole, {"part": part}, K)


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


def test_a_condition_must_not_tell_a_hidden_cell():
    """q2 is asked of those who said 2 in q1, whose count is cover for the 3."""
    (first,) = one_way(choice("q1", 3), line_rows([3, 15, 60]))
    (second,) = one_way(choice("q2", 2), line_rows([5, 10]))
    parent = suppress(first, K)
    assert shown_counts(parent) == [None, None, 60]
    assert suppress(second, K).table.base.n == 15
    assert suppress(second, K, depends=[parent]).table is None
    whole, parts = suppress_family(second, {"u": second}, K, depends=[parent])
    assert whole.table is None and parts["u"].table is None
    crossed = cross(choice("q2", 2), choice("q1", 3), [])
    assert suppress(crossed, K, depends=[parent]).notes == ("withheld",)
    (full,) = one_way(choice("q1", 3), line_rows([20, 15, 60]))
    open_one = suppress(second, K, depends=[suppress(full, K)])
    assert open_one.table.base.n == 15


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
