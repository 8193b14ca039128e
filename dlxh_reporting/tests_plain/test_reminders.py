"""How often somebody is told of one thing that he owes."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

import rates

DUE = date(2025, 6, 30)


def told(before, after, days, told_on=None):
    """Return the days on which a daily run tells; `days` are those it is run."""
    found = []
    for day in days:
        if rates.is_news(rates.turns(DUE, before, after), told_on, day):
            found.append(day)
            told_on = day
    return found


def span(first, last):
    return [DUE + timedelta(days=n) for n in range(first, last + 1)]


def test_once_before_and_once_after():
    assert told(3, 2, span(-20, 40)) == [
        DUE - timedelta(days=3),
        DUE + timedelta(days=2),
    ]


def test_on_the_day_and_never_after():
    assert told(0, 0, span(-20, 40)) == [DUE]


def test_a_run_that_failed_is_made_up_for():
    assert told(3, 2, [*span(-20, -4), *span(-1, 1)]) == [DUE - timedelta(days=1)]


def test_what_is_long_past_is_no_news():
    assert told(3, 2, span(30, 40)) == []


@given(st.integers(0, 30), st.integers(0, 30), st.sets(st.integers(-60, 60)))
def test_never_more_than_twice_and_never_twice_a_day(before, after, runs):
    found = told(before, after, [DUE + timedelta(days=n) for n in sorted(runs)])
    assert len(found) <= 2 - (after == 0)
    assert len(set(found)) == len(found)


@given(st.integers(0, 30), st.integers(1, 30))
def test_daily_runs_tell_both_times(before, after):
    assert len(told(before, after, span(-60, 60))) == 2
