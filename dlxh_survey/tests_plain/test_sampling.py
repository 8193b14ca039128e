"""Sample sizes, allocation, draws by lot and their probabilities."""

import math
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sampling import (
    Stratum,
    Unit,
    allocate,
    base_weight,
    draw_lines,
    draw_units,
    margin_of_error,
    merge_strata,
    probabilities,
    sample_size,
)
from sampling.draw import _systematic

sizes = st.lists(st.integers(0, 200), min_size=1, max_size=8)


@pytest.mark.parametrize(
    "error, population, expected",
    [
        (0.05, None, 385),
        (0.05, 593, 234),
        (0.05, 1_000, 278),
        (0.05, 2_000, 323),
        (0.05, 10_000, 370),
        (0.05, 100_000, 383),
        (0.03, None, 1068),
        (0.03, 593, 382),
    ],
)
def test_sample_size_fixtures(error, population, expected):
    """S6 of spec/field.md."""
    assert sample_size(error, population) == expected


@pytest.mark.parametrize(
    "n, points", [(100, 9.80), (250, 6.20), (400, 4.90), (1000, 3.10)]
)
def test_margin_of_error_fixtures(n, points):
    assert round(100 * margin_of_error(n), 2) == points


def test_design_effect_and_level():
    assert sample_size(0.05, deff=2) == 769
    assert sample_size(0.05, level=0.99) == 664
    assert sample_size(0.05, share=0.1) == 139
    assert sample_size(0.05, population=10, deff=50) == 10
    assert margin_of_error(400, deff=4) == pytest.approx(2 * margin_of_error(400))


@given(st.integers(1, 10**6), st.sampled_from([0.01, 0.02, 0.03, 0.05, 0.1]))
def test_the_sample_keeps_its_margin(population, error):
    n = sample_size(error, population)
    assert 1 <= n <= population
    assert n <= sample_size(error)
    # n is found with (n0-1)/N, the margin with N-1: equal but for the rounding
    assert margin_of_error(n, population) <= error * 1.0001


def test_a_census_has_no_margin():
    assert margin_of_error(593, 593) == 0
    assert margin_of_error(1, 1) == 0


@pytest.mark.parametrize(
    "call",
    [
        lambda: sample_size(0),
        lambda: sample_size(1),
        lambda: sample_size(0.05, 0),
        lambda: sample_size(0.05, share=0),
        lambda: sample_size(0.05, deff=0),
        lambda: sample_size(0.05, level=0.8),
        lambda: margin_of_error(0),
        lambda: margin_of_error(10, 9),
    ],
)
def test_size_refuses_nonsense(call):
    with pytest.raises(ValueError):
        call()


def strata_of(numbers):
    return [Stratum(place, number) for place, number in enumerate(numbers)]


@settings(deadline=None)
@given(sizes, st.sampled_from(["proportional", "equal"]), st.integers(0, 5), st.data())
@example([10, 0, 1], "equal", 2, None)
def test_allocation_adds_up(numbers, method, minimum, data):
    least = sum(min(minimum, number) for number in numbers)
    total = sum(numbers)
    n = data.draw(st.integers(least, total)) if data else total
    found = allocate(strata_of(numbers), n, method, minimum)
    assert sum(found.values()) == n
    for place, number in enumerate(numbers):
        assert min(minimum, number) <= found[place] <= number


def test_proportional_by_largest_remainder():
    # shares 4.2, 3.5, 2.3: the half gets the person that is left
    assert allocate(strata_of([42, 35, 23]), 10) == {0: 4, 1: 4, 2: 2}
    assert allocate(strata_of([420, 350, 230]), 100) == {0: 42, 1: 35, 2: 23}


def test_equal_shares_and_full_strata():
    assert allocate(strata_of([100, 100, 100]), 10, "equal") == {0: 4, 1: 3, 2: 3}
    assert allocate(strata_of([100, 2, 100]), 12, "equal") == {0: 5, 1: 2, 2: 5}


