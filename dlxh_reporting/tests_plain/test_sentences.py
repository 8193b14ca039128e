from hypothesis import given
from hypothesis import strategies as st

from sentences import contains, plain, split


def test_sentences_of_rich_text():
    text = "<p>Giá điện tăng. Dân lo lắng!</p><ul><li>Mong có lộ trình</li></ul>"
    assert split(text) == ["Giá điện tăng.", "Dân lo lắng!", "Mong có lộ trình"]


def test_a_point_is_not_always_an_end():
    assert split("Khoảng 1.200 hộ ở TP. Huế lo lắng.") == [
        "Khoảng 1.200 hộ ở TP. Huế lo lắng."
    ]
    assert split("Ông A. nói vậy.") == ["Ông A. nói vậy."]


def test_a_sentence_may_begin_with_a_letter_with_marks():
    assert split("Đã rõ. Đề nghị sớm xử lý. Ở xã khác thì chưa.") == [
        "Đã rõ.",
        "Đề nghị sớm xử lý.",
        "Ở xã khác thì chưa.",
    ]


def test_paragraphs_and_breaks_end_a_sentence():
    assert split("<p>Một</p><p>Hai<br>Ba</p>") == ["Một", "Hai", "Ba"]


def test_plain_text_keeps_its_signs():
    assert plain("giá < 5 đồng & hơn") == "giá < 5 đồng & hơn"


def test_markup_does_not_change_what_is_found():
    sentence = "Dân lo lắng nhiều."
    assert contains("<p>Giá tăng. Dân <b>lo lắng</b>&nbsp;nhiều.</p>", sentence)
    assert not contains("<p>Dân lo lắng ít.</p>", sentence)
    assert not contains("<p>Gì cũng được</p>", "")


def test_nothing_in_nothing():
    assert split(None) == [] and split("<p><br></p>") == []


@given(st.text(max_size=200))
def test_every_sentence_is_found_in_its_text(text):
    for sentence in split(text):
        assert contains(text, sentence)


@given(st.lists(st.text("abc ", min_size=1, max_size=20), max_size=6))
def test_every_paragraph_gives_its_words(paragraphs):
    text = "".join(f"<p>{words}</p>" for words in paragraphs)
    words = " ".join(paragraphs).split()
    assert plain(text).split() == words
