"""The template that is used where an administrator gave none.

It is built from the measures of a format profile, so that Word and PDF agree.
The words come with the values, as for any template.
"""

from io import BytesIO

from .word_errors import WordEngineMissing

PAGE_WIDTH = 210
#: width of letters of Times New Roman, as a share of the size of the type
WIDE, NARROW, SPACE = 0.72, 0.47, 0.25
POINT = 25.4 / 72  # mm


def _docx():
    try:
        import docx
    except ImportError as error:
        raise WordEngineMissing(str(error)) from error
    return docx


def default_template(layout, header_right="", motto=""):
    """Return the template for a `Layout` as the bytes of a .docx file.

    :param header_right: title at the right and the line below it, whose lengths
        decide how long the rule is
    """
    docx = _docx()
    document = docx.Document()
    _set_page(docx, document, layout)
    _set_font(docx, document, layout)
    _set_page_number(docx, document, layout)
    builder = _Builder(docx, document, layout)
    builder.head(motto or header_right, bool(motto))
    builder.heading()
    builder.text()
    builder.foot()
    properties = document.core_properties
    properties.author = properties.comments = properties.keywords = ""
    properties.language = "vi-VN"
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _set_page(docx, document, layout):
    section = document.sections[0]
    section.page_width = docx.shared.Mm(PAGE_WIDTH)
    section.page_height = docx.shared.Mm(297)
    for side in ("top", "bottom", "left", "right"):
        margin = docx.shared.Mm(getattr(layout, f"margin_{side}"))
        setattr(section, f"{side}_margin", margin)
    section.header_distance = docx.shared.Mm(min(10, layout.margin_top / 2))


def _set_font(docx, document, layout):
    """Name the font for every kind of letter, or Word takes another for some."""
    qn = docx.oxml.ns.qn
    style = document.styles["Normal"]
    style.font.name = layout.font
    style.font.size = docx.shared.Pt(layout.size_body)
    fonts = style.element.rPr.rFonts
    for kind in ("w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(kind), layout.font)
    language = docx.oxml.OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)
    style.paragraph_format.space_after = docx.shared.Pt(6)
    style.paragraph_format.line_spacing = 1.2


