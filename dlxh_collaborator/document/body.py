"""Cleaning of the body of a document, whatever it was pasted from.

Only what a printed page needs is let through: paragraphs, headings, lists,
tables, emphasis and images that are part of the text. All else loses its tag
and keeps its text, or goes altogether when it could run or fetch something.
"""

import re
from html import escape, unescape

from lxml import etree, html

BLOCKS = {
    *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li"),
    *("blockquote", "table", "thead", "tbody", "tfoot", "tr", "td", "th"),
    *("caption", "colgroup", "col", "hr", "br"),
}
#: what the end mark of a document is not written into
STANDING = {"table", "img", "hr", "h1", "h2", "h3", "h4", "h5", "h6"}
INLINE = {"b", "strong", "i", "em", "u", "s", "sub", "sup", "span", "img"}
DROPPED = {
    *("script", "style", "head", "title", "meta", "link", "base", "iframe", "frame"),
    *("object", "embed", "applet", "svg", "math", "form", "input", "button"),
    *("select", "textarea", "audio", "video", "source", "template", "noscript"),
    *("xml", "canvas", "map", "area"),
}
ATTRIBUTES = {"colspan", "rowspan", "span", "start"}
STYLES = {
    "text-align": r"left|right|center|justify",
    "font-weight": r"bold|normal|[1-9]00",
    "font-style": r"italic|normal",
    "text-decoration": r"underline|none|line-through",
    "vertical-align": r"top|middle|bottom|baseline|sub|super",
    "width": r"\d{1,4}(\.\d+)?(%|px|pt|mm|cm)",
    "page-break-after": r"avoid|auto",
    "page-break-before": r"always|avoid|auto",
    "page-break-inside": r"avoid|auto",
}
IMAGE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+\Z")
#: name of a part of the text that is found again in an edited Word file; a part
#: that stands within a line, after words that are not its own, ends in "_in"
PART = re.compile(r"dlxh_[a-z]+_[0-9]+(_in)?")
WITHIN = "_in"
#: marks at the end of a text that the end mark takes the place of
TAIL = re.compile(r"[\s.;,/]+\Z")
#: characters that no page and no file may hold; Word's own line break is one
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]+")


def clean_body(source, parts=False):
    """Return `source` as HTML that is safe to lay out.

    :param parts: whether the names of parts, set by `named_part` and
        `named_words`, stay
    """
    source = CONTROLS.sub(" ", source or "").strip()
    if not source:
        return ""
    if not re.search(r"<[A-Za-z!/]", source):  # plain text
        source = escape(unescape(source))
    root = html.fragment_fromstring(source, create_parent="section")
    for element in list(root.iterdescendants()):
        if element.getparent() is not None:
            _clean_element(element, parts)
    _wrap_loose_text(root)
    return _inner(root).strip()


def named_part(name, source):
    """Return `source`, cleaned, as a part that Word keeps under this name."""
    assert PART.fullmatch(name), name
    return f'<div id="{name}">{clean_body(source)}</div>'


def named_words(name, text):
    """Return plain `text` as a part within a paragraph, which Word keeps likewise;
    its lines stay lines."""
    name += WITHIN
    assert PART.fullmatch(name), name
    lines = (escape(CONTROLS.sub(" ", line), quote=False) for line in text.split("\n"))
    return '<span id="{}">{}</span>'.format(name, "<br>".join(lines))


def _clean_element(element, parts):
    if not isinstance(element.tag, str):  # comment or processing instruction
        element.drop_tree()
        return
    tag = element.tag.lower()
    if tag in DROPPED or tag == "img" and not IMAGE.match(element.get("src") or ""):
        element.drop_tree()  # the text that follows it stays
    elif tag not in BLOCKS and tag not in INLINE:
        element.drop_tag()
    else:
        name = element.get("id") or ""
        _clean_attributes(element, tag)
        if parts and PART.fullmatch(name) and tag == _part_tag(name):
            element.set("id", name)


def _part_tag(name):
    return "span" if name.endswith(WITHIN) else "div"


def _wrap_loose_text(root):
    """Put text and inline marks that stand outside any block in paragraphs."""
    children, lead = list(root), root.text
    root.text = None
    paragraph = None

    def open_paragraph(text=None):
        new = etree.SubElement(root, "p")
        new.text = text
        return new

    if (lead or "").strip():
        paragraph = open_paragraph(lead.lstrip())
    for child in children:
        if child.tag in INLINE or child.tag == "br":
            if paragraph is None:
                paragraph = open_paragraph()
            paragraph.append(child)
            continue
        tail, child.tail = child.tail, None
        root.append(child)
        paragraph = None
        if (tail or "").strip():
            paragraph = open_paragraph(tail.lstrip())
        elif tail:
            child.tail = tail


def _clean_attributes(element, tag):
    for name, value in list(element.attrib.items()):
        if name == "style":
            if style := clean_style(value):
                element.set("style", style)
            else:
                del element.attrib[name]
        elif name in ATTRIBUTES and value.strip().isdigit():
            continue
        elif not (tag == "img" and name in ("src", "alt")):
            del element.attrib[name]


def clean_style(style):
    """Return the declarations of an inline style that a page needs."""
    kept = []
    for declaration in style.split(";"):
        name, _colon, value = declaration.partition(":")
        name, value = name.strip().lower(), value.strip().lower()
        if name in STYLES and re.fullmatch(STYLES[name], value):
            kept.append(f"{name}: {value}")
    return "; ".join(kept)


def with_end_mark(source, mark):
    """Return `source`, cleaned HTML, so that it ends with `mark` in its last paragraph.

    Empty paragraphs at the end go. A mark typed by hand is not doubled. After
    a table, a picture or a heading the mark gets a paragraph of its own.
    """
    if not source:
        return ""
    root = html.fragment_fromstring(source, create_parent="section")
    while len(root) and not (root[-1].tail or "").strip() and _is_empty(root[-1]):
        root.remove(root[-1])
    if not len(root):
        return ""
    if mark:
        _append_mark(root, mark)
    return _inner(root)


def without_end_mark(source, mark):
    """Return `source`, cleaned HTML, with a full stop where `mark` ends it."""
    before, found, after = source.rpartition(mark) if mark else (source, "", "")
    if found and not re.sub("<[^>]*>", "", after).strip():
        return f"{before}.{after}"
    return source


def _is_empty(element):
    if element.tag == "img" or element.find(".//img") is not None:
        return False
    return element.tag != "hr" and not element.text_content().strip()


def _append_mark(root, mark):
    element = root
    while True:
        if not len(element):
            owner, attribute = element, "text"
            break
        if (element[-1].tail or "").strip():
            owner, attribute = element[-1], "tail"
            break
        element = element[-1]
        if element.tag in STANDING:
            paragraph = etree.SubElement(root, "p")
            paragraph.set("class", "o_end")
            paragraph.text = mark
            return
        if element.tag == "br":
            element.drop_tree()
            return _append_mark(root, mark)
    text = getattr(owner, attribute) or ""
    setattr(owner, attribute, TAIL.sub("", text) + mark)


def _inner(root):
    return "".join(html.tostring(child, encoding="unicode") for child in root)
