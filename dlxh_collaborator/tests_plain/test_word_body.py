"""The text of a document in Word: paragraphs, lists, tables, pictures."""

import base64
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from document import body, word
from document.word_body import NAMESPACE, word_blocks
from word_files import default, template, values

pytest.importorskip("docxtpl")

W = {"w": NAMESPACE}
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42m"
    "NkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
PLAIN = template("{{p body }}")


def document(html, source=PLAIN):
    content = word.render_word(source, values(), body.clean_body(html))
    return docx.Document(BytesIO(content))


def texts(html):
    return [par.text for par in document(html).paragraphs if par.text]


def test_paragraph_is_justified_with_a_first_line():
    par = document("<p>Dư luận quan tâm giá nước.</p>").paragraphs[0]
    assert par.text == "Dư luận quan tâm giá nước."
    assert par.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.JUSTIFY
    assert round(par.paragraph_format.first_line_indent.mm) == 10


def test_marks_inside_a_line():
    html = (
        "<p>a <b>b</b> <i>c</i> <u>d</u> <s>e</s> H<sub>2</sub>O m<sup>2</sup> "
        '<span style="font-weight: 700; font-style: italic">g</span></p>'
    )
    par = document(html).paragraphs[0]
    assert par.text == "a b c d e H2O m2 g"
    runs = {run.text: run for run in par.runs}
    assert runs["b"].bold and runs["c"].italic and runs["d"].underline
    assert runs["e"].font.strike
    assert [run.text for run in par.runs if run.font.subscript] == ["2"]
    assert [run.text for run in par.runs if run.font.superscript] == ["2"]
    assert runs["g"].bold and runs["g"].italic


def test_spaces_collapse_as_on_a_page():
    assert texts("<p>  một\n   hai <b> ba</b> </p>\n<p>\n</p><p>bốn</p>") == [
        "một hai ba",
        "bốn",
    ]


def test_line_breaks_and_alignment():
    par = document('<p style="text-align: center">một<br>hai<br></p>').paragraphs[0]
    assert par.text == "một\nhai"
    assert par.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
    assert par.paragraph_format.first_line_indent == 0


def test_headings_show_in_the_outline_and_stay_with_the_text():
    found = document("<h1>Phần một</h1><h2>I. Tình hình</h2><h3>1. Quốc tế</h3>")
    levels = [
        par._p.xpath("./w:pPr/w:outlineLvl/@w:val")[0] for par in found.paragraphs[:3]
    ]
    assert levels == ["0", "1", "2"]
    assert all(par.paragraph_format.keep_with_next for par in found.paragraphs[:3])
    assert all(par.runs[0].bold for par in found.paragraphs[:3])
    assert found.paragraphs[0].runs[0].font.all_caps


def test_lists_keep_their_marks_and_numbers():
    html = (
        "<ul><li>một</li><li><p>hai</p><ul><li>con</li></ul></li></ul>"
        '<ol start="3"><li>ba<ol><li>chữ</li></ol></li><li>bốn</li></ol>'
    )
    assert texts(html) == [
        "-\tmột",
        "-\thai",
        "+\tcon",
        "3.\tba",
        "a)\tchữ",
        "4.\tbốn",
    ]


