from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schedule import (
    MAX_OCCURRENCES,
    Planned,
    Rule,
    TooMany,
    changes,
    occurrences,
)

YEAR = {"date_from": date(2026, 1, 1), "date_until": date(2026, 12, 31)}


def days(rule):
    return [start.date() for _slot, start in occurrences(rule)]


def test_a_year_of_monthly_briefings_on_a_day():
    found = days(Rule(day=31, hour=14.5, **YEAR))
    assert len(found) == 12
    assert found[1] == date(2026, 2, 28)  # the month is shorter
    assert found[2] == date(2026, 3, 31)
    first = occurrences(Rule(day=31, hour=14.5, **YEAR))[0][1]
    assert first == datetime(2026, 1, 31, 14, 30)


def test_third_tuesday_and_last_friday():
    assert days(Rule(nth=3, weekday=1, **YEAR))[:2] == [
        date(2026, 1, 20),
        date(2026, 2, 17),
    ]
    assert days(Rule(nth=-1, weekday=4, **YEAR))[:2] == [
        date(2026, 1, 30),
        date(2026, 2, 27),
    ]


def test_quarterly_begins_with_the_first_month():
    found = days(
        Rule(
            date_from=date(2026, 2, 10),
            date_until=date(2027, 2, 1),
            interval=3,
            day=5,
        )
    )
    # the 5th of February lies before the series begins
    assert found == [date(2026, 5, 5), date(2026, 8, 5), date(2026, 11, 5)]


def test_ten_thousand_is_refused():
    with pytest.raises(TooMany) as error:
        occurrences(
            Rule(date_from=date(2026, 1, 1), date_until=date(2859, 4, 30), day=1)
        )
    assert error.value.count == 10000
    until = date(2026 + MAX_OCCURRENCES // 12 - 1, 12, 31)
    full = Rule(date_from=date(2026, 1, 1), date_until=until, day=1)
    assert len(occurrences(full)) == MAX_OCCURRENCES


rules = st.builds(
    Rule,
    date_from=st.dates(date(2025, 1, 1), date(2026, 12, 31)),
    date_until=st.dates(date(2027, 1, 1), date(2028, 6, 30)),
    interval=st.sampled_from([1, 2, 3, 6, 12]),
    day=st.one_of(st.none(), st.integers(1, 31)),
    nth=st.sampled_from([1, 2, 3, 4, -1]),
    weekday=st.integers(0, 6),
    hour=st.sampled_from([0.0, 7.5, 14.0, 23.75]),
)


@given(rules)
def test_one_a_period_in_order_inside_the_dates(rule):
    found = occurrences(rule)
    starts = [start for _slot, start in found]
    assert starts == sorted(starts)
    assert len({slot for slot, _start in found}) == len(found)
    for slot, start in found:
        assert (slot.year, slot.month) == (start.year, start.month)
        assert rule.date_from <= start.date() <= rule.date_until
        if rule.day is None:
            assert start.weekday() == rule.weekday


@given(
    rules, rules, st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1)), st.data()
)
def test_moving_never_touches_what_is_past_held_or_cancelled(old, new, now, data):
    """Whatever happened to the meetings of the old rule, the new one moves only
    those to come; doing it twice changes nothing."""
    standing = [
        Planned(index, slot, start, data.draw(st.booleans()))
        for index, (slot, start) in enumerate(occurrences(old), start=1)
    ]
    wanted = occurrences(new)
    found = changes(standing, wanted, now)
    by_id = {meeting.id: meeting for meeting in standing}
    for touched in [*found.drop, *(id_ for id_, _start in found.move)]:
        assert by_id[touched].movable
        assert by_id[touched].start > now
    assert all(start > now for _id, start in found.move)
    assert all(start > now for _slot, start in found.create)
    after = _apply(standing, found)
    again = changes(after, wanted, now)
    assert not (again.create or again.move or again.drop)
    # one meeting a month, and each month of the rule to come has one
    assert len({m.slot for m in after}) == len(after)
    assert {slot for slot, start in wanted if start > now} <= {m.slot for m in after}


def _apply(standing, found):
    moved = dict(found.move)
    after = [
        Planned(m.id, m.slot, moved.get(m.id, m.start), m.movable)
        for m in standing
        if m.id not in found.drop
    ]
    return after + [
        Planned(1000 + index, slot, start, True)
        for index, (slot, start) in enumerate(found.create)
    ]


def test_no_second_meeting_in_a_month_that_had_one():
    now = datetime(2026, 3, 1)
    held = Planned(1, date(2026, 4, 1), datetime(2026, 4, 5, 8), False)
    found = changes([held], occurrences(Rule(day=20, **YEAR)), now)
    assert date(2026, 4, 1) not in [slot for slot, _start in found.create]
    assert len(found.create) == 9
    assert found.create[0][1] - now < timedelta(days=31)
