"""A chart in the language of Word: DrawingML, as Word writes it itself.

The figures lie in the chart without a workbook behind them: what is published and
no more. What stands in the chart as text is the text of the screen (“<10”).
"""

from html import escape

from .bars import scale_of
from .drawing import COLOURS, WIDTH
from .picture import Bars, Stack
from .stacked import NARROW, is_dark, palette

MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#: English metric units in a centimetre
CENTIMETRE = 360_000


def chart_xml(picture):
    """Return the part of a Word file that draws a picture, as bytes."""
    if isinstance(picture, Bars):
        drawn, has_legend = _bars(picture), False
    elif isinstance(picture, Stack):
        drawn, has_legend = _stack(picture), True
    else:
        drawn, has_legend = _trend(picture), True
    legend = (
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
        if has_legend
        else ""
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="{MAIN}" xmlns:r="{RELATIONS}">'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea><c:layout/>{drawn}</c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        '<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900"/></a:pPr>'
        '<a:endParaRPr lang="vi-VN"/></a:p></c:txPr></c:chartSpace>'
    ).encode()


def height_of(picture):
    """Return how high a picture is to be, in English metric units."""
    if isinstance(picture, Bars):
        centimetres = 0.9 + 0.85 * len(picture.items)
    elif isinstance(picture, Stack):
        rows = len(picture.lines) + 0.5 * len(picture.labels)
        centimetres = 1.2 + 0.95 * rows
    else:
        centimetres = 6 + 0.5 * len(picture.courses)
    return int(CENTIMETRE * min(20, centimetres))


# -- the three kinds ---------------------------------------------------------------


def _bars(picture):
    """A bar for each answer; its text stands beside its label, so that it is read
    where nothing is drawn, and does not cover the interval."""
    items = picture.items
    names = [f"{bar.label}: {bar.text}" for bar in items]
    body = _fill(COLOURS[0]) + '<c:invertIfNegative val="0"/>'
    body += _intervals(items) + _categories(names)
    body += _values(0, [bar.share for bar in items])
    series = _series(0, picture.title, body)
    return (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="60"/>'
        '<c:axId val="1"/><c:axId val="2"/></c:barChart>'
        + _category_axis("l", "maxMin")
        + _value_axis("t", 0, scale_of(items), is_hidden=True)
    )


def _intervals(items):
    """The 95 % intervals as lines, where they are stated."""
    if not any(bar.low is not None and bar.high is not None for bar in items):
        return ""

    def ends(name):
        gaps = [
            None
            if bar.share is None or getattr(bar, name) is None
            else abs(getattr(bar, name) - bar.share)
            for bar in items
        ]
        return f"<c:numLit>{_points(gaps, 'General')}</c:numLit>"

    return (
        '<c:errBars><c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="0"/><c:plus>{ends("high")}</c:plus>'
        f'<c:minus>{ends("low")}</c:minus><c:spPr><a:ln w="15875"><a:solidFill>'
        '<a:srgbClr val="C55A11"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )


def _stack(picture):
    names = [
        f"{line.label}: {line.instead}" if line.instead else line.label
        for line in picture.lines
    ]
    drawn = []
    colours = palette(len(picture.labels))
    for place, (label, colour) in enumerate(zip(picture.labels, colours, strict=True)):
        segments = [
            None if line.instead else line.segments[place] for line in picture.lines
        ]
        body = _fill(colour) + '<c:invertIfNegative val="0"/>'
        body += _labels(
            [
                one.text if one and WIDTH * (one.share or 0) >= NARROW else ""
                for one in segments
            ],
            "ctr",
            "FFFFFF" if is_dark(colour) else "222222",
        )
        body += _categories(names)
        body += _values(place, [one and one.share for one in segments])
        drawn.append(_series(place, label, body))
    return (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/>'
        f'<c:varyColors val="0"/>{"".join(drawn)}<c:gapWidth val="50"/>'
        '<c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        + _category_axis("l", "maxMin")
        + _value_axis("t", 0, 1, is_hidden=True)
    )


def _trend(picture):
    """Lines over the waves; none is drawn where the words of a question changed."""
    drawn = []
    for place, course in enumerate(picture.courses):
        colour = COLOURS[place % len(COLOURS)].lstrip("#")
        line = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        body = f'<c:spPr><a:ln w="28575">{line}</a:ln></c:spPr>'
        body += (
            f'<c:marker><c:symbol val="circle"/><c:size val="6"/><c:spPr>{line}'
            "</c:spPr></c:marker>"
        )
        for step, is_broken in enumerate(picture.breaks, start=1):
            if is_broken:
                body += (
                    f'<c:dPt><c:idx val="{step}"/><c:bubble3D val="0"/><c:spPr><a:ln>'
                    "<a:noFill/></a:ln></c:spPr></c:dPt>"
                )
        body += _labels(course.texts, "t", colour)
        body += _categories(picture.waves) + _values(place, course.values)
        drawn.append(_series(place, course.label, body + '<c:smooth val="0"/>'))
    return (
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
        f'{"".join(drawn)}<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/>'
        "</c:lineChart>"
        + _category_axis("b", "minMax")
        + _value_axis("l", picture.low, picture.high, is_hidden=True)
    )


# -- pieces ------------------------------------------------------------------------


def _series(place, name, body):
    cell = f"Sheet1!${_column(place)}$1"
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx><c:strRef>'
        f"<c:f>{cell}</c:f><c:strCache>{_texts([name])}</c:strCache></c:strRef></c:tx>"
        f"{body}</c:ser>"
    )


