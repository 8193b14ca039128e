"""Charts put into a Word file in the place of marks, which are paragraphs."""

from io import BytesIO

from .word_chart import CENTIMETRE, CHART, MAIN, RELATIONS, chart_xml, height_of

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PLACE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
CONTENT = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
#: Word numbers what is drawn; beyond those that a template may hold
FIRST_NUMBER = 5000


def put_into_word(content, pictures):
    """Return a Word file with the charts that its marks name.

    :param content: bytes of a .docx file
    :param pictures: {text of a paragraph: `Bars`, `Stack` or `Trend`}
    """
    if not pictures:
        return content
    import docx  # as with all Word files: asked for when one is made

    document = docx.Document(BytesIO(content))
    width = _room(document)
    marks = [
        (paragraph, _text(paragraph))
        for paragraph in document.element.body.iter(f"{{{WORD}}}p")
    ]
    found = [(one, pictures[text]) for one, text in marks if text in pictures]
    for number, (paragraph, picture) in enumerate(found, start=1):
        relation = _add_part(document.part, number, picture)
        _draw(paragraph, relation, number, picture, width)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _text(paragraph):
    return "".join(node.text or "" for node in paragraph.iter(f"{{{WORD}}}t")).strip()


def _room(document):
    """Return how wide the text of a page is."""
    page = document.sections[-1]
    return int(page.page_width - page.left_margin - page.right_margin)


def _add_part(owner, number, picture):
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    name = PackURI(f"/word/charts/dlxh_chart{number}.xml")
    part = Part(name, CONTENT, chart_xml(picture), owner.package)
    return owner.relate_to(part, RELATIONSHIP_TYPE.CHART)


def _draw(paragraph, relation, number, picture, width):
    """Put a chart in the place of the words of a paragraph."""
    from lxml import etree

    for node in list(paragraph):
        paragraph.remove(node)
    look = etree.SubElement(paragraph, f"{{{WORD}}}pPr")
    etree.SubElement(look, f"{{{WORD}}}keepNext")  # its table follows
    run = etree.SubElement(paragraph, f"{{{WORD}}}r")
    drawing = etree.SubElement(run, f"{{{WORD}}}drawing")
    inline = etree.SubElement(
        drawing, f"{{{PLACE}}}inline", nsmap={"wp": PLACE, "a": MAIN, "c": CHART}
    )
    for side in "TBLR":
        inline.set(f"dist{side}", "0")
    height = height_of(picture)
    extent = etree.SubElement(inline, f"{{{PLACE}}}extent")
    extent.set("cx", str(min(width, 17 * CENTIMETRE)))
    extent.set("cy", str(height))
    named = etree.SubElement(inline, f"{{{PLACE}}}docPr")
    named.set("id", str(FIRST_NUMBER + number))
    named.set("name", f"Chart {number}")
    # read aloud to whoever cannot see the chart
    named.set("descr", f"{picture.title}. {picture.described()}"[:4000])
    etree.SubElement(inline, f"{{{PLACE}}}cNvGraphicFramePr")
    graphic = etree.SubElement(inline, f"{{{MAIN}}}graphic")
    data = etree.SubElement(graphic, f"{{{MAIN}}}graphicData", uri=CHART)
    chart = etree.SubElement(data, f"{{{CHART}}}chart")
    chart.set(f"{{{RELATIONS}}}id", relation)
