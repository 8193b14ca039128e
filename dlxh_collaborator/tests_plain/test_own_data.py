import json
import zipfile
from io import BytesIO

import pytest

from own_data import Section, as_html, as_json, as_zip

SECTIONS = [
    Section("file", "Hồ sơ", [("name", "Họ và tên")], [["<b>Đặng</b> & con"]]),
    Section("team", "Đội ngũ", [("a", "A"), ("b", "B")], [["1", None], ["2", False]]),
    Section("none", "Khen thưởng", [("a", "A")]),
]


def test_programs_read_every_row():
    data = json.loads(as_json({"Lập ngày": "05/03/2026"}, SECTIONS))
    assert data["file"] == [{"name": "<b>Đặng</b> & con"}]
    assert data["team"] == [{"a": "1", "b": None}, {"a": "2", "b": False}]
    assert data["none"] == []
    assert data["about"] == {"Lập ngày": "05/03/2026"}


def test_people_read_text_that_is_never_markup():
    page = as_html("Dữ liệu", {"Lập ngày": "05/03/2026"}, SECTIONS, "Không có")
    assert "&lt;b&gt;Đặng&lt;/b&gt; &amp; con" in page
    assert "<b>Đặng" not in page
    assert page.count("<tr>") == 1 + 3
    assert "<h2>Khen thưởng</h2><p>Không có</p>" in page
    assert "http" not in page  # nothing is loaded from elsewhere


def test_rows_fit_their_columns():
    with pytest.raises(ValueError):
        Section("x", "X", [("a", "A")], [["1", "2"]])


def test_the_same_data_make_the_same_archive():
    first = as_zip({"data.json": "{}", "dữ liệu.html": "é"})
    assert first == as_zip({"data.json": "{}", "dữ liệu.html": "é"})
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert archive.namelist() == ["data.json", "dữ liệu.html"]
        assert archive.read("dữ liệu.html").decode() == "é"