def _set_page_number(docx, document, layout):
    """Number the pages from the second on, at the top in the middle."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
    field = docx.oxml.OxmlElement("w:fldSimple")
    field.set(docx.oxml.ns.qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    run = docx.oxml.OxmlElement("w:r")
    text = docx.oxml.OxmlElement("w:t")
    text.text = "2"
    run.append(text)
    field.append(run)


class _Builder:
    """Writes the parts of the page in their order."""

    def __init__(self, docx, document, layout):
        self.docx, self.document, self.layout = docx, document, layout
        self.align = docx.enum.text.WD_ALIGN_PARAGRAPH
        self.width = PAGE_WIDTH - layout.margin_left - layout.margin_right
        self.fresh_cells = []

    def line(self, place, text, size, bold=False, italic=False, **paragraph):
        """Add a line; the first one takes the empty paragraph of a cell."""
        if place in self.fresh_cells:
            self.fresh_cells.remove(place)
            node = place.paragraphs[0]
        else:
            node = place.add_paragraph()
        run = node.add_run(text)
        run.font.size = self.docx.shared.Pt(size)
        run.bold, run.italic = bold or None, italic or None
        node.alignment = paragraph.get("align", self.align.CENTER)
        node.paragraph_format.space_before = self.docx.shared.Pt(
            paragraph.get("before", 0)
        )
        node.paragraph_format.space_after = self.docx.shared.Pt(
            paragraph.get("after", 0)
        )
        node.paragraph_format.line_spacing = 1
        return node

    def tag(self, place, text):
        """Add a paragraph that only steers and is not printed."""
        return self.line(place, text, 8)

    def rule(self, place, room, length):
        """Add a line of `length` mm in the middle of `room` mm."""
        node = self.line(place, "", 2, after=3)
        side = self.docx.shared.Mm(max((room - length) / 2, 0))
        node.paragraph_format.left_indent = side
        node.paragraph_format.right_indent = side
        qn, element = self.docx.oxml.ns.qn, self.docx.oxml.OxmlElement
        borders, bottom = element("w:pBdr"), element("w:bottom")
        for name, value in (
            ("val", "single"),
            ("sz", "6"),
            ("space", "1"),
            ("color", "auto"),
        ):
            bottom.set(qn(f"w:{name}"), value)
        borders.append(bottom)
        node._p.get_or_add_pPr().insert_element_before(
            borders, "w:shd", "w:spacing", "w:ind", "w:jc"
        )
        return node

    def columns(self, left_share):
        """Add a table of two columns without lines; return its cells."""
        table = self.document.add_table(rows=1, cols=2)
        table.autofit = False
        left = self.width * left_share / 100
        cells = []
        for index, width in enumerate((left, self.width - left)):
            table.columns[index].width = self.docx.shared.Mm(width)
            cell = table.rows[0].cells[index]
            cell.width = self.docx.shared.Mm(width)
            cells.append(cell)
        self.fresh_cells += cells
        return cells

    def head(self, ruled, has_motto):
        layout = self.layout
        left, right = self.columns(layout.header_left)
        room = self.width * layout.header_left / 100 - 4
        self.tag(left, "{%p if superior %}")
        self.line(left, "{{ superior|upper }}", layout.size_superior)
        self.tag(left, "{%p endif %}")
        self.line(left, "{{ issuer|upper }}", layout.size_issuer, bold=True)
        self.tag(left, '{%p if issuer_mark == "star" %}')
        self.line(left, "*", layout.size_number)
        self.tag(left, "{%p endif %}")
        self.tag(left, '{%p if issuer_mark == "rule" %}')
        self.rule(left, room, room * 0.4)
        self.tag(left, "{%p endif %}")
        self.line(left, "{{ number_line }}", layout.size_number)
        self.tag(left, "{%p if is_letter and abstract %}")
        letter = "{{ letter_abstract_label }} {{ abstract }}"
        self.line(left, letter, layout.size_letter_abstract, italic=True, before=4)
        self.tag(left, "{%p endif %}")
        self.line(right, "{{ header_right }}", layout.size_title, bold=True)
        self.tag(right, "{%p if motto %}")
        self.line(right, "{{ motto }}", layout.size_motto, bold=True)
        self.tag(right, "{%p endif %}")
        size = layout.size_motto if has_motto else layout.size_title
        room = self.width * (100 - layout.header_left) / 100 - 4
        self.rule(right, room, text_width(ruled, size))
        place = "{{ place_date }}"
        self.line(right, place, layout.size_place, italic=True, before=8)

    def heading(self):
        layout, page = self.layout, self.document
        self.tag(page, "{%p if not is_letter %}")
        title = "{{ title|upper }}"
        self.line(page, title, layout.size_type, bold=True, before=18)
        self.line(page, "{{ abstract }}", layout.size_abstract, bold=True)
        self.tag(page, '{%p if abstract_mark == "dashes" %}')
        self.line(page, "-----", layout.size_abstract)
        self.tag(page, "{%p endif %}")
        self.tag(page, '{%p if abstract_mark == "rule" %}')
        self.rule(page, self.width, self.width * 0.2)
        self.tag(page, "{%p endif %}")
        self.tag(page, "{%p endif %}")
        self.tag(page, "{%p if addressees|length == 1 %}")
        only = "{{ letter_label }} {{ addressees|first }}"
        self.line(page, only, layout.size_body, before=14)
        self.tag(page, "{%p endif %}")
        self.tag(page, "{%p if addressees|length > 1 %}")
        self.line(page, "{{ letter_label }}", layout.size_body, before=14)
        self.tag(page, "{%p for addressee in addressees %}")
        self.line(page, "- {{ addressee }}", layout.size_body)
        self.tag(page, "{%p endfor %}")
        self.tag(page, "{%p endif %}")
        self.line(page, "", layout.size_body / 2)

    def text(self):
        self.line(self.document, "{{p body }}", self.layout.size_body)
        self.line(self.document, "", self.layout.size_body / 2)

    def foot(self):
        layout = self.layout
        left, right = self.columns(50)
        start = self.align.LEFT
        label = "{{ recipients_label if recipients else '' }}"
        head = self.line(left, label, layout.size_recipients_label, align=start)
        head.runs[0].underline = True
        self.tag(left, "{%p for line in recipients %}")
        self.line(left, "{{ line }}", layout.size_recipients, align=start)
        self.tag(left, "{%p endfor %}")
        self.tag(right, "{%p for line in signature %}")
        self.line(right, "{{ line }}", layout.size_signature, bold=True)
        self.tag(right, "{%p endfor %}")
        self.line(right, "{{ signer }}", layout.size_signature, bold=True, before=64)


def text_width(text, size):
    """Return about how long a bold line is, in mm."""
    widths = (
        SPACE if char == " " else WIDE if char.isupper() else NARROW for char in text
    )
    return sum(widths) * size * POINT