def test_minimum_lifts_the_small():
    assert allocate(strata_of([900, 90, 10]), 100, minimum=5) == {0: 86, 1: 9, 2: 5}


@settings(deadline=None)
@given(sizes, st.integers(0, 400))
def test_proportional_stays_within_one_of_the_share(numbers, n):
    total = sum(numbers)
    if not 0 < n <= total:
        return
    for place, got in allocate(strata_of(numbers), n).items():
        assert abs(got - n * numbers[place] / total) < 1


@pytest.mark.parametrize(
    "numbers, n, options, text",
    [
        ([10], 11, {}, "cannot come from"),
        ([10, 10], 5, {"minimum": 4}, "minimums need"),
        ([10], 5, {"method": "neyman"}, "one of"),
        ([-1], 0, {}, "negative"),
    ],
)
def test_allocation_refuses(numbers, n, options, text):
    with pytest.raises(ValueError, match=text):
        allocate(strata_of(numbers), n, **options)
    with pytest.raises(ValueError, match="same key"):
        allocate([Stratum("a", 1), Stratum("a", 2)], 1)


def test_small_strata_are_merged_in_their_region():
    strata = [
        Stratum("a", 100, "north"),
        Stratum("b", 100, "north"),
        Stratum("c", 100, "south"),
        Stratum("d", 100, "south"),
    ]
    invited = {"a": 40, "b": 10, "c": 35, "d": 29}
    assert merge_strata(strata, invited) == [["a", "b"], ["c", "d"]]
    assert merge_strata(strata, {**invited, "d": 30}) == [["a", "b"], ["c"], ["d"]]
    alone = [Stratum("a", 10, "north"), Stratum("b", 50, "south")]
    assert merge_strata(alone, {"a": 10, "b": 50}) == [["a", "b"]]


@given(st.lists(st.integers(0, 80), min_size=1, max_size=8))
def test_merged_strata_are_large_enough(invited):
    strata = [Stratum(i, 100, i % 2) for i in range(len(invited))]
    groups = merge_strata(strata, dict(enumerate(invited)))
    assert sorted(key for group in groups for key in group) == list(range(len(invited)))
    assert len(groups) == 1 or all(
        sum(invited[key] for key in group) >= 30 for group in groups
    )


def units_of(numbers):
    return [Unit(place, number) for place, number in enumerate(numbers)]


@settings(deadline=None)
@given(sizes, st.sampled_from(["systematic", "pps"]), st.integers(0, 2**32), st.data())
def test_draw(numbers, method, seed, data):
    able = [i for i, number in enumerate(numbers) if number or method == "systematic"]
    if not able:
        return
    n = data.draw(st.integers(1, len(able)))
    more = data.draw(st.integers(0, 4))
    drawn = draw_units(units_of(numbers), n, seed, method, more)
    assert drawn == draw_units(units_of(numbers), n, seed, method, more)
    keys = [one.key for one in drawn]
    assert len(set(keys)) == len(keys) == n + min(more, len(able) - n)
    assert set(keys) <= set(able)
    assert [one.order for one in drawn] == list(range(1, len(drawn) + 1))
    main = {one.key for one in drawn if one.replaces is None}
    assert len(main) == n
    assert all(one.replaces in main for one in drawn[n:])
    chances = probabilities(units_of(numbers), n, method)
    assert sum(chances.values()) == n
    assert all(one.probability == chances[one.key] > 0 for one in drawn)
    certain = {key for key, chance in chances.items() if chance == 1}
    assert certain <= main