def _fill(colour):
    rgb = colour.lstrip("#")
    return f'<c:spPr><a:solidFill><a:srgbClr val="{rgb}"/></a:solidFill></c:spPr>'


def _categories(names):
    return (
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${len(names) + 1}</c:f>"
        f"<c:strCache>{_texts(names)}</c:strCache></c:strRef></c:cat>"
    )


def _column(place):
    """Return the letters of a column of the sheet that the chart thinks of; the
    first is that of the labels."""
    tens, ones = divmod(place + 1, 26)
    return (chr(64 + tens) if tens else "") + chr(65 + ones)


def _values(place, values):
    letter = _column(place)
    cells = f"Sheet1!${letter}$2:${letter}${len(values) + 1}"
    return (
        f"<c:val><c:numRef><c:f>{cells}</c:f><c:numCache>"
        f"{_points(values, '0.0%')}</c:numCache></c:numRef></c:val>"
    )


def _texts(texts):
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{escape(str(text))}</c:v></c:pt>'
        for place, text in enumerate(texts)
    )
    return f'<c:ptCount val="{len(texts)}"/>{points}'


def _points(values, form):
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{float(value)!r}</c:v></c:pt>'
        for place, value in enumerate(values)
        if value is not None
    )
    return (
        f'<c:formatCode>{form}</c:formatCode><c:ptCount val="{len(values)}"/>{points}'
    )


def _labels(texts, position, colour):
    """Texts at the points: those of the screen, in its language."""
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    look = f'<a:rPr lang="vi-VN" sz="800">{fill}</a:rPr>'
    whole = (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="800">{fill}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="vi-VN"/></a:p></c:txPr>'
    )
    shown = (
        '<c:showLegendKey val="0"/><c:showVal val="%d"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )
    points = "".join(
        f'<c:dLbl><c:idx val="{place}"/><c:tx><c:rich><a:bodyPr/><a:p><a:r>{look}'
        f"<a:t>{escape(text)}</a:t></a:r></a:p></c:rich></c:tx>"
        f'{whole}<c:dLblPos val="{position}"/>{shown % 1}</c:dLbl>'
        for place, text in enumerate(texts)
        if text
    )
    return f"<c:dLbls>{points}{whole}{shown % 0}</c:dLbls>"


def _category_axis(side, order):
    return (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{order}"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="{side}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:crossAx val="2"/>'
        '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(side, low, high, is_hidden):
    return (
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{float(high)!r}"/><c:min val="{float(low)!r}"/></c:scaling>'
        f'<c:delete val="{int(is_hidden)}"/><c:axPos val="{side}"/>'
        '<c:numFmt formatCode="0%" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        '<c:crossAx val="1"/><c:crosses val="autoZero"/></c:valAx>'
    )
