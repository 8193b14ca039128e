"""The cleaned HTML of a document as paragraphs and tables of Word.

Every paragraph carries its own look, so that the text keeps it in whatever
template it is put. Marks of lists are plain characters, as in printed Party
documents, and stay as they are when somebody copies a line.
"""

import base64
import re
from dataclasses import dataclass, replace

from lxml import etree, html

from .body import CONTROLS, IMAGE

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
INLINE = {"b", "strong", "i", "em", "u", "s", "sub", "sup", "span"}
ALIGN = {"left": "left", "right": "right", "center": "center", "justify": "both"}
SPACES = re.compile("[ \t\r\n]+")
BULLETS = "-+."
FIRST_LINE, LIST_STEP, HANGING = 10, 14, 5  # mm, as on the printed page
#: bookmarks are counted from here, beyond those that a template may hold
PART_IDS = 9000


def w(tag):
    return f"{{{NAMESPACE}}}{tag}"


def twips(millimetres):
    """Return a length in the twentieths of a point that Word counts in."""
    return str(round(millimetres * 1440 / 25.4))


def plain(text):
    """Return `text` without characters that would spoil the file."""
    return CONTROLS.sub(" ", text or "")


@dataclass(frozen=True)
class Letters:
    """Look of a piece of text."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    caps: bool = False
    position: str = ""

    def properties(self):
        node = etree.Element(w("rPr"))
        for name, tag in (
            ("bold", "b"),
            ("italic", "i"),
            ("caps", "caps"),
            ("strike", "strike"),
        ):
            if getattr(self, name):
                etree.SubElement(node, w(tag))
        if self.underline:
            etree.SubElement(node, w("u")).set(w("val"), "single")
        if self.position:
            etree.SubElement(node, w("vertAlign")).set(w("val"), self.position)
        return node if len(node) else None


@dataclass(frozen=True)
class Look:
    """Look of a paragraph; lengths in mm and points."""

    align: str = "both"
    first: float = FIRST_LINE
    left: float = 0
    right: float = 0
    before: float = 0
    after: float = 6
    keep: bool = False
    new_page: bool = False
    rule: bool = False
    outline: int = -1

    def properties(self):
        node = etree.Element(w("pPr"))
        if self.keep:
            etree.SubElement(node, w("keepNext"))
        if self.new_page:
            etree.SubElement(node, w("pageBreakBefore"))
        if self.rule:
            border = etree.SubElement(node, w("pBdr"))
            line = {"val": "single", "sz": "6", "space": "1", "color": "auto"}
            _set(etree.SubElement(border, w("bottom")), **line)
        _set(
            etree.SubElement(node, w("spacing")),
            before=str(round(self.before * 20)),
            after=str(round(self.after * 20)),
        )
        indent = etree.SubElement(node, w("ind"))
        _set(indent, left=twips(self.left), right=twips(self.right))
        edge = "firstLine" if self.first >= 0 else "hanging"
        indent.set(w(edge), twips(abs(self.first)))
        etree.SubElement(node, w("jc")).set(w("val"), self.align)
        if self.outline >= 0:
            etree.SubElement(node, w("outlineLvl")).set(w("val"), str(self.outline))
        return node


CELL = Look(align="left", first=0, after=0)


def _set(node, **values):
    for name, value in values.items():
        node.set(w(name), value)


def _styles(element):
    pairs = (part.partition(":") for part in (element.get("style") or "").split(";"))
    return {name.strip(): value.strip() for name, _colon, value in pairs}


def _letters_of(element, letters):
    """Return the look of the text inside an inline element."""
    changes = {
        "b": {"bold": True},
        "strong": {"bold": True},
        "i": {"italic": True},
        "em": {"italic": True},
        "u": {"underline": True},
        "s": {"strike": True},
        "sub": {"position": "subscript"},
        "sup": {"position": "superscript"},
    }.get(element.tag, {})
    letters = replace(letters, **changes)
    styles = _styles(element)
    if weight := styles.get("font-weight"):
        heavy = weight == "bold" or weight.isdigit() and int(weight) >= 600
        letters = replace(letters, bold=heavy)
    if slant := styles.get("font-style"):
        letters = replace(letters, italic=slant == "italic")
    decoration = styles.get("text-decoration")
    if decoration == "underline":
        letters = replace(letters, underline=True)
    elif decoration == "line-through":
        letters = replace(letters, strike=True)
    return letters


def _look_of(element, look):
    styles = _styles(element)
    align = ALIGN.get(styles.get("text-align"), look.align)
    if align in ("center", "right") and look.first > 0:
        look = replace(look, first=0)
    return replace(
        look,
        align=align,
        keep=look.keep or styles.get("page-break-after") == "avoid",
        new_page=styles.get("page-break-before") == "always",
    )


class Writer:
    """Turns elements into blocks of Word, one after the other.

    :param add_image: takes the bytes of a picture, returns its drawing element
        or None when the picture cannot be used
    """

    def __init__(self, add_image=None):
        self.add_image = add_image
        self.blocks = []
        self.parts = 0
        self.paragraph = None
        self.after_space = True

    # text

    def flow(self, element, look, letters):
        """Write what stands inside an element: text, marks and blocks."""
        self.text(element.text, look, letters)
        for child in element:
            self.child(child, look, letters)
            self.text(child.tail, look, letters)

    def child(self, element, look, letters):
        if element.tag in INLINE and element.get("id"):
            self.words(element, look, letters)
        elif element.tag in INLINE:
            self.flow(element, look, _letters_of(element, letters))
        elif element.tag == "br":
            self.line_break(look)
        elif element.tag == "img":
            self.image(element, look)
        else:
            self.close()
            self.block(element, look, letters)
            self.close()

    def text(self, text, look, letters):
        text = SPACES.sub(" ", plain(text))
        if self.after_space:
            text = text.lstrip(" ")
        if not text:
            return
        run = self.run(look, letters)
        node = etree.SubElement(run, w("t"))
        node.text = text
        node.set(XML_SPACE, "preserve")
        self.after_space = text.endswith(" ")

    def run(self, look, letters):
        run = etree.SubElement(self.open(look), w("r"))
        properties = letters.properties()
        if properties is not None:
            run.append(properties)
        return run

    def line_break(self, look):
        etree.SubElement(self.run(look, Letters()), w("br"))
        self.after_space = True

    def image(self, element, look):
        source = element.get("src") or ""
        if not (self.add_image and IMAGE.match(source)):
            return
        drawing = self.add_image(base64.b64decode(source.partition(",")[2]))
        if drawing is not None:
            run = self.run(look, Letters())
            etree.SubElement(run, w("drawing")).append(drawing)
            self.after_space = False

    # paragraphs

    def open(self, look):
        if self.paragraph is None:
            self.paragraph = etree.Element(w("p"), nsmap={"w": NAMESPACE})
            self.paragraph.append(look.properties())
            self.blocks.append(self.paragraph)
            self.after_space = True
        return self.paragraph

    def close(self):
        if self.paragraph is not None:
            texts = self.paragraph.findall(f".//{w('t')}")
            if texts and self.after_space:
                texts[-1].text = texts[-1].text.rstrip(" ")
            last = self.paragraph[-1]
            if len(self.paragraph) > 2 and last.find(w("br")) is not None:
                self.paragraph.remove(last)  # a break at the end shows nothing
        self.paragraph = None
        self.after_space = True

    def block(self, element, look, letters):
        tag = element.tag
        if tag == "table":
            self.table(element)
        elif tag in ("ul", "ol"):
            self.list(element, look, letters)
        elif tag == "hr":
            self.open(replace(look, first=0, rule=True))
        elif re.fullmatch("h[1-6]", tag):
            self.heading(element, int(tag[1]), letters)
        elif tag == "blockquote":
            self.flow(element, replace(look, left=look.left + FIRST_LINE), letters)
        elif element.get("id"):
            self.part(element, look, letters)
        else:
            self.flow(element, _look_of(element, look), _letters_of(element, letters))

    def part(self, element, look, letters):
        """Put a bookmark around a part, by which it is found in an edited file."""
        start, end = self.bookmark(element)
        self.blocks.append(start)
        self.flow(element, look, letters)
        self.close()
        self.blocks.append(end)

    def words(self, element, look, letters):
        """Put a bookmark around words within a paragraph."""
        start, end = self.bookmark(element)
        self.open(look).append(start)
        self.flow(element, look, letters)
        self.open(look).append(end)

    def bookmark(self, element):
        self.parts += 1
        start = etree.Element(w("bookmarkStart"), nsmap={"w": NAMESPACE})
        _set(start, id=str(PART_IDS + self.parts), name=element.get("id"))
        end = etree.Element(w("bookmarkEnd"), nsmap={"w": NAMESPACE})
        end.set(w("id"), start.get(w("id")))
        return start, end

    def heading(self, element, rank, letters):
        look = Look(before=8, after=4, keep=True, outline=rank - 1, align="left")
        if rank == 1:
            look = replace(look, align="center", first=0)
        letters = replace(letters, bold=True, italic=rank >= 3, caps=rank == 1)
        self.flow(element, _look_of(element, look), letters)

    def list(self, element, look, letters):
        left = look.left + (LIST_STEP if look.first >= 0 else HANGING + 3)
        depth = max(0, round((left - LIST_STEP) / (HANGING + 3)))
        look = replace(look, left=left, first=-HANGING, after=min(look.after, 3))
        number = int(element.get("start") or 1)
        self.text(element.text, look, letters)
        for item in element:
            self.close()
            if item.tag != "li":
                self.child(item, look, letters)
                self.text(item.tail, look, letters)
                continue
            mark = BULLETS[min(depth, 2)]
            if element.tag == "ol":
                mark = f"{number}." if depth == 0 else f"{_letter(number)})"
                number += 1
            self.item(item, mark, look, letters)
            self.text(item.tail, look, letters)

    def item(self, element, mark, look, letters):
        run = self.run(look, Letters())
        etree.SubElement(run, w("t")).text = mark
        etree.SubElement(run, w("tab"))
        first = element[0] if len(element) else None
        if first is not None and first.tag in ("p", "div") and not _has_text(element):
            # the first paragraph of an item stands beside its mark
            self.flow(first, look, _letters_of(first, letters))
            self.close()
            element.remove(first)
        self.flow(element, look, letters)
        self.close()

    def table(self, element):
        from .word_table import table_blocks

        if self.blocks and self.blocks[-1].tag == w("tbl"):
            self.open(CELL)  # two tables that touch become one
            self.close()
        self.blocks += table_blocks(element, self.add_image)

    def finish(self):
        """Return the blocks; a table is never the last of them."""
        self.close()
        shown = [block for block in self.blocks if block.tag != w("bookmarkEnd")]
        if not shown or shown[-1].tag == w("tbl"):
            self.open(CELL)
            self.close()
        return self.blocks


def _has_text(element):
    return bool((element.text or "").strip())


def _letter(number):
    """Return a, b, c ... for 1, 2, 3 ..."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(97 + rest) + letters
    return letters or "0"


def word_blocks(source, add_image=None):
    """Return cleaned HTML as a list of XML elements of Word."""
    writer = Writer(add_image)
    if source:
        root = html.fragment_fromstring(source, create_parent="section")
        writer.flow(root, Look(), Letters())
    return writer.finish()


def word_xml(source, add_image=None):
    """Return cleaned HTML as a string of WordprocessingML."""
    return "".join(
        etree.tostring(block, encoding="unicode")
        for block in word_blocks(source, add_image)
    )
