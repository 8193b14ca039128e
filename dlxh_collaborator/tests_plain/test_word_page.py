"""The page of a document in Word: what stands where, in which letters."""

from io import BytesIO

import docx
import pytest

from document import word
from word_files import PARTY, STATE, default, lines_of, template, values

pytest.importorskip("docxtpl")


def page(body="<p>Nội dung./.</p>", measures=PARTY, **changes):
    source = default(measures, changes.get("motto", ""))
    return word.render_word(source, values(**changes), body)


def test_parts_of_a_party_document_in_their_order():
    head, title, abstract, mark, text, foot = lines_of(page())
    assert head[0].splitlines() == [
        "TỈNH ỦY QUẢNG NINH",
        "BAN TUYÊN GIÁO & DÂN VẬN",
        "*",
        "Số 12-BC/BTGTU",
    ]
    assert head[1].split("\n") == [
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "",
        "Hạ Long, ngày 20 tháng 02 năm 2026",
    ]
    assert (title, mark, text) == ("BÁO CÁO", "-----", "Nội dung./.")
    assert abstract == "tình hình dư luận xã hội <tháng 02>"
    assert foot[0].splitlines() == [
        "Nơi nhận:",
        "- Ban Bí thư (để b/c);",
        "- Lưu VP.",
    ]
    assert foot[1].splitlines() == ["T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Thị Bình"]


def test_state_document_has_its_motto_and_rules():
    content = page(
        measures=STATE,
        header_right="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        motto="Độc lập - Tự do - Hạnh phúc",
        issuer_mark="rule",
        abstract_mark="rule",
    )
    head, *rest = lines_of(content)
    assert head[1].split("\n")[:2] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert "*" not in head[0] and "-----" not in rest
    element = docx.Document(BytesIO(content)).element
    assert len(element.xpath("//w:pBdr")) == 3  # issuer, motto, abstract


def test_letter_has_no_title_but_addressees():
    one = lines_of(
        page(is_letter=True, addressees=["Các đảng ủy"], abstract="giao ban")
    )
    assert one[0][0].endswith("V/v giao ban")
    assert one[1:3] == ["Kính gửi: Các đảng ủy", "Nội dung./."]
    two = lines_of(page(is_letter=True, addressees=["Đảng ủy A", "Đảng ủy B"]))
    assert two[1:4] == ["Kính gửi:", "- Đảng ủy A", "- Đảng ủy B"]
    assert "BÁO CÁO" not in two


def test_document_without_recipients_or_signer_still_opens():
    content = page(recipients=[], signature=[], signer="", superior="")
    foot = lines_of(content)[-1]
    assert foot == ["", ""]
    for cell in docx.Document(BytesIO(content)).element.xpath("//w:tc"):
        assert cell.xpath("./*[last()][self::w:p]")


def test_margins_and_paper():
    section = docx.Document(BytesIO(page())).sections[0]
    sides = ("top", "bottom", "left", "right")
    margins = [round(getattr(section, f"{side}_margin").mm) for side in sides]
    assert margins == [20, 20, 30, 15]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.different_first_page_header_footer
    assert 'w:instr="PAGE"' in section.header._element.xml
    assert not section.first_page_header._element.xpath(".//w:fldSimple")


def test_letters_are_times_new_roman_in_the_sizes_of_the_profile():
    document = docx.Document(BytesIO(page()))
    fonts = document.styles["Normal"].element.rPr.rFonts
    name = docx.oxml.ns.qn
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        assert fonts.get(name(kind)) == "Times New Roman"
    assert document.styles["Normal"].font.size.pt == 14
    sizes = {
        run.text: (run.font.size.pt, bool(run.bold), bool(run.italic))
        for cell in document.tables[0].rows[0].cells + document.tables[1].rows[0].cells
        for paragraph in cell.paragraphs
        for run in paragraph.runs
    }
    assert sizes["ĐẢNG CỘNG SẢN VIỆT NAM"] == (15, True, False)
    assert sizes["TỈNH ỦY QUẢNG NINH"] == (14, False, False)
    assert sizes["BAN TUYÊN GIÁO & DÂN VẬN"] == (14, True, False)
    assert sizes["Hạ Long, ngày 20 tháng 02 năm 2026"] == (14, False, True)
    assert sizes["- Lưu VP."] == (11, False, False)
    assert sizes["BÍ THƯ"] == (14, True, False)
    title = next(par for par in document.paragraphs if par.text == "BÁO CÁO")
    assert title.runs[0].font.size.pt == 15 and title.runs[0].bold


def test_another_font_and_other_margins_follow_the_profile():
    from dataclasses import replace

    measures = replace(PARTY, font="Tinos", size_body=13, margin_left=35)
    document = docx.Document(BytesIO(page(measures=measures)))
    assert document.styles["Normal"].font.name == "Tinos"
    assert document.styles["Normal"].font.size.pt == 13
    assert round(document.sections[0].left_margin.mm) == 35


def test_nobody_is_named_as_the_author_of_the_file():
    properties = docx.Document(BytesIO(page())).core_properties
    assert properties.author == ""
    assert properties.title == "Báo cáo tình hình dư luận xã hội <tháng 02>"
    assert properties.language == "vi-VN"


def test_values_are_never_read_as_a_template():
    lines = lines_of(page("<p>{{ issuer }} {% if %}</p>", abstract="{{ 1/0 }}{%"))
    assert "{{ 1/0 }}{%" in lines and "{{ issuer }} {% if %}" in lines


def test_characters_that_spoil_a_file_are_left_out():
    lines = lines_of(page("<p>một\x0bhai</p>", abstract="a\x07b\nc\td\x0ce"))
    assert "a b c d e" in lines and "một hai" in lines


def test_a_template_of_a_house_is_filled_in():
    own = template("{{ issuer }}", "{{p body }}", "{{ signer }}")
    assert lines_of(word.render_word(own, values(), "<p>Lời.</p>")) == [
        "Ban Tuyên giáo & Dân vận",
        "Lời.",
        "Trần Thị Bình",
    ]


def test_annex_follows_on_a_page_of_its_own_in_any_template():
    for source in (default(), template("{{p body }}")):
        content = word.render_word(
            source,
            values(),
            "<p>Lời.</p>",
            "<h1>Danh sách</h1><table><tr><td>Nguyễn Văn An</td></tr></table>",
        )
        lines = lines_of(content)
        assert lines[-2:] == ["Danh sách", ["Nguyễn Văn An"]]
        element = docx.Document(BytesIO(content)).element
        assert element.xpath('//w:br[@w:type="page"]')
        assert element.xpath("./w:body/*[last()][self::w:sectPr]")
        assert element.xpath("./w:body/*[last() - 1][self::w:p]")
