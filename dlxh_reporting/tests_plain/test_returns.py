"""Months with a return, and those in time."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

import period
from period import returns

MONTHS = period.periods_between(date(2025, 1, 1), date(2025, 6, 15), "month", 16)
MONTHS = [month for month in MONTHS if month[1].year == 2025][:6]
TODAY = date(2025, 12, 1)


def due(last):
    return last


def test_months_within_the_membership():
    assert [last.month for _first, last in MONTHS] == [1, 2, 3, 4, 5, 6]
    lasting = [(date(2024, 1, 1), None)]
    assert returns.due_months(MONTHS, lasting, TODAY) == MONTHS
    late = [(date(2025, 1, 20), date(2025, 4, 20))]
    assert returns.due_months(MONTHS, late, TODAY) == MONTHS[2:4]
    assert returns.due_months(MONTHS, [], TODAY) == []
    assert returns.due_months(MONTHS, lasting, date(2025, 3, 15)) == MONTHS[:2]


def test_one_return_a_month_is_complete():
    found = [
        (date(2025, 1, 6), date(2025, 1, 9)),
        (date(2025, 1, 13), date(2025, 3, 1)),
    ]
    assert returns.completeness(MONTHS, found) == (1, 6)
    assert returns.completeness(MONTHS, []) == (0, 6)


def test_the_first_return_decides():
    early, late = date(2025, 1, 9), date(2025, 1, 30)
    monday = date(2025, 1, 6)
    assert returns.timeliness(MONTHS, [(monday, late)], due) == (0, 1)
    assert returns.timeliness(MONTHS, [(monday, late), (monday, early)], due) == (1, 1)


def test_nobody_is_late_for_a_week_that_runs():
    monday = date(2025, 1, 13)  # the month ends on the 15th
    assert returns.timeliness(MONTHS, [(monday, date(2025, 1, 19))], due) == (1, 1)
    assert returns.timeliness(MONTHS, [(monday, date(2025, 1, 20))], due) == (0, 1)


weeks = st.integers(0, 30).map(lambda n: date(2025, 1, 6) + timedelta(weeks=n))
sheets = st.lists(
    st.tuples(weeks, st.integers(0, 60)).map(
        lambda pair: (pair[0], pair[0] + timedelta(days=pair[1]))
    )
)


@given(sheets)
def test_counts_fit_together(found):
    done, months = returns.completeness(MONTHS, found)
    timely, returned = returns.timeliness(MONTHS, found, due)
    assert 0 <= timely <= returned == done <= months


@given(sheets, sheets)
def test_the_number_of_sheets_does_not_matter(found, more):
    """Twice as many sheets in the same months change nothing (guardrail G19)."""
    assert returns.completeness(MONTHS, found * 2) == returns.completeness(
        MONTHS, found
    )
    assert (
        returns.completeness(MONTHS, found + more)[0]
        >= (returns.completeness(MONTHS, found)[0])
    )


spans = st.integers(0, 40).map(lambda n: date(2025, 1, 1) + timedelta(weeks=n))
owed = st.lists(
    st.tuples(spans, st.booleans(), st.booleans()).map(
        lambda one: returns.Owed(
            one[0], one[0] + timedelta(days=6), one[1], one[1] and one[2]
        )
    )
)


def test_what_was_owed_takes_the_place_of_its_month():
    found = [(date(2025, 1, 6), date(2025, 1, 9))]
    week = returns.Owed(date(2025, 1, 6), date(2025, 1, 12), True, False)
    left = returns.months_without(MONTHS, [week])
    assert left == MONTHS[1:]
    counts = returns.completeness(left, found)
    assert returns.with_owed("completeness", counts, [week]) == (1, 6)
    counts = returns.timeliness(left, found, due)
    assert returns.with_owed("timeliness", counts, [week]) == (0, 1)


@given(sheets, owed)
def test_no_month_counts_twice(found, due_ones):
    left = returns.months_without(MONTHS, due_ones)
    done, of = returns.with_owed(
        "completeness", returns.completeness(left, found), due_ones
    )
    timely, came = returns.with_owed(
        "timeliness", returns.timeliness(left, found, due), due_ones
    )
    assert 0 <= timely <= came == done <= of == len(left) + len(due_ones)


@given(sheets)
def test_nothing_owed_changes_nothing(found):
    assert returns.months_without(MONTHS, []) == MONTHS
    counts = returns.completeness(MONTHS, found)
    assert returns.with_owed("completeness", counts, []) == counts
