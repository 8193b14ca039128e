"""Cleaning of the body of a document and the mark at its end."""

import pytest

from document import body

WORD = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style>p.MsoNormal {mso-style-parent:""; color:red}</style></head><body>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]-->
<p class="MsoNormal" style="text-align:justify;mso-list:l0;font-family:Arial;
text-indent:1cm"><b>I. Tình hình<o:p></o:p></b></p>
<table class="MsoTableGrid" border="1" width="100%"><tr><td colspan="2"
style="width:50%;background:url(http://evil.example/x)">Ô 1</td></tr></table>
</body></html>
"""


def test_paste_from_word_keeps_paragraphs_and_tables():
    clean = body.clean_body(WORD)
    assert clean == (
        '<p style="text-align: justify"><b>I. Tình hình</b></p>\n'
        '<table><tr><td colspan="2" style="width: 50%">Ô 1</td></tr></table>'
    )


@pytest.mark.parametrize(
    "dirty",
    [
        "<p>Lời<script>alert(1)</script></p>",
        '<p onclick="alert(1)">Lời</p>',
        '<p>Lời<img src="http://evil.example/a.png"></p>',
        '<p>Lời<img src="file:///etc/passwd"></p>',
        '<p>Lời<iframe src="https://evil.example"></iframe></p>',
        '<p>Lời<object data="x"></object><embed src="x"></p>',
        '<p>Lời<link rel="stylesheet" href="http://evil.example/a.css"></p>',
        "<p>Lời<style>@import url(http://evil.example)</style></p>",
        "<p>Lời<svg><image href='http://evil.example/a'/></svg></p>",
        '<p>Lời<a href="http://evil.example"></a></p>',
        '<p style="background-image: url(http://evil.example)">Lời</p>',
        '<p style="width: expression(alert(1))">Lời</p>',
        "<p>Lời<!-- <script> --></p>",
        "<p>Lời<svg/onload=alert(1)></p>",
        "<p>Lời<math><mi xlink:href='javascript:1'></mi></math></p>",
    ],
)
def test_whatever_could_run_or_fetch_is_dropped(dirty):
    assert body.clean_body(dirty) == "<p>Lời</p>"


def test_a_heading_may_stay_with_what_follows():
    html = '<p style="page-break-after: avoid">Vấn đề</p>'
    assert body.clean_body(html) == html


def test_characters_nobody_sees_become_spaces():
    assert body.clean_body("<p>một\x0bhai\x07</p>") == "<p>một hai </p>"
    assert body.clean_body("<\x0b<") == "<p>&lt; &lt;</p>"


def test_text_of_links_and_unknown_marks_stays():
    html = '<p><a href="https://dangcongsan.vn">trang</a> <blink>tin</blink></p>'
    assert body.clean_body(html) == "<p>trang tin</p>"


def test_an_image_inside_the_text_stays():
    html = '<p><img src="data:image/png;base64,iVBORw0KGgo=" alt="Biểu đồ"></p>'
    assert body.clean_body(html) == (
        '<p><img src="data:image/png;base64,iVBORw0KGgo=" alt="Biểu đồ"></p>'
    )


def test_an_svg_inside_a_data_url_is_dropped():
    html = '<p>Lời<img src="data:image/svg+xml;base64,PHN2Zz4="></p>'
    assert body.clean_body(html) == "<p>Lời</p>"


@pytest.mark.parametrize("empty", ["", None, "   ", "<p></p>", "<p><br></p>"])
def test_nothing_stays_nothing(empty):
    assert body.with_end_mark(body.clean_body(empty), "./.") == ""


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("Một <b>hai</b> ba", "<p>Một <b>hai</b> ba</p>"),
        (
            "Đầu<p>Giữa</p>Cuối <i>nghiêng</i>",
            "<p>Đầu</p><p>Giữa</p><p>Cuối <i>nghiêng</i></p>",
        ),
        ("<b>Một</b><br>hai", "<p><b>Một</b><br>hai</p>"),
        ("a &amp; b", "<p>a &amp; b</p>"),
    ],
)
def test_loose_text_gets_a_paragraph(html, expected):
    assert body.clean_body(html) == expected


def test_plain_text_becomes_a_paragraph():
    assert body.clean_body("a < b & c") == "<p>a &lt; b &amp; c</p>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Hết.</p>", "<p>Hết./.</p>"),
        ("<p>Hết</p>", "<p>Hết./.</p>"),
        ("<p>Hết./.</p>", "<p>Hết./.</p>"),
        ("<p>Thành uỷ. /.</p>", "<p>Thành uỷ./.</p>"),
        ("<p>Hết;</p>", "<p>Hết./.</p>"),
        ("<p>Một.</p><p><b>Hai.</b></p>", "<p>Một.</p><p><b>Hai./.</b></p>"),
        ("<p>Một.</p><p><br></p>", "<p>Một./.</p>"),
        ("<p><b>Một</b> hai.</p>", "<p><b>Một</b> hai./.</p>"),
        (
            "<ul><li>Một;</li><li>Hai.</li></ul>",
            "<ul><li>Một;</li><li>Hai./.</li></ul>",
        ),
        (
            "<table><tr><td>1</td></tr></table>",
            '<table><tr><td>1</td></tr></table><p class="o_end">./.</p>',
        ),
    ],
)
def test_end_mark(html, expected):
    assert body.with_end_mark(html, "./.") == expected


def test_no_end_mark_when_the_format_has_none():
    assert body.with_end_mark("<p>Hết.</p>", "") == "<p>Hết.</p>"