def test_table_with_joined_cells_and_a_head_that_repeats():
    html = (
        "<table><caption>Danh sách</caption><thead><tr><th>TT</th>"
        '<th colspan="2">Họ và tên</th></tr></thead>'
        '<tr><td rowspan="2">1</td><td>Nguyễn</td><td>An</td></tr>'
        '<tr><td colspan="2">Bí thư <b>chi bộ</b></td></tr></table>'
    )
    found = document(html)
    assert found.paragraphs[0].text == "Danh sách"
    table = found.tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [
        ["TT", "Họ và tên", "Họ và tên"],
        ["1", "Nguyễn", "An"],
        ["1", "Bí thư chi bộ", "Bí thư chi bộ"],
    ]
    assert len(table._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader")) == 1
    assert len(table._tbl.xpath("./w:tr[2]/w:trPr/w:tblHeader")) == 0
    assert len(table._tbl.xpath("./w:tr/w:trPr/w:cantSplit")) == 3
    assert table._tbl.xpath("./w:tblPr/w:tblBorders/w:insideH/@w:val") == ["single"]


def test_widths_of_columns_follow_the_text():
    html = (
        '<table><tr><td style="width: 10%">1</td><td style="width: 60%">b</td>'
        "<td>c</td></tr></table>"
    )
    grid = document(html).tables[0]._tbl.xpath("./w:tblGrid/w:gridCol/@w:w")
    shares = [round(int(width) / 93.54) for width in grid]
    assert shares == [10, 60, 30]


def test_tables_that_touch_stay_two():
    html = "<table><tr><td>a</td></tr></table><table><tr><td>b</td></tr></table>"
    assert len(document(html).tables) == 2


def test_table_inside_a_cell():
    html = "<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>"
    cell = document(html).tables[0].rows[0].cells[0]
    assert cell.tables[0].rows[0].cells[0].text == "b"
    assert cell._tc.xpath("./*[last()][self::w:p]")


def test_absurd_spans_are_cut():
    html = '<table><tr><td colspan="9999" rowspan="9999">a</td></tr></table>'
    table = document(html).tables[0]
    assert len(table._tbl.xpath("./w:tblGrid/w:gridCol")) == 63


def test_picture_of_the_text_is_in_the_file():
    html = f'<p>a<img src="data:image/png;base64,{PIXEL}"></p>'
    found = document(html)
    assert len(found.inline_shapes) == 1
    blip = found.element.xpath("//a:blip/@r:embed")[0]
    assert found.part.related_parts[blip].blob == base64.b64decode(PIXEL)


def test_picture_wider_than_the_page_is_made_smaller():
    from PIL import Image

    for kind in ("PNG", "WEBP"):
        target = BytesIO()
        Image.new("RGB", (3000, 300)).save(target, kind)
        data = base64.b64encode(target.getvalue()).decode()
        html = f'<p><img src="data:image/{kind.lower()};base64,{data}"></p>'
        shape = document(html, default()).inline_shapes[0]
        assert round(shape.width.mm) == 165 and round(shape.height.mm) in (16, 17)


def test_a_broken_picture_is_left_out():
    html = '<p>a<img src="data:image/png;base64,AAAA">b</p>'
    assert texts(html) == ["ab"]


def test_long_text_is_quick():
    import time

    row = "<tr><td>1</td><td>Nguyễn Văn An</td><td>Bí thư chi bộ</td></tr>"
    html = f"<p>Một.</p><table>{row * 1500}</table>" + "<p>Một dòng.</p>" * 3000
    begun = time.perf_counter()
    assert len(document(html).tables[0].rows) == 1500
    assert time.perf_counter() - begun < 30


blocks = st.recursive(
    st.text(alphabet="aĐ <&\x0b{%}", max_size=6),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(
            ["p", "div", "b", "ul", "ol", "li", "h2", "table", "tr", "td", "th"]
        ),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(blocks)
def test_whatever_the_text_word_can_read_it(html):
    """No letter is lost, and tables are whole, in whatever order tags come."""
    clean = body.clean_body(html)
    found = word_blocks(clean)
    assert found[-1].tag.endswith("}p")
    written = "".join(
        node.text or "" for block in found for node in block.iterfind(".//w:t", W)
    )
    for block in found:
        for cell in block.iterfind(".//w:tc", W):
            assert cell[-1].tag.endswith("}p")
        for row in block.iterfind(".//w:tr", W):
            assert row.findall("w:tc", W)
    assert written.count("Đ") == clean.count("Đ")
    assert written.count("&") == clean.count("&amp;")
