"""What goes out in Word comes back as it was, and with what was changed."""

from html import escape
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from document import word
from document.body import clean_body, named_part
from document.word_errors import WordTemplateError
from document.word_read import read_parts
from word_files import default

FIRST = "<p>Nhân dân <strong>đồng tình</strong> &amp; băn khoăn.</p>"
SECOND = "<p>Trước bảng</p><table><tr><td>Phường</td><td>3</td></tr></table>"


def page(*parts):
    body = "".join(
        f"<h2>Mục {name}</h2>{named_part(name, source)}" for name, source in parts
    )
    body = clean_body(body + "<p>Hết.</p>", parts=True)
    return word.render_word(default(), word.example_values(), body)


def shape(source):
    """The texts of blocks, without what white space says."""
    root = html.fragment_fromstring(source, create_parent="div")
    return [" ".join(node.text_content().split()) for node in root.iter("p", "td")]


def test_what_goes_out_comes_back():
    found = read_parts(page(("dlxh_entry_1", FIRST), ("dlxh_entry_22", SECOND)))
    assert set(found) == {"dlxh_entry_1", "dlxh_entry_22"}
    assert shape(found["dlxh_entry_1"]) == shape(FIRST)
    assert "<strong>đồng tình</strong>" in found["dlxh_entry_1"]
    assert "<table>" in found["dlxh_entry_22"] and "Trước bảng" in str(found)
    assert "Hết." not in str(found) and "Mục" not in str(found)


LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z"))
PARAGRAPHS = st.lists(st.text(LETTERS, min_size=1), min_size=1, max_size=4)


@settings(deadline=None, max_examples=40)
@given(st.lists(PARAGRAPHS, min_size=1, max_size=4))
def test_any_paragraphs_come_back(parts):
    sources = [
        (f"dlxh_entry_{i}", "".join(f"<p>{escape(text)}</p>" for text in texts))
        for i, texts in enumerate(parts)
    ]
    found = read_parts(page(*sources))
    for name, source in sources:
        assert shape(found[name]) == shape(clean_body(source))


def test_what_was_edited_is_read():
    document = docx.Document(BytesIO(page(("dlxh_entry_7", FIRST))))
    for paragraph in document.paragraphs:
        if "đồng tình" in paragraph.text:
            paragraph.runs[0].text = "Cử tri "
    target = BytesIO()
    document.save(target)
    assert "Cử tri" in read_parts(target.getvalue())["dlxh_entry_7"]


def test_a_lost_bookmark_is_not_guessed():
    document = docx.Document(BytesIO(page(("dlxh_entry_7", FIRST))))
    body = document.element.body
    for mark in body.xpath("//w:bookmarkStart"):
        mark.getparent().remove(mark)
    target = BytesIO()
    document.save(target)
    assert read_parts(target.getvalue()) == {}


def test_users_cannot_name_parts():
    inner = '<div id="dlxh_entry_9">x</div>'
    found = read_parts(page(("dlxh_entry_1", inner)))
    assert set(found) == {"dlxh_entry_1"}


@pytest.mark.parametrize("content", [b"", b"PK", b"<html>"])
def test_no_word_file(content):
    with pytest.raises(WordTemplateError):
        read_parts(content)
