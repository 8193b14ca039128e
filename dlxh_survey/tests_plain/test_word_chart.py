import io

import pytest
from docx import Document
from lxml import etree

from chart import Bar, Bars, Course, Line, Segment, Stack, Trend, put_into_word
from chart.word_chart import CHART, chart_xml

C = f"{{{CHART}}}"
BARS = Bars("Nơi ở <&>", [Bar("Xã", 0.4, "40,0%", 0.3, 0.5), Bar("Đảo", None, "<10")])
STACK = Stack(
    "Đánh giá",
    ["Tốt", "Kém"],
    [
        Line("Cán bộ", [Segment(0.97, "97%"), Segment(0.03, "3%")]),
        Line("Trụ sở", [], "không nêu"),
    ],
)
TREND = Trend(
    "Qua các đợt",
    ["1", "2", "3"],
    [Course("Có", [0.2, None, 0.4], ["20%", "", "40%"])],
    [False, True],
    0.0,
    1.0,
    [],
)


def read(picture):
    return etree.fromstring(chart_xml(picture))


def texts(chart, place):
    return [node.text for node in chart.find(f".//{C}{place}").iter(f"{C}v")]


def test_bars():
    chart = read(BARS)
    assert texts(chart, "cat") == ["Xã: 40,0%", "Đảo: <10"]
    assert texts(chart, "val") == ["0.4"]
    assert [float(one) for one in texts(chart, "plus")] == pytest.approx([0.1])
    assert chart.find(f".//{C}numCache/{C}ptCount").get("val") == "2"


def test_stack():
    chart = read(STACK)
    first, second = chart.iter(f"{C}ser")
    assert texts(first, "val") == ["0.97"] and texts(second, "val") == ["0.03"]
    assert texts(first, "cat") == ["Cán bộ", "Trụ sở: không nêu"]
    labels = [one for one in chart.itertext() if one.endswith("%")]
    assert "97%" in labels and "3%" not in labels  # no room for it


def test_trend_has_no_line_over_a_change_of_words():
    chart = read(TREND)
    assert texts(chart, "val") == ["0.2", "0.4"]
    (point,) = chart.iter(f"{C}dPt")
    assert point.find(f"{C}idx").get("val") == "2"


def test_more_series_than_letters_of_a_column():
    labels = [str(n) for n in range(40)]
    many = Stack("", labels, [Line("a", [Segment(1 / 40, "2%")] * 40)])
    assert len(list(read(many).iter(f"{C}ser"))) == 40


def test_marks_become_charts():
    document, target = Document(), io.BytesIO()
    for text in ("before", "mark1", "after", "mark2"):
        document.add_paragraph(text)
    document.save(target)
    content = put_into_word(target.getvalue(), {"mark1": BARS, "mark2": TREND})
    found = Document(io.BytesIO(content))
    assert [p.text for p in found.paragraphs] == ["before", "", "after", ""]
    inline = found.inline_shapes
    assert len(inline) == 2
    described = found.element.body.xpath(".//wp:docPr/@descr")
    assert "Đảo: <10" in described[0]
    parts = [p for p in found.part.package.iter_parts() if "/charts/" in p.partname]
    assert len(parts) == 2
    assert put_into_word(b"as it was", {}) == b"as it was"
