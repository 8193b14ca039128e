"""What goes out in Word comes back as it was, and with what was changed."""

import copy
from html import escape
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from document import word
from document.body import clean_body, named_part, named_words
from document.lines import lines_of_html, lines_of_text, separated
from document.word_body import w
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


LETTERS = st.characters(exclude_categories=("C", "Z"))
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


# Words within a line: what is said of an issue
# ----------------------------------------------

LINE = "<p>- Việc A: {} {}</p>".format(
    named_words("dlxh_assessment_5", "Nhân dân yên tâm."),
    named_words("dlxh_forecast_5", "Giá & phí còn tăng."),
) + "<p>- Việc B: {}</p>".format(named_words("dlxh_assessment_6", "Còn băn khoăn."))


def line_page():
    body = clean_body(f"<h2>II</h2>{LINE}<p>Hết.</p>", parts=True)
    return word.render_word(default(), word.example_values(), body)


def edited(content, change):
    """The file after `change` was applied to each paragraph that speaks of an issue."""
    document = docx.Document(BytesIO(content))
    for paragraph in document.paragraphs:
        if "Việc" in paragraph.text:
            change(paragraph)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def texts(content):
    return {name: shape(source) for name, source in read_parts(content).items()}


def test_words_within_a_line_come_back_apart():
    assert texts(line_page()) == {
        "dlxh_assessment_5_in": ["Nhân dân yên tâm."],
        "dlxh_forecast_5_in": ["Giá & phí còn tăng."],
        "dlxh_assessment_6_in": ["Còn băn khoăn."],
    }


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text(LETTERS, min_size=1).filter(str.strip), min_size=1, max_size=4))
def test_any_words_come_back(words):
    spans = " ".join(
        named_words(f"dlxh_proposal_{i}", text) for i, text in enumerate(words)
    )
    body = clean_body(f"<p>- Về việc: {spans}</p>", parts=True)
    found = texts(word.render_word(default(), word.example_values(), body))
    expected = {
        f"dlxh_proposal_{i}_in": [" ".join(text.split())]
        for i, text in enumerate(words)
    }
    assert found == expected


def test_what_is_typed_within_words_is_read():
    def change(paragraph):
        for run in paragraph.runs:
            run.text = run.text.replace("yên tâm", "rất yên tâm")

    found = texts(edited(line_page(), change))
    assert found["dlxh_assessment_5_in"] == ["Nhân dân rất yên tâm."]
    assert found["dlxh_forecast_5_in"] == ["Giá & phí còn tăng."]


def test_what_is_typed_behind_the_last_letter_belongs_to_the_words():
    found = texts(edited(line_page(), lambda paragraph: paragraph.add_run(" Thêm.")))
    assert found["dlxh_forecast_5_in"] == ["Giá & phí còn tăng. Thêm."]
    assert found["dlxh_assessment_6_in"] == ["Còn băn khoăn. Thêm."]
    assert found["dlxh_assessment_5_in"] == ["Nhân dân yên tâm."]


def test_emptied_words_are_empty_not_lost():
    def change(paragraph):
        for run in paragraph.runs:
            run.text = run.text.replace("Còn băn khoăn.", "")

    found = texts(edited(line_page(), change))
    assert found["dlxh_assessment_6_in"] == []


def test_words_over_two_paragraphs_are_read_whole():
    """Enter was pressed in the middle: the end mark went down with the rest."""
    document = docx.Document(BytesIO(line_page()))
    paragraph = next(p for p in document.paragraphs if "Việc B" in p.text)
    below = copy.deepcopy(paragraph._p)
    for node in [*below.iter(w("bookmarkStart")), *below.iter(w("r"))]:
        node.getparent().remove(node)
    paragraph._p.addnext(below)
    below.insert(1, copy.deepcopy(paragraph.runs[-1]._r))
    for end in list(paragraph._p.iter(w("bookmarkEnd"))):
        paragraph._p.remove(end)
    target = BytesIO()
    document.save(target)
    found = texts(target.getvalue())
    assert found["dlxh_assessment_6_in"] == ["Còn băn khoăn."] * 2


def test_words_of_users_name_no_part():
    inner = '<p><span id="dlxh_proposal_9_in">x</span></p>'
    found = read_parts(page(("dlxh_entry_1", inner)))
    assert set(found) == {"dlxh_entry_1"}


# Lines within such words: each may be a proposal of its own
# ------------------------------------------------------------


def lines_page(*texts):
    spans = (
        named_words(f"dlxh_proposal_{i}", text)
        for i, text in enumerate(separated(texts))
    )
    body = clean_body("<p>- Việc A: {}</p>".format(" ".join(spans)), parts=True)
    return word.render_word(default(), word.example_values(), body)


def lines_read(content):
    return [lines_of_html(source) for source in read_parts(content).values()]


def test_lines_are_printed_apart():
    assert separated(["Kiểm tra  cửa hàng\n\nTrợ giá", "Giá tăng"]) == [
        "Kiểm tra cửa hàng;\nTrợ giá;",
        "Giá tăng",
    ]
    assert separated(["Xong.\nHỏi:\n“Hết!”\n(cuối"]) == ["Xong.\nHỏi:\n“Hết!”\n(cuối"]
    assert separated(["một", "", ""]) == ["một", "", ""]
    paragraph = next(
        one
        for one in docx.Document(BytesIO(lines_page("Một\nHai", "Ba"))).paragraphs
        if "Việc" in one.text
    )
    assert paragraph.text == "- Việc A: Một;\nHai; Ba"


def test_a_word_changed_in_lines_leaves_them_lines():
    def change(paragraph):
        for run in paragraph.runs:
            run.text = run.text.replace("Một", "Mọi") if "Một" in run.text else run.text

    content = lines_page("Một\nHai\nBa.", "Bốn")
    assert lines_read(content) == [["Một", "Hai", "Ba."], ["Bốn"]]
    assert lines_read(edited(content, change)) == [["Mọi", "Hai", "Ba."], ["Bốn"]]


def test_a_paragraph_made_of_a_line_is_a_line():
    def change(paragraph):
        """What the key Enter does in the place of the line break."""
        nodes = list(paragraph._p)
        place = next(i for i, one in enumerate(nodes) if one.find(w("br")) is not None)
        below = paragraph._p.makeelement(w("p"))
        paragraph._p.addnext(below)
        below.extend(nodes[place + 1 :])
        paragraph._p.remove(nodes[place])

    assert lines_read(edited(lines_page("Một\nHai"), change)) == [["Một", "Hai"]]


LINES = st.lists(
    st.text(LETTERS, min_size=1).filter(lambda text: text.rstrip(" ;")),
    min_size=1,
    max_size=4,
)


@settings(deadline=None, max_examples=40)
@given(st.lists(LINES, min_size=1, max_size=3))
def test_any_lines_come_back(texts):
    content = lines_page(*("\n".join(lines) for lines in texts))
    expected = [
        [line.rstrip(" ;") for line in lines_of_text("\n".join(lines))]
        for lines in texts
    ]
    assert lines_read(content) == expected


def test_lines_of_any_blocks():
    assert lines_of_html(
        "<p>a<br/>b;</p><table><tr><td><p>c</p></td></tr></table>"
    ) == [*("a", "b", "c")]
    assert lines_of_html("") == lines_of_html(None) == lines_of_html("<p> ; </p>") == []