class Dice:
    """Stands where a start would fall; `random` is asked once."""

    def __init__(self, start):
        self.start = start

    def random(self):
        return self.start


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.integers(0, 20), min_size=2, max_size=6),
    st.sampled_from(["systematic", "pps"]),
    st.data(),
)
def test_probabilities_by_brute_force(numbers, method, data):
    """Every start there is: a unit is drawn in just its share of them."""
    able = sum(number > 0 or method == "systematic" for number in numbers)
    if not able:
        return
    n = data.draw(st.integers(1, able))
    chances = list(probabilities(units_of(numbers), n, method).values())
    grain = math.lcm(*(chance.denominator for chance in chances))
    hits = Counter()
    for step in range(grain):
        # in the middle of each grain, as no boundary lies within one
        start = Fraction(2 * step + 1, 2 * grain)
        chosen = _systematic(chances, Dice(start))
        assert len(set(chosen)) == n
        hits.update(chosen)
    for place, chance in enumerate(chances):
        assert Fraction(hits[place], grain) == chance


def test_draws_over_seeds_follow_the_probabilities():
    units = units_of([10, 20, 30, 40])
    hits = Counter()
    for seed in range(4000):
        hits.update(one.key for one in draw_units(units, 2, seed))
    for place, chance in probabilities(units, 2).items():
        spread = math.sqrt(4000 * chance * (1 - chance))
        assert abs(hits[place] - 4000 * chance) <= 4.5 * spread


@pytest.mark.parametrize(
    "numbers, n, options, text",
    [
        ([5, 5], 3, {}, "cannot be drawn"),
        ([5, 0], 2, {}, "cannot be drawn"),
        ([5], 0, {}, "cannot be drawn"),
        ([5, -5], 1, {}, "negative"),
        ([5], 1, {"method": "brewer"}, "one of"),
    ],
)
def test_draw_refuses(numbers, n, options, text):
    with pytest.raises(ValueError, match=text):
        draw_units(units_of(numbers), n, 1, **options)
    with pytest.raises(ValueError, match="same key"):
        draw_units([Unit("a", 1), Unit("a", 2)], 1, 1)


@settings(deadline=None)
@given(st.integers(0, 200), st.integers(0, 2**32), st.data())
def test_lines(population, seed, data):
    taken = data.draw(st.sets(st.integers(1, 20), max_size=5))
    free = population - len({one for one in taken if one <= population})
    n = data.draw(st.integers(0, free))
    lines = draw_lines(population, n, seed, 3, taken)
    assert lines == draw_lines(population, n, seed, 3, taken)
    numbers = [line.number for line in lines]
    assert len(set(numbers)) == len(numbers) == n + min(3, free - n)
    assert all(1 <= number <= population for number in numbers)
    assert not set(numbers) & taken
    assert [line.is_replacement for line in lines].count(False) == n
    main = numbers[:n]
    assert main == sorted(main)


def test_lines_are_spread():
    numbers = [line.number for line in draw_lines(100, 10, 7)]
    assert {b - a for a, b in zip(numbers, numbers[1:], strict=False)} == {10}
    with pytest.raises(ValueError, match="cannot be drawn"):
        draw_lines(5, 6, 1)
    with pytest.raises(ValueError, match="negative"):
        draw_lines(5, -1, 1)


def test_a_stored_seed_draws_the_same_for_ever():
    """Fixed figures: a change here would make old waves impossible to check."""
    units = units_of([12, 30, 7, 44, 21, 9, 33])
    assert [one.key for one in draw_units(units, 3, 2026, replacements=2)] == STORED
    assert [line.number for line in draw_lines(50, 5, 2026)] == STORED_LINES


STORED = [0, 3, 4, 1, 2]
STORED_LINES = [2, 12, 22, 32, 42]


def test_base_weights_add_up_to_the_population():
    """Over all draws the weighted people are as many as there are."""
    numbers = [10, 20, 30, 40]
    chances = probabilities(units_of(numbers), 2)
    expected = sum(
        float(chances[place]) * 5 * base_weight(chances[place], number, 5)
        for place, number in enumerate(numbers)
    )
    assert expected == pytest.approx(100)
    assert base_weight(Fraction(1, 2), 10, 0) is None
    with pytest.raises(ValueError, match="probability"):
        base_weight(0, 10, 5)
    with pytest.raises(ValueError, match="More people"):
        base_weight(1, 10, 11)
