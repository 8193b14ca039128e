"""PDF from HTML without the network."""

import subprocess

import pytest

from document import layout, pdf

weasyprint = pytest.importorskip("weasyprint")

PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42m"
    "NkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def text_of(content, tmp_path):
    path = tmp_path / "out.pdf"
    path.write_bytes(content)
    return subprocess.run(
        ["pdftotext", "-layout", str(path), "-"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout


def test_vietnamese_text_can_be_searched(tmp_path):
    content = pdf.html_to_pdf("<html lang='vi'><p>Dư luận xã hội, Đặng Ứng</p></html>")
    assert content.startswith(b"%PDF-")
    assert "Dư luận xã hội, Đặng Ứng" in text_of(content, tmp_path)


def test_page_number_stands_on_every_page_but_the_first(tmp_path):
    css = layout.page_css(layout.Layout())
    html = f"<html><style>{css}</style><body>" + "<p>Một dòng.</p>" * 120
    pages = text_of(pdf.html_to_pdf(html), tmp_path).split("\f")
    assert len(pages) >= 3
    assert pages[0].split()[0] == "Một"
    assert pages[1].split()[0] == "2"


def test_the_network_is_never_asked(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    html = (
        "<html><link rel='stylesheet' href='http://192.0.2.1/a.css'>"
        "<img src='http://192.0.2.1/a.png'><img src='ftp://192.0.2.1/a'>"
        "<p style='background:url(https://192.0.2.1/b.png)'>Lời</p></html>"
    )
    assert pdf.html_to_pdf(html).startswith(b"%PDF-")


def test_fetcher_allows_data_and_the_named_folders_only(tmp_path):
    static = tmp_path / "static"
    static.mkdir()
    (static / "a.css").write_text("p {color: red}")
    (tmp_path / "secret.txt").write_text("secret")
    (static / "link.txt").symlink_to(tmp_path / "secret.txt")
    fetch = pdf.make_url_fetcher([static])
    assert fetch(PIXEL).read().startswith(b"\x89PNG")
    assert fetch((static / "a.css").as_uri()).read() == b"p {color: red}"
    for url in (
        (tmp_path / "secret.txt").as_uri(),
        f"{static.as_uri()}/../secret.txt",
        f"{static.as_uri()}/%2e%2e/secret.txt",
        (static / "link.txt").as_uri(),
        "file:///etc/passwd",
        "file://remote.example/etc/passwd",
        "http://127.0.0.1/",
        "https://example.com/a.css",
        "ftp://example.com/a",
        "a.css",
    ):
        with pytest.raises(ValueError):
            fetch(url)


def test_a_missing_engine_is_told(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    assert not pdf.engine_available()
    with pytest.raises(pdf.PdfEngineMissing):
        pdf.html_to_pdf("<p>Lời</p>")


def test_page_css_carries_the_measures_of_the_profile():
    css = layout.page_css(
        layout.Layout(
            margin_top=20,
            margin_bottom=20,
            margin_left=30,
            margin_right=15,
            font="Times New Roman",
            size_body=14,
        )
    )
    assert "margin: 20mm 15mm 20mm 30mm" in css
    assert "size: A4" in css
    assert "'Times New Roman'" in css
    assert "font-size: 14pt" in css


def test_a_font_name_cannot_break_out_of_the_style_sheet():
    css = layout.page_css(layout.Layout(font="x'; } </style><script>"))
    assert "font-family: 'x  stylescript'," in css
    assert "<" not in css
