"""Similar titles of issues: spelling, accents and word order do not matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from similarity import fold, most_similar, similarity

TEXT = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxy ÁÀẢÃẠ", max_size=40)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Giá điện sinh hoạt tăng", "gia dien sinh hoat tang"),
        ("Ngập úng đường Lê Lợi", "Đường Lê Lợi ngập úng"),
        ("Thu gom rác thải chậm", "Chậm thu gom rác thải sinh hoạt"),
        ("Thiếu nước sạch mùa khô", "Thiếu nước sạch vào mùa khô"),
    ],
)
def test_the_same_matter_in_other_words_is_similar(left, right):
    assert similarity(left, right) >= 0.6


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Giá điện sinh hoạt tăng", "Thu gom rác thải chậm"),
        ("Sáp nhập đơn vị hành chính", "Dịch tả lợn châu Phi"),
        ("", "Giá điện"),
    ],
)
def test_other_matters_are_not_similar(left, right):
    assert similarity(left, right) < 0.3


def test_fold_drops_accents_and_the_bar_of_d():
    assert fold("  Đặng   NGHĨA ") == "dang nghia"
    assert fold(None) == ""


def test_the_most_similar_come_first_and_ties_keep_their_order():
    found = most_similar(
        "giá điện tăng",
        [(1, "Rác thải"), (2, "Giá điện tăng cao"), (3, "Giá điện tăng")],
    )
    assert [key for key, _score in found] == [3, 2]


def test_the_list_is_short():
    titles = [(number, "Giá điện tăng") for number in range(20)]
    assert len(most_similar("Giá điện tăng", titles, limit=5)) == 5


@given(TEXT, TEXT)
def test_similarity_is_symmetric_and_between_zero_and_one(left, right):
    score = similarity(left, right)
    assert 0 <= score <= 1
    assert score == similarity(right, left)


@given(TEXT)
def test_a_title_is_wholly_similar_to_itself(text):
    if fold(text):
        assert similarity(text, text) == 1
