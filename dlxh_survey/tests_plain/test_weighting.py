"""Weights: they meet their margins, keep their sums, and say what is wrong."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weighting import (
    STRATUM,
    Category,
    Keys,
    Margin,
    Place,
    WeightingError,
    check_people,
    check_targets,
    read_pasted,
    weigh,
)
from weighting.pasted import read_figure

EMPTY = -2147483647


def margin(variable, *targets, first=1):
    """A margin with a category for each value, 1, 2, 3 …"""
    return Margin(
        variable,
        tuple(
            Category(frozenset((value,)), float(target))
            for value, target in enumerate(targets, first)
        ),
    )


def rows_of(people):
    """Joint counts of (stratum, values, weight)."""
    found = {}
    for stratum, values, weight in people:
        sums = found.setdefault((stratum, values), [0, 0.0, 0.0])
        for place, one in enumerate((1, weight, weight**2)):
            sums[place] += one
    return [(*key, *sums) for key, sums in found.items()]


def shares(people, found, place):
    sums = {}
    for stratum, values, weight in people:
        value = stratum if place is None else values[place]
        if value == EMPTY:
            continue
        factor = found.factors[stratum, values]
        sums[value] = sums.get(value, 0) + weight * factor
    total = math.fsum(sums.values())
    return {value: one / total for value, one in sums.items()}


PERSON = st.tuples(
    st.sampled_from((7, 9)),
    st.tuples(st.sampled_from((1, 2)), st.sampled_from((1, 2, 3, EMPTY))),
    st.floats(0.5, 3),
)
#: one of each kind, so that every target can be met
ALL = [
    (stratum, (sex, age), 1.0)
    for stratum in (7, 9)
    for sex in (1, 2)
    for age in (1, 2, 3)
]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(PERSON, max_size=60),
    st.floats(0.2, 0.8),
    st.lists(st.integers(1, 5), min_size=3, max_size=3),
    st.booleans(),
)
def test_margins_are_met_and_the_sum_stays(some, women, ages, design):
    people = ALL * 3 + some
    margins = [margin("sex", women, 1 - women), margin("age", *ages)]
    populations = {7: 1000, 9: 4000} if design else None
    found = weigh(margins, rows_of(people), populations)
    assert shares(people, found, 0)[1] == pytest.approx(women, abs=1e-8)
    for value, target in enumerate(ages, 1):
        share = shares(people, found, 1)[value]
        assert share == pytest.approx(target / sum(ages), abs=1e-8)
    weights = [w * found.factors[h, values] for h, values, w in people]
    assert math.fsum(weights) == pytest.approx(math.fsum(p[2] for p in people))
    n_eff = math.fsum(weights) ** 2 / math.fsum(w * w for w in weights)
    assert found.n_eff == pytest.approx(n_eff)
    assert found.deff == pytest.approx(len(people) / n_eff)
    assert found.n == len(people)
    for fit in found.fits:
        assert fit.after == pytest.approx(fit.target, abs=1e-8)


def test_strata_are_a_margin_too():
    people = ALL * 5 + ALL[:6] * 4
    margins = [margin(STRATUM, 300, 0, 700, first=7), margin("sex", 450, 550)]
    rows = [(h, values[:1], *sums) for h, values, *sums in rows_of(people)]
    found = weigh(margins, rows)
    short = [(h, values[:1], w) for h, values, w in people]
    assert shares(short, found, None) == pytest.approx({7: 0.3, 9: 0.7})
    assert shares(short, found, 0) == pytest.approx({1: 0.45, 2: 0.55})


def test_strata_by_their_population_alone():
    rows = [(7, (), 30, 30.0, 30.0), (9, (), 10, 10.0, 10.0)]
    found = weigh([], rows, {7: 100, 9: 100})
    assert found.factors == pytest.approx({(7, ()): 2 / 3, (9, ()): 2.0})
    assert (found.lowest, found.highest) == pytest.approx((2 / 3, 2))
    assert found.deff == pytest.approx(40 * (30 * 4 / 9 + 10 * 4) / 40**2)
    with pytest.raises(WeightingError) as caught:
        weigh([], rows, {7: 100})
    assert (caught.value.kind, caught.value.detail) == ("no_population", {"stratum": 9})


@pytest.mark.parametrize("bounds", [None, (0.5, 1.5)])
def test_no_answer_keeps_the_weight(bounds):
    people = [(0, (1,), 1.0)] * 60 + [(0, (2,), 1.0)] * 40 + [(0, (EMPTY,), 2.0)] * 9
    found = weigh([margin("sex", 48, 52)], rows_of(people), bounds=bounds)
    assert found.factors[0, (EMPTY,)] == 1
    assert shares(people, found, 0)[1] == pytest.approx(0.48)


def test_trimming_is_told():
    people = [(0, (1,), 1.0)] * 95 + [(0, (2,), 1.0)] * 5
    margins = [margin("sex", 90, 10)]
    assert weigh(margins, rows_of(people)).trimmed == 0
    with pytest.raises(WeightingError) as caught:
        weigh(margins, rows_of(people), bounds=(0.9, 1.1))
    assert caught.value.kind == "not_converged"
    found = weigh([margin("sex", 94.6, 5.4)], rows_of(people), bounds=(0.2, 1.05))
    assert found.trimmed == pytest.approx(0.05)
    assert found.highest == pytest.approx(1.05)
    assert 0 < found.worst < 0.005


@pytest.mark.parametrize(
    "kind, margins, percent",
    [
        ("no_category", [margin("sex")], True),
        ("no_category", [margin("sex", 0, 0)], True),
        ("bad_target", [margin("sex", -1, 101)], True),
        ("bad_target", [margin("sex", math.nan, 1)], True),
        ("bad_target", [margin("sex", math.inf, 1)], False),
        ("not_hundred", [margin("sex", 50, 40)], True),
        ("twice", [margin("sex", 50, 50), margin("sex", 40, 60)], True),
        ("sums_differ", [margin("sex", 500, 500), margin("age", 400, 500)], False),
    ],
)
def test_wrong_figures(kind, margins, percent):
    with pytest.raises(WeightingError) as caught:
        check_targets(margins, percent)
    assert caught.value.kind == kind


def test_right_figures():
    check_targets([margin("sex", 33.3, 66.6), margin("age", 100)], True)
    check_targets([margin("sex", 33000, 67000), margin("age", 100010)], False)


@pytest.mark.parametrize(
    "kind, targets, counts, hidden",
    [
        ("all_missing", (1, 1), {}, ()),
        ("all_missing", (1, 1), {EMPTY: 50}, ()),
        ("nobody", (1, 1), {1: 50}, ()),
        ("no_target", (1, 0), {1: 50, 2: 40}, ()),
        ("withheld", (1, 1), {1: 50, 2: 40}, None),
        ("hidden_apart", (1, 1, 1), {1: 50, 2: 4, 3: 20}, (2, 3)),
        ("too_few", (1, 1), {1: 50, 2: 4}, (2,)),
    ],
)
def test_answers_that_cannot_meet_them(kind, targets, counts, hidden):
    with pytest.raises(WeightingError) as caught:
        check_people(margin("sex", *targets), counts, hidden, 10)
    assert caught.value.kind == kind


def test_hidden_answers_stay_together():
    """With the target, a factor tells how many are in a category."""
    together = Margin(
        "area", (Category(frozenset((1,)), 70.0), Category(frozenset((2, 3)), 30.0))
    )
    check_people(together, {1: 50, 2: 4, 3: 20}, (2, 3), 10)
    beside = Margin(
        "area", (Category(frozenset((1, 2)), 70.0), Category(frozenset((3,)), 30.0))
    )
    with pytest.raises(WeightingError):
        check_people(beside, {1: 50, 2: 4, 3: 20}, (2, 3), 10)
    check_people(margin("sex", 1, 0, 1), {1: 20, 3: 20}, (), 10)


def test_nobody_and_nothing():
    for rows in ([], [(0, (1,), 0, 0.0, 0.0)], [(0, (1,), 3, 0.0, 0.0)]):
        with pytest.raises(WeightingError) as caught:
            weigh([margin("sex", 1)], rows)
        assert caught.value.kind == "empty"
    with pytest.raises(WeightingError) as caught:
        weigh([], [(0, (1,), 3, 3.0, 3.0)])
    assert caught.value.kind == "no_margin"
    one = weigh([margin("sex", 1)], [(0, (1,), 1, 2.0, 4.0)])
    assert one.factors == {(0, (1,)): 1}
    assert (one.n, one.deff, one.n_eff) == pytest.approx((1, 1, 1))


@given(st.data(), st.lists(st.integers(2, 9), min_size=0, max_size=5), st.booleans())
def test_a_key_for_each_cell(data, radix, by_stratum):
    keys = Keys(tuple(range(len(radix))), tuple(radix), by_stratum)
    cells = st.tuples(
        st.integers(1, 2**31), st.tuples(*(st.integers(0, one - 1) for one in radix))
    )
    first, second = data.draw(cells), data.draw(cells)
    same = first[1] == second[1] and (not by_stratum or first[0] == second[0])
    assert (keys.of(*first) == keys.of(*second)) == same
    assert keys.of(*first) < 2**63
    if radix:
        assert keys.of(1, (EMPTY,) * len(radix)) == keys.of(1, (0,) * len(radix))


def test_too_many_cells():
    with pytest.raises(WeightingError) as caught:
        Keys((0, 1, 2, 3), (101,) * 4, False)
    assert caught.value.kind == "too_many"


# -- pasted figures ----------------------------------------------------------------

PLACES = [
    Place(1, frozenset(("sex", "giới tính")), frozenset(("1", "nam"))),
    Place(2, frozenset(("sex", "giới tính")), frozenset(("2", "nữ"))),
    Place(3, frozenset(("area", "nơi ở")), frozenset(("1", "thị xã"))),
    Place(4, frozenset(("area", "nơi ở")), frozenset(("2", "xã"))),
]


@pytest.mark.parametrize(
    "text, found",
    [
        ("Nam\t48,5\nNữ\t51,5", {1: 48.5, 2: 51.5}),
        ("NAM ; 48.5 %\n\n nữ;51.5%", {1: 48.5, 2: 51.5}),
        ("Giới tính\n1\t40\n2\t60\narea\n1\t30", {1: 40, 2: 60, 3: 30}),
        ("sex\t1\t40\narea\tXã\t7", {1: 40, 4: 7}),
        ("", {}),
    ],
)
def test_pasted_figures(text, found):
    assert read_pasted(text, PLACES, False) == found


@pytest.mark.parametrize(
    "kind, row, text",
    [
        ("pasted_figure", 2, "Nam\t48\nNữ\tnhiều"),
        ("pasted_figure", 1, "Nam\t-4"),
        ("pasted_answer", 1, "Khác\t4"),
        ("pasted_unclear", 1, "1\t4"),
        ("pasted_twice", 2, "Nam\t4\nsex\t1\t5"),
        ("pasted_question", 1, "Tuổi\nNam\t4"),
        ("pasted_question", 1, "Tuổi\tNam\t4"),
    ],
)
def test_pasted_figures_that_fit_nowhere(kind, row, text):
    with pytest.raises(WeightingError) as caught:
        read_pasted(text, PLACES, False)
    assert (caught.value.kind, caught.value.detail["row"]) == (kind, row)


@pytest.mark.parametrize(
    "text, people, figure",
    [
        ("1234", True, 1234),
        ("1.234", True, 1234),
        ("1.234", False, 1.234),
        ("1.234.567", False, 1234567),
        ("1.234,5", True, 1234.5),
        ("1,234.5", True, 1234.5),
        ("48,25", True, 48.25),
        ("12\u00a0345", True, 12345),
        ("48 %", False, 48),
        ("48%%", False, None),
        ("1e5", True, None),
        ("", True, None),
    ],
)
def test_figures_as_people_write_them(text, people, figure):
    assert read_figure(text, people) == figure


@given(st.integers(0, 10**9))
def test_thousands_are_read_back(number):
    for mark in ".,":
        text = f"{number:,}".replace(",", mark)
        assert read_figure(text, True) == number
