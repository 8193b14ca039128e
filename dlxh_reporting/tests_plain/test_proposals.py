"""Proposals: each mark or line is one, nothing is lost, nothing stands twice."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals import key, split

LINES = st.lists(
    st.text("abcđêư -–1.)", min_size=1, max_size=20), min_size=0, max_size=6
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (None, []),
        ("Sửa đường", ["Sửa đường"]),
        ("Sửa đường\nThêm xe buýt", ["Sửa đường", "Thêm xe buýt"]),
        ("- Sửa đường\n- Thêm xe buýt", ["Sửa đường", "Thêm xe buýt"]),
        ("1. Sửa đường\nliên xóm\n2) Thêm xe", ["Sửa đường\nliên xóm", "Thêm xe"]),
        ("- Sửa đường.\n\n+ SỬA ĐƯỜNG", ["Sửa đường."]),
    ],
)
def test_proposals_are_told_apart(text, found):
    assert split(text) == found


def test_spelling_does_not_matter():
    assert key("Sửa  đường, ngay!") == key("sửa đường ngay")
    assert key("Sửa đường") != key("Sửa cầu")


@given(LINES)
def test_no_word_is_lost_and_nothing_stands_twice(lines):
    found = split("\n".join(lines))
    keys = [key(item) for item in found]
    assert len(set(keys)) == len(keys)
    letters = set(re.findall(r"[a-zđêư]{2,}", " ".join(lines)))
    assert all(any(word in item for item in found) for word in letters)


@given(LINES)
def test_taking_apart_again_changes_nothing_but_lines(lines):
    found = split("\n".join(lines))
    assert all(item.strip() == item and item for item in found)
