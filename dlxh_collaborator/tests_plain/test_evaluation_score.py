from hypothesis import given
from hypothesis import strategies as st

from evaluation import grade_of, share, total

GRADES = [(0, "failed"), (50, "done"), (70, "good"), (90, "excellent")]
counts = st.integers(0, 60)
lines = st.lists(st.tuples(st.integers(0, 100), counts, counts), max_size=6)


def test_share():
    assert share(9, 12) == 75
    assert share(0, 12) == 0
    assert share(13, 12) == 100
    assert share(0, 0) is None


def test_weighted_mean():
    assert total([(30, 10, 10), (20, 0, 1), (50, 5, 10)]) == 55
    assert total([]) is None
    assert total([(30, 0, 0)]) is None


def test_what_was_not_due_is_left_out():
    """A criterion without data is not a zero."""
    measured = [(30, 9, 10), (20, 1, 2)]
    assert total([*measured, (50, 0, 0)]) == total(measured) == 74


def test_grade():
    assert [grade_of(score, GRADES) for score in (0, 49.99, 50, 89.99, 100)] == [
        "failed",
        "failed",
        "done",
        "good",
        "excellent",
    ]
    assert grade_of(None, GRADES) is None
    assert grade_of(10, [(50, "done")]) is None


@given(lines)
def test_between_0_and_100(found):
    score = total(found)
    assert score is None or 0 <= score <= 100


@given(lines, st.integers(1, 100), counts, counts)
def test_monotone(found, weight, done, due):
    """One more duty done never lowers the score."""
    lower = total([*found, (weight, done, due)])
    higher = total([*found, (weight, done + 1, due)])
    if lower is None:
        assert higher is None
    else:
        assert higher >= lower


@given(lines, st.integers(2, 9))
def test_weights_are_normalised(found, factor):
    scaled = [(weight * factor, done, due) for weight, done, due in found]
    one, other = total(found), total(scaled)
    assert one is other is None or abs(one - other) <= 0.01


@given(st.floats(0, 100), st.floats(0, 100))
def test_a_higher_score_never_has_a_lower_grade(one, other):
    order = [key for _threshold, key in GRADES]
    low, high = sorted((one, other))
    assert order.index(grade_of(low, GRADES)) <= order.index(grade_of(high, GRADES))
