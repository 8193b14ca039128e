"""Reporting rates against a naive reading of their definition, over random histories.

The reference below is written from the definition alone: obligations are units open
in a period times periods; a return that was not corrected does not count; a return
that was corrected counts once with its first time; what was taken back before it was
accepted was never sent; nothing owed is neither 0 nor 100 percent. A unit that went up
in another owes up to its last day, the other no more than before. After the lock it may
send only with leave, which moves neither the due date nor what is counted.
"""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rates
from rates import Event, Rates

DUE = datetime(2025, 6, 30, 17)
HOUR = timedelta(hours=1)


def at(hours):
    return DUE + hours * HOUR


# ------------------------------------------------------------- the reference
def without_withdrawn(events):
    """Strike out each withdrawal with the submission before it, one pair at a time."""
    events = list(events)
    for place, event in enumerate(events):
        if event.kind != "withdrawn":
            continue
        before = place - 1
        if before >= 0 and events[before].kind == "sent":
            return without_withdrawn(events[:before] + events[place + 1 :])
        return without_withdrawn(events[: before + 1] + events[place + 1 :])
    return events


def reference(history):
    """Return (expected, actual, on time, nil, corrected, behalf) of one obligation."""
    unit, due_at, events = history
    period_from, period_to = date(2025, 6, 1), date(2025, 6, 30)
    opened, closed = unit
    days = [period_from + timedelta(days=n) for n in range(30)]
    if not any(opened <= day and (not closed or day <= closed) for day in days):
        return (0, 0, 0, 0, 0, 0)
    assert days[-1] == period_to
    left = without_withdrawn(events)
    submissions = [event for event in left if event.kind == "sent"]
    if not submissions or left[-1].kind == "returned":
        return (1, 0, 0, 0, 0, 0)
    corrected = any(event.kind == "returned" for event in left)
    return (
        1,
        1,
        int(submissions[0].at <= due_at),
        int(submissions[-1].is_nil),
        int(corrected),
        int(submissions[-1].on_behalf),
    )


# ------------------------------------------------------------- random histories
#: hours after the due date at which a period is locked
LOCK = 60


def may_send(hours, leaves):
    """Before the lock everybody; after it who has leave that runs."""
    return hours <= LOCK or any(given <= hours <= until for given, until in leaves)


leaves_given = st.lists(
    st.tuples(st.integers(0, 200), st.integers(1, 100)).map(
        lambda pair: (pair[0], sum(pair))
    ),
    max_size=2,
)


@st.composite
def lives(draw, leaves=((LOCK, 10**6),)):
    """What may happen to a report, in an order in which the screens allow it."""
    events, state, hours = [], "open", draw(st.integers(-200, 50))
    for _step in range(draw(st.integers(0, 9))):
        possible = {
            "open": ("sent",),
            "sent": ("returned", "received", "withdrawn"),
            "received": ("returned",),
        }[state]
        kind = draw(st.sampled_from(possible))
        hours += draw(st.integers(0, 60))
        is_sent = kind == "sent"
        if is_sent and not may_send(hours, leaves):
            continue
        events.append(
            Event(
                kind,
                at(hours),
                is_nil=is_sent and draw(st.booleans()),
                on_behalf=is_sent and draw(st.booleans()),
            )
        )
        state = {"sent": "sent", "received": "received"}.get(kind, "open")
    return events


units = st.tuples(
    st.integers(-40, 60).map(lambda n: date(2025, 6, 1) + timedelta(days=n)),
    st.none()
    | st.integers(-30, 60).map(lambda n: date(2025, 6, 1) + timedelta(days=n)),
).filter(lambda pair: not pair[1] or pair[0] <= pair[1])
given_lives = leaves_given.flatmap(lambda leaves: lives(tuple(leaves)))
histories = st.tuples(units, st.integers(-48, 48).map(at), given_lives)
noise = st.lists(
    st.builds(
        Event,
        st.sampled_from(rates.KINDS),
        st.integers(-200, 200).map(at),
        st.booleans(),
        st.booleans(),
    )
)


