from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

import period
import tree

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
TYPES = st.sampled_from(period.PERIOD_TYPES)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31)))
def test_hours_end_on_the_next_quarter(moment):
    full = period.round_up(moment)
    assert timedelta() <= full - moment < timedelta(minutes=15)
    assert full.minute % 15 == full.second == full.microsecond == 0


def test_a_period_is_owed_when_it_ends_in_force():
    window = date(2025, 6, 1), date(2025, 9, 1)
    spans = period.owed_periods("month", 16, window, (date(2025, 7, 1), None))
    assert spans[0] == (date(2025, 6, 16), date(2025, 7, 15))


def test_a_period_that_ends_after_the_rule_is_not_owed():
    window = date(2025, 11, 1), date(2026, 2, 1)
    in_force = date(2025, 1, 1), date(2025, 12, 31)
    spans = period.owed_periods("month", 16, window, in_force)
    assert [span[1] for span in spans] == [date(2025, 11, 15), date(2025, 12, 15)]


@given(DAYS, st.integers(0, 500), TYPES, st.integers(1, 7), DAYS)
def test_rules_that_follow_each_other_owe_each_period_once(
    first, length, period_type, start_day, change
):
    """Whatever day a rule ends, it and its successor owe each period once."""
    window = first, first + timedelta(days=length)
    whole = period.owed_periods(period_type, start_day, window, (date.min, None))
    before = period.owed_periods(period_type, start_day, window, (date.min, change))
    after = period.owed_periods(
        period_type, start_day, window, (change + timedelta(days=1), None)
    )
    assert before + after == whole


@given(DAYS, st.integers(0, 400), TYPES, st.integers(1, 7))
def test_owed_periods_leave_no_day_out(first, length, period_type, start_day):
    last = first + timedelta(days=length)
    spans = period.owed_periods(period_type, start_day, (first, last), (first, None))
    assert spans[0][0] <= first <= spans[0][1]
    assert spans[-1][0] <= last <= spans[-1][1]
    for span, following in zip(spans, spans[1:], strict=False):
        assert span[1] + timedelta(days=1) == following[0]


LEVELS = {1: "central", 2: "direct", 3: "direct", 4: "above_grassroots", 5: "cell"}


def test_the_place_of_a_unit():
    parents = {1: None, 2: 1, 4: 2, 5: 4}
    assert tree.place_of(5, parents, LEVELS) == tree.Place(4, 2, 4, "1/2/4/5/")
    assert tree.place_of(1, parents, LEVELS) == tree.Place(None, None, None, "1/")


def test_the_topmost_of_a_level_wins():
    """A front unit of province level below a province belongs to that province."""
    assert tree.place_of(3, {1: None, 2: 1, 3: 2}, LEVELS).direct == 2


def test_what_hangs_below_a_moved_unit_moved():
    parents = {1: None, 2: 1, 4: 2, 5: 4, 3: 1}
    assert tree.moved_below({4}, {1, 2, 3, 4, 5}, parents) == {4, 5}


@given(st.dictionaries(st.integers(2, 30), st.integers(1, 30), max_size=29))
def test_a_path_ends_with_the_unit_and_holds_each_once(parents):
    """Even a broken tree that bites its tail is walked once."""
    for unit in parents:
        steps = tree.place_of(unit, parents, {}).path.split("/")[:-1]
        assert steps[-1] == str(unit)
        assert len(steps) == len(set(steps))
