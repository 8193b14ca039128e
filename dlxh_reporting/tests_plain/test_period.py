"""Reporting periods: no gap, no overlap, mid-month starts, names."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import period

TYPES = ("week", "month", "quarter", "half", "year")
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31))
STARTS = st.integers(min_value=1, max_value=7)


@pytest.mark.parametrize(
    ("day", "kind", "start", "expected"),
    [
        ((2025, 7, 10), "week", 1, ((2025, 7, 7), (2025, 7, 13))),
        ((2025, 7, 10), "week", 5, ((2025, 7, 4), (2025, 7, 10))),
        ((2025, 7, 11), "week", 5, ((2025, 7, 11), (2025, 7, 17))),
        ((2025, 2, 10), "month", 1, ((2025, 2, 1), (2025, 2, 28))),
        ((2024, 2, 10), "month", 1, ((2024, 2, 1), (2024, 2, 29))),
        ((2025, 7, 10), "month", 16, ((2025, 6, 16), (2025, 7, 15))),
        ((2025, 7, 16), "month", 16, ((2025, 7, 16), (2025, 8, 15))),
        ((2025, 12, 20), "month", 16, ((2025, 12, 16), (2026, 1, 15))),
        ((2025, 2, 28), "month", 28, ((2025, 2, 28), (2025, 3, 27))),
        ((2025, 5, 5), "quarter", 1, ((2025, 4, 1), (2025, 6, 30))),
        ((2025, 3, 20), "quarter", 16, ((2025, 3, 16), (2025, 6, 15))),
        ((2025, 12, 20), "quarter", 16, ((2025, 12, 16), (2026, 3, 15))),
        ((2025, 6, 30), "half", 1, ((2025, 1, 1), (2025, 6, 30))),
        ((2025, 6, 16), "half", 16, ((2025, 6, 16), (2025, 12, 15))),
        ((2025, 6, 30), "year", 1, ((2025, 1, 1), (2025, 12, 31))),
        ((2025, 12, 16), "year", 16, ((2025, 12, 16), (2026, 12, 15))),
    ],
)
def test_the_period_of_a_day(day, kind, start, expected):
    assert period.period_of(date(*day), kind, start) == tuple(
        date(*bound) for bound in expected
    )


@given(DAYS, st.sampled_from(TYPES), STARTS)
def test_a_day_lies_in_its_period_and_neighbours_touch(day, kind, start):
    first, last = period.period_of(day, kind, start)
    assert first <= day <= last
    assert period.period_of(first, kind, start) == (first, last)
    assert period.period_of(last, kind, start) == (first, last)
    before = period.previous_period(first, kind, start)
    after = period.next_period(last, kind, start)
    assert before[1] + timedelta(days=1) == first
    assert last + timedelta(days=1) == after[0]


@given(DAYS, st.sampled_from(TYPES[1:]), st.integers(min_value=1, max_value=28))
def test_shorter_periods_fill_longer_ones(day, kind, start):
    first, last = period.period_of(day, kind, start)
    months = period.periods_between(first, last, "month", start)
    assert months[0][0] == first
    assert months[-1][1] == last
    assert len(months) == {"month": 1, "quarter": 3, "half": 6, "year": 12}[kind]


@pytest.mark.parametrize(
    ("day", "kind", "start", "number", "year"),
    [
        ((2025, 7, 10), "month", 1, 7, 2025),
        ((2025, 7, 10), "month", 16, 7, 2025),
        ((2025, 12, 20), "month", 16, 1, 2026),
        ((2025, 12, 20), "quarter", 16, 1, 2026),
        ((2025, 8, 20), "quarter", 1, 3, 2025),
        ((2025, 8, 20), "half", 1, 2, 2025),
        ((2025, 8, 20), "year", 1, 1, 2025),
        ((2024, 12, 31), "week", 1, 1, 2025),
        ((2025, 7, 10), "week", 1, 28, 2025),
    ],
)
def test_a_period_is_named_after_the_month_in_which_it_ends(
    day, kind, start, number, year
):
    first, last = period.period_of(date(*day), kind, start)
    label = period.label(first, last, kind)
    assert (label.period_type, label.number, label.year) == (kind, number, year)


@given(DAYS, st.sampled_from(TYPES), STARTS)
def test_neighbouring_periods_have_different_names(day, kind, start):
    this = period.period_of(day, kind, start)
    after = period.next_period(this[1], kind, start)
    assert period.label(*this, kind) != period.label(*after, kind)


@pytest.mark.parametrize(
    ("kind", "start"), [("month", 0), ("month", 29), ("week", 8), ("day", 1)]
)
def test_an_impossible_start_or_type_is_refused(kind, start):
    with pytest.raises(ValueError):
        period.period_of(date(2025, 7, 1), kind, start)


def test_monday_of():
    assert period.monday_of(date(2025, 7, 13)) == date(2025, 7, 7)
    assert period.monday_of(date(2025, 7, 7)) == date(2025, 7, 7)


def test_periods_between_leaves_out_what_only_touches_nothing():
    weeks = period.periods_between(date(2025, 7, 7), date(2025, 7, 20), "week")
    assert [first for first, _last in weeks] == [date(2025, 7, 7), date(2025, 7, 14)]
    assert period.periods_between(date(2025, 7, 8), date(2025, 7, 7), "week") == []
