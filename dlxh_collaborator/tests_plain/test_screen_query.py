"""Whether words to search for name a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screen import names_a_person


@given(st.text())
def test_no_text_breaks_it(text):
    names_a_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "0912 345 678",
        "012345678901",
        "dan@example.com",
        "ông Nguyễn Văn Tám",
        "anh Tuấn",
        "nguyễn văn tám",
        "nguyen van tam",
        "Nguyen Thi Hoa",
        "ong Tuan",
        "facebook.com/tam.nguyen",
    ],
)
def test_a_query_for_a_person_is_told(text):
    assert names_a_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "giá điện",
        "gia dien sinh hoat",
        "đô thị hóa",
        "dang",
        "Đặng",
        "đất đai",
        "84-KH/TU",
        "Ủy ban nhân dân xã",
        "bà con nông dân",
        "ba con nong dan",
        "trần nhà trường học",
        "đường Lê Lợi ngập",
    ],
)
def test_matters_are_no_persons(text):
    assert names_a_person(text) is None
