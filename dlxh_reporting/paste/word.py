"""From the HTML that Word puts on the clipboard to HTML that an editor keeps.

Word writes a whole page: styles in the head, conditional comments, `<o:p>`, fonts
and sizes on every run, and lists as paragraphs that begin with a bullet of their
own. What is wanted of it are paragraphs, emphasis, lists and tables with their
joined cells.
"""

import re

from lxml import etree, html

#: any of these in a text says that Word, or a program that writes like it, made it
MARKS = re.compile(
    r"class=[\"']?(?:Mso|xl\d)|mso-|<o:p|urn:schemas-microsoft-com|<!--\s*\[if|<!\[if|"
    r"<w:|WordDocument|id=[\"']?docs-internal-guid",
    re.IGNORECASE,
)
#: a bullet that Word typed itself, with the space it sets after it
BULLET = re.compile(
    "^[\\s\xa0]*[·•▪◦§\uf0b7\uf0a7\uf0d8\uf076o](?:[\\s\xa0]*\xa0[\\s\xa0]*)"
)
CONDITION = re.compile(r"<!\[(?:if|endif)[^>]*>|<!--\s*\[if.*?<!\[endif\]\s*-->", re.S)
#: joined with what stands around them
RUN = {"span", "font", "a", "o:p", "st1", "ins", "lang"}
KEPT = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote"),
    *("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"),
    *("colgroup", "col", "b", "strong", "i", "em", "u", "s", "sub", "sup", "br"),
    *("img", "hr"),
}
DROPPED = {"style", "script", "head", "meta", "link", "title", "xml", "object"}
CELL = {"td", "th"}
ALIGNED = re.compile(r"text-align:\s*(left|right|center|justify)", re.IGNORECASE)


def is_from_word(source):
    """Whether a text bears the marks of Word, or a bullet that Word typed."""
    return bool(MARKS.search(source or "")) or "·\xa0" in _plain_spaces(source)


def clean(source):
    """Return the text without Word's marks; any other text is returned as it is."""
    if not is_from_word(source):
        return source
    fragment = re.search(r"<!--StartFragment-->(.*?)<!--EndFragment-->", source, re.S)
    source = CONDITION.sub("", fragment.group(1) if fragment else source)
    root = html.fragment_fromstring(_without_page(source), create_parent="div")
    for element in list(root.iter()):
        if element is not root and element.getparent() is not None:
            _clean_element(element)
    _make_lists(root)
    _drop_empty(root)
    return _inner(root)


def _plain_spaces(source):
    return (source or "").replace("&nbsp;", "\xa0").replace("&#160;", "\xa0")


def _without_page(source):
    """What stands in the body; a parser of fragments stumbles over html and head."""
    source = re.sub(r"<head\b.*?</head\s*>", "", source, flags=re.S | re.I)
    return re.sub(r"</?(?:html|body)\b[^>]*>|<\?xml[^>]*>", "", source, flags=re.I)


def _clean_element(element):
    if not isinstance(element.tag, str):
        element.drop_tree()
        return
    tag = element.tag.lower()
    style = element.get("style") or ""
    if tag in DROPPED or "mso-element:comment" in style.replace(" ", "").lower():
        element.drop_tree()
    elif tag in RUN or ":" in tag:
        _unwrap(element, style)
    elif tag == "div":
        # a block of its own if it holds no other block
        if any(child.tag in KEPT and _is_block(child) for child in element):
            element.drop_tag()
        else:
            element.tag = "p"
            _keep_attributes(element, style)
    elif tag not in KEPT:
        element.drop_tag()
    else:
        _keep_attributes(element, style)


def _unwrap(element, style):
    """Drop a run but keep what it says by its style: bold, italic, underlined."""
    style = style.lower().replace(" ", "")
    names = [
        name
        for name, mark in (
            ("strong", "font-weight:bold"),
            ("strong", "font-weight:700"),
            ("em", "font-style:italic"),
            ("u", "text-decoration:underline"),
        )
        if mark in style
    ]
    if names and element.text_content().strip():
        element.tag = names[0]
        element.attrib.clear()
    else:
        element.drop_tag()


def _keep_attributes(element, style):
    kept = {
        name: element.get(name)
        for name in ("colspan", "rowspan")
        if element.tag in CELL and (element.get(name) or "").isdigit()
    }
    if element.tag == "img":
        kept = {n: element.get(n) for n in ("src", "alt") if element.get(n)}
    found = ALIGNED.search(style) or ALIGNED.search(
        f"text-align:{element.get('align') or ''}"
    )
    if found and found.group(1).lower() in ("center", "right"):
        kept["style"] = f"text-align: {found.group(1).lower()}"
    if element.tag == "table":
        kept["class"] = "table table-bordered"
    element.attrib.clear()
    element.attrib.update(kept)


def _is_block(element):
    return element.tag not in ("b", "strong", "i", "em", "u", "s", "sub", "sup", "br")


def _make_lists(root):
    """Paragraphs that begin with a bullet, one after the other, become a list."""
    for paragraph in list(root.iter("p")):
        if paragraph.getparent() is None or not BULLET.match(paragraph.text_content()):
            continue
        _strip_bullet(paragraph)
        before = paragraph.getprevious()
        paragraph.tag = "li"
        if before is not None and before.tag == "ul" and before.get("data-made"):
            before.append(paragraph)
            paragraph.tail = None
            continue
        made = etree.Element("ul", {"data-made": "1"})
        paragraph.addprevious(made)
        made.append(paragraph)
        paragraph.tail = None
    for made in root.iter("ul"):
        made.attrib.pop("data-made", None)


def _strip_bullet(paragraph):
    """Take the bullet away, however many runs it is spread over."""
    length = BULLET.match(paragraph.text_content()).end()
    for node, name in _texts(paragraph):
        text = getattr(node, name)
        taken = min(length, len(text))
        setattr(node, name, text[taken:])
        length -= taken
        if not length:
            return


def _texts(element):
    """The pieces of text of an element in the order of reading."""
    if element.text:
        yield element, "text"
    for child in element:
        yield from _texts(child)
        if child.tail:
            yield child, "tail"


def _drop_empty(root):
    """Empty runs go, and the empty paragraphs by which Word makes space."""
    for element in reversed(list(root.iter())):
        if element is root or element.tag in ("br", "img", "hr", "col", *CELL):
            continue
        if len(element) or (element.text_content() or "").strip("\xa0 \t\r\n"):
            continue
        if element.tag in ("tr", "tbody", "thead", "table", "colgroup"):
            continue
        if element.getparent().tag in CELL and len(element.getparent()) == 1:
            continue
        element.drop_tree()


def _inner(root):
    parts = [root.text or ""]
    parts += [html.tostring(child, encoding="unicode") for child in root]
    return re.sub(r"[ \t]*\r?\n[ \t]*", " ", "".join(parts)).strip()
