from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

import period

NOON = datetime(2026, 6, 10, 12)
STATES = st.sampled_from(("submitted", "accepted", "used", "returned"))
RETURNS = st.lists(
    st.builds(
        period.Return,
        id=st.integers(1, 99),
        state=STATES,
        submitted_at=st.integers(0, 500).map(lambda h: NOON + timedelta(hours=h)),
        is_nil=st.booleans(),
    ),
    unique_by=lambda one: one.id,
)


def sheet(id, state="submitted", hours=0, is_nil=False):
    return period.Return(id, state, NOON + timedelta(hours=hours), is_nil)


def test_nothing_came_in():
    assert period.fulfilment([]) == period.Fulfilment()


def test_the_first_that_stands_decides():
    found = period.fulfilment(
        [sheet(1, "returned"), sheet(3, hours=9), sheet(2, hours=5)]
    )
    assert (found.state, found.sheet) == ("submitted", 2)
    assert found.submitted_at == NOON + timedelta(hours=5)


def test_only_returned():
    found = period.fulfilment([sheet(1, "returned")])
    assert (found.state, found.sheet) == ("returned", 1)


def test_one_word_more_is_not_nothing():
    assert period.fulfilment([sheet(1, is_nil=True)]).is_nil
    assert not period.fulfilment([sheet(1, is_nil=True), sheet(2)]).is_nil


@given(RETURNS)
def test_it_is_fulfilled_exactly_when_something_stands(returns):
    standing = [one for one in returns if one.state != "returned"]
    found = period.fulfilment(returns)
    assert (found.state in ("submitted", "accepted")) == bool(standing)
    if standing:
        assert found.submitted_at == min(one.submitted_at for one in standing)


@given(RETURNS)
def test_the_order_in_which_they_are_read_does_not_matter(returns):
    assert period.fulfilment(returns) == period.fulfilment(returns[::-1])


@given(RETURNS, st.integers(0, 500))
def test_another_sheet_never_makes_anybody_later(returns, hours):
    """How many sheets there are is not looked at, only the first (G19)."""
    before = period.fulfilment(returns)
    after = period.fulfilment([*returns, sheet(1000, hours=hours)])
    if before.state in ("submitted", "accepted"):
        assert after.submitted_at <= before.submitted_at
