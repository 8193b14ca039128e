from dataclasses import asdict
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from circular import Delivery, Rates, check_file, may_record, megabytes, of
from circular.rates import share

START = datetime(2026, 3, 2, 8, 0)
hours = st.integers(0, 400)


@st.composite
def deliveries(draw):
    """A delivery whose moments come in their order, each of them or not."""
    moment, known = START, {"sent_at": START}
    for name in ("received_at", "acknowledged_at"):
        if not draw(st.booleans()):
            break
        moment += timedelta(hours=draw(hours))
        known[name] = moment
    if draw(st.booleans()):
        known["relayed_at"] = START + timedelta(hours=draw(hours))
    if draw(st.booleans()):
        known["due_at"] = START + timedelta(hours=draw(hours))
    names = ("must_relay", "is_on_behalf", "is_received_on_behalf")
    return Delivery(**known, **{name: draw(st.booleans()) for name in names})


@given(st.lists(deliveries(), max_size=30))
def test_rates_stay_within_their_bounds(many):
    rates = of(many)
    assert rates.on_time <= rates.acknowledged <= rates.received <= rates.addressed
    assert rates.on_time <= rates.due
    assert rates.on_behalf <= rates.acknowledged
    assert rates.received_on_behalf <= rates.received
    assert rates.relayed <= rates.must_relay <= rates.addressed
    for rate in (
        rates.receipt_rate,
        rates.acknowledgement_rate,
        rates.on_time_rate,
        rates.on_behalf_share,
        rates.received_on_behalf_share,
        rates.relay_rate,
    ):
        assert rate is None or 0 <= rate <= 100


@given(st.lists(deliveries(), max_size=20), st.lists(deliveries(), max_size=20))
def test_counts_of_two_nodes_add_up(here, there):
    together, one, two = asdict(of(here + there)), asdict(of(here)), asdict(of(there))
    assert together == {name: one[name] + two[name] for name in one}


@given(deliveries())
def test_every_history_may_be_recorded_step_by_step(delivery):
    known = {}
    for name in ("sent_at", "received_at", "acknowledged_at", "relayed_at"):
        moment = getattr(delivery, name)
        if moment:
            assert may_record(known, {name: moment})
            known[name] = moment


def test_what_is_recorded_stays():
    known = {"sent_at": START, "received_at": START}
    later = START + timedelta(hours=1)
    assert may_record(known, {"acknowledged_at": later})
    assert not may_record(known, {"received_at": later})
    assert not may_record(known, {"received_at": None})
    assert not may_record({"sent_at": START}, {"acknowledged_at": later})
    assert not may_record({}, {"received_at": START})
    assert not may_record({}, {"relayed_at": START})
    assert not may_record(known, {"acknowledged_at": START - timedelta(1)})


def test_nothing_owed_has_no_rate():
    rates = of([Delivery(START)])
    assert rates == Rates(addressed=1)
    assert rates.on_time_rate is None
    assert rates.relay_rate is None
    assert rates.on_behalf_share is None
    assert rates.acknowledgement_rate == 0
    assert share(0, 0) is None


def test_the_last_minute_is_in_time():
    one = Delivery(START, START, START, due_at=START)
    assert one.on_time
    assert not Delivery(
        START, START, START + timedelta(seconds=1), due_at=START
    ).on_time


def test_in_time_is_a_share_of_all_that_a_deadline_was_set_for():
    """Two of one circular, one of them reached after the deadline; one without."""
    hour = timedelta(hours=1)
    many = [
        Delivery(START, START, START, due_at=START + hour),
        Delivery(START + 2 * hour, *[START + 2 * hour] * 2, due_at=START + hour),
        Delivery(START, START, START),
    ]
    rates = of(many)
    assert (rates.addressed, rates.due, rates.on_time) == (3, 2, 1)
    assert rates.on_time_rate == 50


def test_files():
    kept = {"others": 0, "limit": 10, "total": 25}
    assert check_file("a.pdf", 10 * 1024 * 1024, **kept) is None
    assert check_file("A.PDF", 5, **kept) is None
    assert check_file("a.html", 5, **kept).kind == "ending"
    assert check_file("pdf", 5, **kept).kind == "ending"
    assert check_file("a.pdf", 0, **kept).kind == "empty"
    assert check_file("a.pdf", 10 * 1024 * 1024 + 1, **kept).kind == "large"
    kept["others"] = 20 * 1024 * 1024
    problem = check_file("a.pdf", 6 * 1024 * 1024, **kept)
    assert (problem.kind, problem.limit) == ("total", 25)
    assert megabytes(0) == 0
    assert megabytes(1) == 0.1
    assert megabytes(5 * 1024 * 1024) == 5
