"""Searching in Vietnamese: spellings, what was typed, and what is shown of it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from full_text import EXACT, FOLDED, Text, folded, normal, parse, snippet

WORDS = st.lists(
    st.sampled_from("giá điện Đặng đất đai hòa bình Ủy ban ĐƯỜNG sá 84-KH/TU".split()),
    min_size=1,
    max_size=8,
)


@pytest.mark.parametrize(
    ("text", "plain", "bare"),
    [
        ("Đặng", "đặng", "dang"),
        ("ĐẤT ĐAI", "đất đai", "dat dai"),
        ("Ủy ban", "ủy ban", "uy ban"),
        ("84-KH/TU", "84 kh tu", "84 kh tu"),
        ("lũ\u200b lụt", "lũ lụt", "lu lut"),
        (None, "", ""),
    ],
)
def test_spellings(text, plain, bare):
    assert normal(text) == plain
    assert folded(text) == bare


@given(WORDS)
def test_letters_taken_apart_are_the_same_letters(words):
    text = " ".join(words)
    apart = unicodedata.normalize("NFD", text)
    assert normal(apart) == normal(text)
    assert folded(apart) == folded(text)
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_no_text_breaks_a_spelling(text):
    assert folded(text) == folded(normal(text))
    parse(text)


def test_accents_as_typed_come_first():
    query = parse("đất đai")
    assert query.words == ("dat", "dai")
    assert query.ways == (
        (EXACT, ("đất đai",)),
        (EXACT, ("đất", "đai")),
        (FOLDED, ("dat", "dai")),
    )


def test_without_accents_all_accents_are_meant():
    assert parse("dang").ways == ((FOLDED, ("dang",)),)
    assert parse("dat dai").ways == ((FOLDED, ("dat dai",)), (FOLDED, ("dat", "dai")))


def test_words_in_quotes_follow_each_other():
    assert parse("“đất đai” 2026").ways == (
        (EXACT, ("đất đai", "2026")),
        (FOLDED, ("dat dai", "2026")),
    )


@pytest.mark.parametrize("text", ["", "  ", None, "?!", '""', "-/-"])
def test_nothing_to_look_for(text):
    assert parse(text) is None


def test_a_snippet_shows_where_it_was_found():
    text = (
        "Ở đầu có nhiều chữ. " * 20 + "Người dân lo giá điện tăng. " + "Còn nữa. " * 40
    )
    pieces = snippet(["Không có gì", text], ("gia", "dien"))
    assert [piece for piece, hit in pieces if hit] == ["giá", "điện"]
    shown = "".join(piece for piece, _hit in pieces)
    assert shown.startswith("… ") and shown.endswith(" …")
    assert len(shown) < 260


def test_a_snippet_takes_the_text_with_most_of_the_words():
    pieces = snippet(["Giá xăng", "Giá điện"], ("gia", "dien"))
    assert pieces == [("Giá", True), (" ", False), ("điện", True)]


def test_a_snippet_of_nothing_is_empty():
    assert snippet(["Giá xăng", None, ""], ("dien",)) == []


@given(WORDS, WORDS)
def test_a_snippet_is_a_piece_of_its_text(words, more):
    text = " ".join(words + more)
    query = parse(" ".join(words))
    pieces = snippet([text], query.words)
    composed = unicodedata.normalize("NFC", text)
    for piece, _hit in pieces:
        assert piece in ("… ", " …") or piece in composed


def test_the_expression_is_the_same_in_index_and_query():
    text = Text("title body", html="body")
    index = text.index()
    for spelling in (EXACT, FOLDED):
        assert text.vector(spelling) in index
        inside = text.vector(spelling, "dlxh_opinion").replace('"dlxh_opinion".', "")
        assert inside == text.vector(spelling)
    assert "%" not in index
    assert "regexp_replace(coalesce(\"body\", '')" in index
    assert "regexp_replace(coalesce(\"title\", '')" not in index
