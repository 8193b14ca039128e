import struct
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tally import NOT_ASKED, Reader, Tally, count, reading

#: slots 3, 5 and 6 of a questionnaire
SLOTS = (3, 5, 6)
VALUE = st.sampled_from([NOT_ASKED, NOT_ASKED + 1, 0, 1, 2, 500])
PERSON = st.tuples(
    st.integers(0, 2),  # stratum
    st.sampled_from([NOT_ASKED, -1, 0, 7, 2**31 - 1]),  # psu
    st.sampled_from([0.25, 1.0, 3.5]),
    st.tuples(VALUE, VALUE, VALUE),
)
PEOPLE = st.lists(PERSON, max_size=30)


def sent(people):
    """What PostgreSQL sends of these people."""
    width = len(SLOTS)
    body = b"PGCOPY\n\xff\r\n\0" + bytes(8)
    for stratum, psu, weight, answers in people:
        body += struct.pack(">hiiiiid", 4, 4, stratum, 4, psu, 8, weight)
        body += struct.pack(">6i", 20 + 8 * width, 1, 0, 23, width, 1)
        for answer in answers:
            body += struct.pack(">ii", 4, answer)
    return body + struct.pack(">h", -1)


def tally_of(people):
    reader = Reader(len(SLOTS))
    reader.write(sent(people))
    return Tally(SLOTS, *reader.columns())


def by_hand(people, *slots):
    """{(values …, stratum, psu): [n, w, w2]}"""
    found = {}
    for stratum, psu, weight, answers in people:
        values = [answers[SLOTS.index(slot)] for slot in slots]
        key = (*values, stratum, None if psu == NOT_ASKED else psu)
        sums = found.setdefault(key, [0, 0.0, 0.0])
        for place, one in enumerate((1, weight, weight**2)):
            sums[place] += one
    return found


def as_sums(columns):
    return {row[:-3]: list(row[-3:]) for row in zip(*columns, strict=True)}


@given(PEOPLE, st.integers(1, 90), st.integers(1, 200))
def test_rows_are_read_however_they_come(people, size, block):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "BLOCK", block)
        reader, data = Reader(len(SLOTS)), sent(people)
        for start in range(0, len(data), size):
            reader.write(data[start : start + size])
        stratum, psu, weight, answers = reader.columns()
    found = zip(stratum, psu, weight, map(tuple, answers.T), strict=True)
    assert list(found) == people


def test_rows_of_another_length_are_refused():
    reader = Reader(2)
    reader.write(sent([(0, 0, 1.0, (1, 2, 3))] * 3))
    with pytest.raises(ValueError, match="same length"):
        reader.columns()


@given(PEOPLE, st.sampled_from([1, 10**6]))
def test_counts_are_those_a_person_would_count(people, dense):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(count, "DENSE", dense)
        tally = tally_of(people)
        for slots in ([3], [6, 3], [5, 3, 6], []):
            assert as_sums(tally.joint(slots)) == by_hand(people, *slots)
        rows = tally.one_way([5, 3])
    expected = {
        (slot, *key): sums
        for slot in (5, 3)
        for key, sums in by_hand(people, slot).items()
    }
    assert as_sums(rows) == expected


@given(PEOPLE)
def test_a_part_and_the_people(people):
    part = tally_of(people).only(5, 2)
    chosen = [one for one in people if one[3][1] == 2]
    assert as_sums(part.joint([3])) == by_hand(chosen, 3)
    assert part.people() == Counter(one[0] for one in chosen)


def test_nobody():
    assert [len(column) for column in tally_of([]).one_way([3])] == [0] * 7
    assert [len(column) for column in tally_of([]).one_way([])] == [0] * 7
    assert tally_of([]).people() == {}
    assert isinstance(tally_of([]).joint([3])[0], np.ndarray)