def found(history):
    (opened, closed), due_at, events = history
    owes = rates.owes(date(2025, 6, 1), date(2025, 6, 30), opened, closed)
    return rates.outcome(events, due_at, cancelled=not owes)


@settings(max_examples=200, deadline=None)
@given(st.lists(histories, max_size=12))
def test_the_rates_are_those_of_the_definition(many):
    ours = rates.of([found(history) for history in many])
    naive = [sum(column) for column in zip(*map(reference, many), strict=True)]
    assert ours == Rates(*naive)
    if naive and naive[0]:
        assert ours.reporting_rate == 100 * naive[1] / naive[0]
        assert ours.on_time_rate == 100 * naive[2] / naive[0]
    else:
        assert ours.reporting_rate is None and ours.on_time_rate is None


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(noise, st.booleans())))
def test_no_order_of_events_breaks_the_bounds(many):
    """Whatever comes in, even what no screen allows."""
    ours = rates.of([rates.outcome(events, DUE, gone) for events, gone in many])
    assert 0 <= ours.on_time <= ours.actual <= ours.expected
    if ours.expected:
        assert 0 <= ours.on_time_rate <= ours.reporting_rate <= 100
    else:
        assert ours.reporting_rate is ours.on_time_rate is None
    assert max(ours.nil, ours.corrected, ours.on_behalf) <= ours.actual


@given(st.lists(histories), st.lists(histories))
def test_rates_of_parts_add_up(left, right):
    parts = [rates.of([found(one) for one in part]) for part in (left, right)]
    assert parts[0] + parts[1] == rates.of([found(one) for one in left + right])


@given(lives(), st.integers(1, 400))
def test_a_correction_never_costs_the_time(events, later):
    """Sending again after a return restores exactly what stood before it."""
    before = rates.outcome(events, DUE)
    if before.is_actual:
        last = max(event.at for event in events)
        again = [
            *events,
            Event("returned", last),
            Event("sent", last + later * HOUR),
        ]
        after = rates.outcome(again, DUE)
        assert (after.on_time, after.submitted_at) == (
            before.on_time,
            before.submitted_at,
        )
        assert after.is_corrected


@given(lives(), st.integers(1, 400), st.booleans())
def test_taken_back_is_as_if_never_sent(events, later, is_nil):
    before = rates.outcome(events, DUE)
    if not before.is_actual:
        again = [
            *events,
            Event("sent", at(later), is_nil=is_nil),
            Event("withdrawn", at(later)),
        ]
        assert rates.outcome(again, DUE) == before


