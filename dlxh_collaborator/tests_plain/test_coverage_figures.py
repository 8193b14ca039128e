from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage_figures import NOTHING_OWED, Share, Target, choose, due_so_far, standing

SHARES = st.integers(0, 40_000).flatmap(
    lambda whole: st.builds(Share, st.integers(0, whole), st.just(whole))
)
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
TARGETS = st.lists(
    st.builds(
        Target,
        percent=st.integers(0, 100),
        level=st.none() | st.integers(1, 3),
        unit=st.none() | st.integers(1, 4),
        by=st.none() | DAYS,
    )
)


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (34, 61, "55,7%"),
        (20, 61, "32,8%"),
        (14, 61, "23,0%"),
        (0, 20, "0,0%"),
        (3_320, 3_321, "99,9%"),
        (61, 61, "100,0%"),
        (0, 0, NOTHING_OWED),
    ],
)
def test_shown(part, whole, text):
    assert Share(part, whole).shown() == text


def test_shown_with_the_point_of_the_language():
    assert Share(34, 61).shown(".") == "55.7%"


@pytest.mark.parametrize("pair", [(-1, 3), (4, 3), (1, 0)])
def test_no_part_of_the_whole(pair):
    with pytest.raises(ValueError):
        Share(*pair)


@given(SHARES)
def test_percent_stays_between_bounds(share):
    percent = share.percent
    if not share.whole:
        assert percent is None
        return
    assert 0 <= percent <= 100
    assert (percent == 100) == (share.part == share.whole)
    assert abs(percent - Decimal(100 * share.part) / share.whole) <= Decimal("0.1")


@given(SHARES, SHARES)
def test_a_sum_lies_between_its_parts(one, other):
    both = (one + other).percent
    known = [share.percent for share in (one, other) if share.percent is not None]
    if known:
        assert min(known) <= both <= max(known)
    else:
        assert both is None


@given(TARGETS, st.integers(1, 3), DAYS)
def test_the_nearest_unit_decides(targets, level, day):
    units = [2, 1]
    found = choose(targets, level, units, day)
    fitting = [
        target
        for target in targets
        if target.unit in (None, 1, 2) and target.level in (None, level)
    ]
    assert (found is None) == (not fitting)
    if not fitting:
        return
    assert found in fitting
    for unit in (2, 1):
        if any(target.unit == unit for target in fitting):
            assert found.unit == unit
            break
    same_unit = [target for target in fitting if target.unit == found.unit]
    if any(target.level == level for target in same_unit):
        assert found.level == level


@given(TARGETS, st.randoms(), DAYS)
def test_the_order_of_targets_does_not_matter(targets, random, day):
    found = choose(targets, 1, [2, 1], day)
    random.shuffle(targets)
    assert choose(targets, 1, [2, 1], day) == found


def test_the_next_date_comes_before_a_past_one():
    past, near, far = (Target(50 + n, by=date(2025 + n, 1, 1)) for n in range(3))
    always = Target(40)
    day = date(2025, 6, 1)
    assert choose([past, far, near, always], 1, [], day) == near
    assert choose([past, always], 1, [], day) == always
    assert choose([past], 1, [], day) == past


@given(SHARES, st.integers(0, 100))
def test_standing(share, percent):
    found = standing(share, Target(percent))
    if not share.whole:
        assert found == ""
    else:
        reached = share.part * 100 >= percent * share.whole
        assert found == ("reached" if reached else "behind")


def test_no_standing_without_a_target():
    assert standing(Share(1, 2), None) == ""


@pytest.mark.parametrize(
    ("day", "begin", "due"),
    [
        (date(2026, 1, 30), date(2020, 1, 1), 0),
        (date(2026, 1, 31), date(2020, 1, 1), 1),
        (date(2026, 3, 15), date(2020, 1, 1), 2),
        (date(2026, 12, 31), date(2020, 1, 1), 12),
        (date(2026, 12, 31), date(2026, 5, 1), 8),
        (date(2026, 12, 31), date(2026, 5, 13), 7),
        (date(2026, 2, 28), date(2026, 3, 1), 0),
        (date(2024, 2, 29), date(2024, 2, 1), 1),
    ],
)
def test_due_monthly(day, begin, due):
    assert due_so_far(12, day, begin) == due


@given(st.integers(0, 52), DAYS, DAYS, st.integers(0, 60))
def test_due_never_falls_within_a_year(times, day, begin, more):
    later = min(date.fromordinal(day.toordinal() + more), date(day.year, 12, 31))
    assert 0 <= due_so_far(times, day, begin) <= due_so_far(times, later, begin)
    assert due_so_far(times, later, begin) <= times


@given(st.integers(0, 52), st.integers(2015, 2035))
def test_a_full_year_owes_all(times, year):
    assert due_so_far(times, date(year, 12, 31), date(year, 1, 1)) == times
