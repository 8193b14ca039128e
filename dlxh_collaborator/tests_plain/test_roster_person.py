"""When two lines are about one person: telephone numbers and duplicates."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roster_file import Person, duplicate_groups, is_mobile, normal_phone

# telephone numbers


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("0912345678", "0912345678"),
        ("+84912345678", "0912345678"),
        ("+84 (0) 912.345.678", "0912345678"),
        ("0084912345678", "0912345678"),
        ("84912345678", "0912345678"),
        (912345678, "0912345678"),
        ("091-234-5678", "0912345678"),
        ("02083851234", "02083851234"),
        ("0208 385 1234", "02083851234"),
        ("01234567890", ""),
        ("113", ""),
        ("", ""),
        (None, ""),
        ("0912345678; 0987654321", ""),
    ],
)
def test_phones(given, expected):
    assert normal_phone(given) == expected
    assert is_mobile(expected) == (expected == "0912345678")


@given(st.from_regex(r"0[35789]\d{8}", fullmatch=True), st.randoms())
@settings(max_examples=50, deadline=None)
def test_a_phone_stays_the_same_however_it_is_typed(phone, rng: random.Random):
    typed = rng.choice([phone, "+84" + phone[1:], "84" + phone[1:], phone[1:]])
    spaced = "".join(one + rng.choice(["", "", " ", ".", "-"]) for one in typed)
    assert normal_phone(spaced) == phone
    assert normal_phone(normal_phone(spaced)) == phone


# duplicates


def test_duplicates_by_contact_record_and_name():
    def one(key, name, unit="X1", phone="", email="", record=None):
        return Person(key, name, unit, phone, email), record or 100 + key

    people = [
        one(1, "Nguyễn Văn An", phone="0912345678"),
        one(2, "nguyen van an", "X2", phone="+84 912 345 678"),
        one(3, "Nguyễn Văn An", "X2", email="an@x.vn", phone="0912345678"),
        one(4, "Lê Chi", email="an@x.vn"),  # a shared address is not a shared name
        one(5, "Trần Bình", record=7),
        one(6, "Trần B.", "X2", record=7),
        one(7, "Vũ Dung"),
        one(8, "Vũ Dung", phone="0900000001"),
        one(9, "Vũ Dung", "X2"),
        one(10, "Phạm Hà", phone="0900000002"),
        one(11, "Phạm Hà", phone="0900000003"),
    ]
    assert duplicate_groups(people) == [
        ("contact", [1, 2, 3]),
        ("person", [5, 6]),
        ("name", [7, 8]),
    ]
    assert duplicate_groups([]) == []