@given(lives(()), st.integers(LOCK + 1, 400), st.integers(0, 90), st.booleans())
def test_an_exception_changes_no_rate(events, hours, days, is_nil):
    """What came only by leave counts as come, and never as come in time."""
    open_again = rates.outcome(events, DUE).state in ("owed", "returned")
    events = events if open_again else []
    leaves = [(hours, hours + 24 * days)]
    assert not may_send(hours, []) and may_send(hours, leaves)
    last = max([hours, *((event.at - DUE) // HOUR for event in events)])
    late = [*events, Event("sent", at(last), is_nil=is_nil)]
    ours = rates.outcome(late, DUE)
    unit = (date(2020, 1, 1), None)
    assert rates.of([ours]) == Rates(*reference((unit, DUE, late)))
    earlier = [one for one in without_withdrawn(events) if one.kind == "sent"]
    # corrected by leave: the time of the first submission stays
    assert ours.on_time is bool(earlier and earlier[0].at <= DUE)
    assert rates.of([ours]).actual == 1 and ours.is_nil is is_nil


FIRST, DAYS = date(2025, 6, 1), 120


@st.composite
def mergers(draw):
    """Units, and who went up in whom on which day: [(unit, target, day)]."""
    count = draw(st.integers(2, 6))
    opened = [draw(st.integers(-40, 60)) for _unit in range(count)]
    merged, gone = [], {}
    for day in sorted(draw(st.lists(st.integers(-10, DAYS), max_size=4))):
        here = [n for n in range(count) if n not in gone and opened[n] < day]
        if len(here) > 1:
            unit, target = draw(st.permutations(here))[:2]
            gone[unit] = day
            merged.append((unit, target, day))
    return opened, merged


@given(mergers())
def test_who_went_up_in_another_owes_up_to_his_last_day(world):
    """Day by day: a period is owed by each unit that is there on one of its days."""
    opened, merged = world
    days = {n: FIRST + timedelta(days=n) for n in range(-60, DAYS + 1)}
    closed = {unit: days[day] - timedelta(days=1) for unit, _into, day in merged}
    months = [(date(2025, n, 1), date(2025, n + 1, 1) - timedelta(1)) for n in (6, 7)]
    for first, last in months:
        there = set()
        for number, day in days.items():
            present = {n for n, since in enumerate(opened) if since <= number}
            present -= {unit for unit, _into, end in merged if end <= number}
            if first <= day <= last:
                there |= present
        ours = [
            n
            for n, since in enumerate(opened)
            if rates.owes(first, last, days[since], closed.get(n))
        ]
        assert ours == sorted(there)
        # no obligation passes to the unit that took another in
        assert rates.of([rates.outcome([], DUE) for _n in ours]) == Rates(len(there))


# ------------------------------------------------------------- told one by one
def test_nothing_came():
    assert rates.outcome([], DUE) == rates.Outcome("owed")


def test_at_the_very_moment_is_in_time():
    assert rates.outcome([Event("sent", DUE)], DUE).on_time
    assert not rates.outcome([Event("sent", at(1))], DUE).on_time


def test_returned_does_not_count_until_corrected():
    events = [Event("sent", at(-5), is_nil=True), Event("returned", at(-4))]
    given_back = rates.outcome(events, DUE)
    assert given_back == rates.Outcome("returned", at(-5))
    assert rates.of([given_back]) == Rates(expected=1)
    corrected = rates.outcome([*events, Event("sent", at(9))], DUE)
    assert corrected == rates.Outcome(
        "submitted", at(-5), on_time=True, is_corrected=True
    )


def test_a_revision_counts_once_and_keeps_its_time():
    events = [
        Event("sent", at(-5), is_nil=True),
        Event("received", at(-4)),
        Event("sent", at(30)),
    ]
    revised = rates.outcome(events, DUE)
    assert revised == rates.Outcome("accepted", at(-5), on_time=True)
    assert rates.of([revised]).actual == 1


def test_accepted_is_not_taken_back():
    events = [Event("sent", at(-5)), Event("received", at(-4)), Event("withdrawn", DUE)]
    assert rates.outcome(events, DUE).state == "accepted"


def test_paper_received_in_time_and_entered_later():
    paper = rates.outcome([Event("sent", at(-5), on_behalf=True)], DUE)
    assert paper.on_time and paper.on_behalf
    assert rates.of([paper]).on_behalf_share == 100


@pytest.mark.parametrize(
    ("opened", "closed", "owed"),
    [
        (None, None, True),
        (date(2025, 6, 30), None, True),
        (date(2025, 7, 1), None, False),
        (None, date(2025, 6, 1), True),
        (None, date(2025, 5, 31), False),
        (date(2025, 6, 10), date(2025, 6, 12), True),
    ],
)
def test_a_unit_closed_in_the_middle_owes(opened, closed, owed):
    assert rates.owes(date(2025, 6, 1), date(2025, 6, 30), opened, closed) is owed


def test_nothing_owed_has_no_rate():
    assert Rates().reporting_rate is None
    assert Rates(expected=3).nil_share is None
    assert round(Rates(61, 34, 20).reporting_rate, 1) == 55.7
    assert round(Rates(61, 34, 20).on_time_rate, 1) == 32.8


def test_impossible_figures_are_refused():
    for figures in ((1, 2), (2, 1, 2), (2, 1, 1, 2), (-1,)):
        with pytest.raises(ValueError):
            Rates(*figures)


def test_an_unknown_event_is_refused():
    with pytest.raises(ValueError):
        rates.outcome([Event("approved", DUE)], DUE)
