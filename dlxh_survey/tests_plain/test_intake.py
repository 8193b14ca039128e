from hypothesis import given
from hypothesis import strategies as st

from intake import BITS, Pace, is_proof

WORD = "0123456789abcdef" * 2


def first_proof(wave_id, word, bits):
    return next(n for n in range(10**7) if is_proof(wave_id, word, n, bits))


def test_work_is_found_and_holds_for_its_form_only():
    number = first_proof(7, WORD, BITS)
    assert is_proof(7, WORD, number)
    assert not is_proof(7, WORD[::-1], number) or not is_proof(8, WORD, number)


def test_more_bits_are_more_work():
    numbers = range(20_000)
    easy = sum(is_proof(1, WORD, n, 4) for n in numbers)
    hard = sum(is_proof(1, WORD, n, 8) for n in numbers)
    assert 20_000 / 16 * 0.7 < easy < 20_000 / 16 * 1.3
    assert 0 < hard < easy / 8


@given(st.one_of(st.none(), st.text(), st.integers(), st.binary()), st.integers())
def test_what_is_no_word_proves_nothing(word, number):
    if word != WORD:
        assert not is_proof(1, word, number, 0) or len(word) == 32


def test_a_number_is_a_number():
    for number in (True, -1, 1.0, "1", None):
        assert not is_proof(1, WORD, number, 0)


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def test_an_address_that_hurries_waits():
    clock = Clock()
    pace = Pace(burst=3, per_second=0.5, clock=clock)
    assert [pace.allows("a") for _n in range(4)] == [True, True, True, False]
    assert pace.allows("b")
    clock.now += 2
    assert pace.allows("a")
    assert not pace.allows("a")


def test_memory_is_bounded_and_holds_no_address():
    pace = Pace(burst=3, room=10)
    for number in range(50):
        assert pace.allows(f"203.0.113.{number}")
    assert len(pace._buckets) <= 10
    assert not any(b"203" in key for key in pace._buckets)


@given(st.lists(st.floats(0, 5), max_size=60))
def test_never_more_than_burst_and_refill(waits):
    clock = Clock()
    pace = Pace(burst=4, per_second=1.0, clock=clock)
    taken = 0
    for wait in waits:
        clock.now += wait
        taken += pace.allows("x")
    assert taken <= 4 + sum(waits) + 1e-6
