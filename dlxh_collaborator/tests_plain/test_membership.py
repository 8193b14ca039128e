"""Memberships of a team over random lists of decisions."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from membership import (
    Bounds,
    Change,
    Interval,
    Order,
    apply,
    clashes,
    holding,
    make_plan,
    read_reference,
    replay,
    revoke,
    two_heads,
)

START = date(2026, 1, 1)
ACTIONS = ("add", "remove", "replace", "change_role")


def naive_replay(orders):
    """{day: {person: role}} on each day on which something may change, kept by
    hand from one decision to the next; decisions that must not pass do nothing."""
    now, since, history = {}, {}, {}
    for order in orders:
        after = naive_step(now, since, order)
        if after is not None:
            since = {
                p: since[p] if after[p] == now.get(p) else order.day for p in after
            }
            now = after
        history[order.day] = dict(now)
    return history


def naive_step(now, since, order):
    """The members after one decision, or None when it must not pass."""
    if order.kind == "dissolve":
        if order.changes or any(since[p] >= order.day for p in now):
            return None
        return {}
    after, named = dict(now), []
    for change in order.changes:
        named.append(change.person)
        out = {
            "add": None,
            "replace": change.replaced,
            "remove": change.person,
            "change_role": change.person,
        }[change.action]
        if change.action == "replace":
            named.append(change.replaced)
        if out is not None:
            if out not in now or since[out] >= order.day:
                return None
            after.pop(out, None)
        if change.action in ("add", "replace") and change.person in now:
            return None
        if change.action == "change_role":
            if change.role == now[change.person]:
                return None
        if change.action != "remove":
            after[change.person] = change.role
    heads = [p for p, role in after.items() if role == "head"]
    if not order.changes or len(set(named)) < len(named) or len(heads) > 1:
        return None
    return after


PEOPLE = range(1, 9)


@st.composite
def decisions(draw):
    """Decisions in order of their day; most make sense, some do not."""
    orders, day, now, since = [], START, {}, {}
    for number in range(draw(st.integers(1, 12))):
        day += timedelta(days=draw(st.integers(0, 4)))
        kind = draw(st.sampled_from(("consolidate",) * 9 + ("dissolve",)))
        size = 0 if kind == "dissolve" else draw(st.integers(0, 4))
        inside, outside = list(now), [p for p in PEOPLE if p not in now]
        lines = [_line(draw, inside, outside, (number, i)) for i in range(size)]
        orders.append(Order(kind, day, tuple(lines)))
        after = naive_step(now, since, orders[-1])
        if after is not None:
            since = {p: since[p] if after[p] == now.get(p) else day for p in after}
            now = after
    return orders


def _line(draw, inside, outside, key):
    """A line about people not yet named, taken from the side they belong to."""
    fitting = ["add"] * bool(outside) + ["remove", "change_role"] * bool(inside)
    fitting += ["replace"] * bool(inside and outside)
    sensible = draw(st.integers(0, 9)) > 0 and fitting
    action = draw(st.sampled_from(fitting if sensible else ACTIONS))
    role = draw(st.sampled_from(("head", "deputy", "secretary", "member", "member")))
    if not sensible:
        person, replaced = draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(PEOPLE))
        return Change(action, person, replaced, role, key=key)
    side = outside if action in ("add", "replace") else inside
    person = side.pop(draw(st.integers(0, len(side) - 1)))
    replaced = None
    if action == "replace":
        replaced = inside.pop(draw(st.integers(0, len(inside) - 1)))
    return Change(action, person, replaced, role, key=key)


@settings(max_examples=400, deadline=None)
@given(decisions())
def test_no_member_is_counted_twice(orders):
    intervals = replay(orders)
    assert clashes(intervals) == []
    assert two_heads(intervals) == []
    assert all(one.end is None or one.end >= one.start for one in intervals)


@settings(max_examples=400, deadline=None)
@given(decisions())
def test_history_is_what_a_naive_replay_says(orders):
    intervals = replay(orders)
    history = naive_replay(orders)
    expected, day = {}, START
    while day <= orders[-1].day + timedelta(days=2):
        expected = history.get(day, expected)
        members = {one.person: one.role for one in holding(intervals, day)}
        assert members == expected, day
        day += timedelta(days=1)


@settings(max_examples=400, deadline=None)
@given(decisions())
def test_revoking_restores_what_was_before(orders):
    states = [[]]
    plans = []
    for order in orders:
        after, plan = apply(states[-1], order)
        states.append(after)
        plans.append(plan)
    intervals = states[-1]
    for before, plan in zip(reversed(states[:-1]), reversed(plans), strict=True):
        if not plan.problems:
            ends = {one.key: one.end for one in before}
            intervals = revoke(intervals, plan, ends)
        assert sorted(intervals, key=repr) == sorted(before, key=repr)


@settings(max_examples=200, deadline=None)
@given(decisions())
def test_a_decision_applied_twice_is_refused_or_changes_nobody(orders):
    for order in orders:
        if order.kind == "dissolve":
            continue
        intervals = replay(orders)
        _once, plan = apply(intervals, order)
        if not plan.problems:
            _twice, again = apply(plan.result(intervals), order)
            assert again.problems


def member(person, start, end=None, role="member", represents=None):
    return Interval(person, start, end, role, represents, key=person)


def codes(order, intervals=(), bounds=None):
    return [problem.code for problem in make_plan(order, intervals, bounds).problems]


DAY = date(2026, 3, 1)
BEFORE = date(2026, 2, 1)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Change("add", 1), ["already_member"]),
        (Change("remove", 9), ["not_member"]),
        (Change("replace", 9, replaced=8), ["not_member"]),
        (Change("replace", 1, replaced=2), ["already_member"]),
        (Change("replace", 1, replaced=1), ["named_twice"]),
        (Change("replace", 9), ["person_missing"]),
        (Change("change_role", 9, role="head"), ["not_member"]),
        (Change("change_role", 1, role="member"), ["same_role"]),
        (Change("remove", 3), ["began_that_day"]),
        (Change("add", 4), ["begins_later"]),
        (Change("add", 9, role="head"), ["two_heads"]),
    ],
)
def test_reasons_for_refusing_a_line(change, expected):
    intervals = [
        member(1, BEFORE),
        member(2, BEFORE, role="head"),
        member(3, DAY),
        member(4, date(2026, 5, 1)),
    ]
    assert codes(Order("consolidate", DAY, (change,)), intervals) == expected


def test_reasons_for_refusing_a_whole_decision():
    assert codes(Order("consolidate", DAY)) == ["no_change"]
    assert codes(Order("establish", DAY, (Change("remove", 1),))) == ["only_add"]
    twice = (Change("add", 1), Change("add", 1))
    assert codes(Order("establish", DAY, twice)) == ["named_twice"]
    lines = Order("dissolve", DAY, (Change("remove", 1),))
    assert codes(lines, [member(1, BEFORE)]) == ["no_lines"]


def test_days_a_decision_may_take_effect():
    order = Order("establish", DAY, (Change("add", 1),))
    after, before = DAY + timedelta(days=1), DAY - timedelta(days=1)
    assert codes(order, (), Bounds(DAY, DAY, DAY, DAY, DAY)) == []
    assert codes(order, (), Bounds(term_start=after)) == ["outside_term"]
    assert codes(order, (), Bounds(term_end=before)) == ["outside_term"]
    assert codes(order, (), Bounds(team_start=after)) == ["before_team"]
    assert codes(order, (), Bounds(team_end=before)) == ["team_ended"]
    assert codes(order, (), Bounds(last_decision=after)) == ["before_last_decision"]


def test_who_replaces_takes_over_role_and_represented_unit():
    order = Order("consolidate", DAY, (Change("replace", 9, replaced=1),))
    held = member(1, BEFORE, role="deputy", represents="cell")
    after, _plan = apply([held], order)
    assert [(one.person, one.role, one.represents) for one in holding(after, DAY)] == [
        (9, "deputy", "cell")
    ]
    assert [one.person for one in holding(after, DAY - timedelta(days=1))] == [1]


def test_a_change_of_role_keeps_the_planned_end():
    end = date(2026, 12, 31)
    order = Order("consolidate", DAY, (Change("change_role", 1, role="deputy"),))
    after, _plan = apply([member(1, BEFORE, end)], order)
    assert [one.end for one in holding(after, DAY)] == [end]


@pytest.mark.parametrize(
    ("text", "code", "day"),
    [
        ("Quyết định số 112-QĐ/TU, ngày 01/9/2025", "112-QĐ/TU", date(2025, 9, 1)),
        (
            "QĐ 263-QĐ/ĐUK ngày 13 tháng 5 năm 2021 của Đảng ủy Khối",
            "263-QĐ/ĐUK",
            date(2021, 5, 13),
        ),
        ("45 - QĐ/ĐU", "45-QĐ/ĐU", None),
        ("355/QĐ-MTTQ-BTT; 17.5.2017", "355/QĐ-MTTQ-BTT", date(2017, 5, 17)),
        ("theo chủ trương  của Đảng ủy", "theo chủ trương của Đảng ủy", None),
        ("Số 7-QĐ/ĐU, ngày 31/2/2025", "7-QĐ/ĐU", None),
    ],
)
def test_reading_a_paper_reference(text, code, day):
    assert read_reference(text) == (code, day)
