from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from dataset import Lines, lines

WHOLE = st.none() | st.integers(-(2**31), 2**31 - 1)
ROWS = st.lists(
    st.tuples(WHOLE, WHOLE, st.floats(0.001, 10**6), st.lists(WHOLE, max_size=4)),
    max_size=20,
)


def _number(text):
    return None if text == "NULL" else int(text)


@given(ROWS, st.integers(1, 7))
def test_rows_arrive_as_they_were(rows, block):
    reader = Lines(rows)
    with mock.patch.object(lines, "BLOCK", block):
        sent = b"".join(iter(reader.read, b"")).decode()
    found = []
    for line in sent.splitlines():
        stratum, psu, weight, slots = line.split("\t")
        slots = [_number(one.strip()) for one in slots[1:-1].split(",") if one]
        found.append((_number(stratum), _number(psu), float(weight), slots))
    assert found == [(one[0] or None, *one[1:]) for one in rows]
    assert reader.error is None


def test_an_error_of_the_rows_ends_them_and_is_kept():
    def rows():
        yield (1, None, 1.0, [1])
        raise LookupError("gone")

    reader = Lines(rows())
    assert reader.read() == b""
    assert isinstance(reader.error, LookupError)
