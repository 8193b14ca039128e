from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadline import (
    Holidays,
    add_working_days,
    due_steps,
    end_of_day,
    is_working_day,
    local_date,
    months_before,
    next_midnight,
    request_days,
)

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
SETS = st.frozensets(st.dates(date(2025, 1, 1), date(2026, 12, 31)), max_size=40)
TET_2026 = Holidays(
    off=frozenset(date(2026, 2, day) for day in range(16, 21)),
    yearly=frozenset({(1, 1), (4, 30), (5, 1), (9, 2)}),
)


def test_a_weekend_is_no_working_day():
    friday = date(2026, 3, 6)
    assert is_working_day(friday)
    assert not is_working_day(friday + timedelta(days=1))
    assert add_working_days(friday, 2) == date(2026, 3, 10)


def test_new_year_holidays_are_left_out():
    # received on the Friday before Tet: two working days later is after it
    assert add_working_days(date(2026, 2, 13), 2, TET_2026) == date(2026, 2, 24)


def test_holidays_of_every_year():
    assert not is_working_day(date(2031, 9, 2), TET_2026)
    assert add_working_days(date(2026, 4, 29), 1, TET_2026) == date(2026, 5, 4)


def test_a_saturday_worked_in_exchange_counts():
    worked = Holidays(worked=frozenset({date(2026, 8, 22)}))
    assert add_working_days(date(2026, 8, 21), 1, worked) == date(2026, 8, 22)


def test_a_request_has_two_clocks():
    reply_by, done_by = request_days(date(2026, 3, 5), 2, 15)
    assert (reply_by, done_by) == (date(2026, 3, 9), date(2026, 3, 20))
    assert request_days(date(2026, 3, 5), 2, 20)[1] == date(2026, 3, 25)
    assert request_days(date(2026, 3, 5), 2, 15, 15)[1] == date(2026, 4, 4)


def test_no_working_day_at_all_is_an_error():
    start = date(2026, 1, 1)
    off = frozenset(start + timedelta(days=n) for n in range(900))
    with pytest.raises(ValueError):
        add_working_days(start, 1, Holidays(off=off))
    with pytest.raises(ValueError):
        add_working_days(start, -1)


def test_the_evening_in_utc_is_the_next_day_in_vietnam():
    assert local_date(datetime(2026, 3, 5, 16, 59)) == date(2026, 3, 5)
    assert local_date(datetime(2026, 3, 5, 17, 0)) == date(2026, 3, 6)


def test_a_day_in_vietnam_is_over_at_five_in_the_afternoon_utc():
    assert next_midnight(datetime(2026, 3, 5, 16, 59)) == datetime(2026, 3, 5, 17)
    assert next_midnight(datetime(2026, 3, 5, 17, 0)) == datetime(2026, 3, 6, 17)


def test_the_last_second_of_a_day_in_vietnam():
    assert end_of_day(date(2026, 11, 15)) == datetime(2026, 11, 15, 16, 59, 59)


@given(DAYS)
def test_a_day_ends_one_second_before_the_next_begins(day):
    last = end_of_day(day)
    assert local_date(last) == day
    assert next_midnight(last) == last + timedelta(seconds=1)


def test_steps_of_an_incident():
    found = datetime(2026, 3, 5, 8)
    assert due_steps(found, found + timedelta(hours=23)) == []
    assert due_steps(found, found + timedelta(hours=24)) == [24]
    assert due_steps(found, found + timedelta(hours=50), 24) == [48]
    assert due_steps(found, found + timedelta(hours=100)) == [24, 48, 72]
    assert due_steps(found, found + timedelta(hours=100), 72) == []


def test_months_before():
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 24) == date(2024, 1, 15)
    moment = datetime(2026, 1, 15, 7, 30)
    assert months_before(moment, 13) == datetime(2024, 12, 15, 7, 30)


@given(DAYS, st.integers(0, 60), SETS, SETS)
def test_as_many_working_days_as_asked(day, count, off, worked):
    holidays = Holidays(off=off, worked=worked)
    end = add_working_days(day, count, holidays)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(is_working_day(d, holidays) for d in between) == count
    assert not count or is_working_day(end, holidays)


@given(DAYS, st.integers(0, 30), st.integers(0, 30), SETS)
def test_days_add_up(day, first, second, off):
    holidays = Holidays(off=off)
    halfway = add_working_days(day, first, holidays)
    assert add_working_days(halfway, second, holidays) == add_working_days(
        day, first + second, holidays
    )


@given(DAYS, SETS, SETS)
def test_more_holidays_never_shorten(day, off, more):
    assert add_working_days(day, 2, Holidays(off=off)) <= add_working_days(
        day, 2, Holidays(off=off | more)
    )


@given(DAYS, st.integers(0, 200), st.integers(0, 200))
def test_earlier_with_more_months(day, months, further):
    earlier = months_before(day, months + further)
    assert earlier <= months_before(day, months) <= day
    assert (day - earlier).days <= 31 * (months + further)
