"""New, growing and fading issues."""

from hypothesis import given
from hypothesis import strategies as st

from trend import KINDS, Told, changes

told = st.dictionaries(
    st.integers(0, 9),
    st.builds(Told, st.integers(0, 9), st.integers(0, 20)),
)


def kinds(before, now):
    return {change.key: change.kind for change in changes(before, now, limit=99)}


def test_kinds():
    before = {"old": Told(3, 5), "same": Told(2, 2), "less": Told(4, 4)}
    now = {"new": Told(1, 1), "old": Told(5, 6), "same": Told(2, 2), "less": Told(1, 9)}
    assert kinds(before, now) == {"new": "new", "old": "growing", "less": "fading"}


def test_gone_is_fading_and_sheets_decide_between_equals():
    before = {"gone": Told(2, 2), "more": Told(2, 2), "fewer": Told(2, 5)}
    now = {"more": Told(2, 3), "fewer": Told(2, 4)}
    expected = {"gone": "fading", "more": "growing", "fewer": "fading"}
    assert kinds(before, now) == expected


@given(told, told)
def test_order_and_limit(before, now):
    found = changes(before, now)
    assert len(found) <= 5
    every = changes(before, now, limit=99)
    assert every[:5] == found
    steps = [abs(c.now.units - c.before.units) for c in every]
    assert steps == sorted(steps, reverse=True)
    assert all(change.kind in KINDS for change in every)


@given(told, told)
def test_backwards_turns_growing_into_fading(before, now):
    there, back = kinds(before, now), kinds(now, before)
    assert set(there) == set(back)
    for key, kind in there.items():
        if kind == "growing":
            assert back[key] in ("fading",)
        elif kind == "new":
            assert back[key] == "fading"
        else:
            assert back[key] in ("growing", "new")


@given(told)
def test_nothing_changed(same):
    assert changes(same, same) == []
