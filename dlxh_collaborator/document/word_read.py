"""Read the parts of a document out of a Word file that somebody has edited.

Word keeps the bookmarks of our parts (`body.named_part`) while a person works on
the file. What stands between the two ends of a bookmark is read back as plain
HTML: paragraphs, bold, italic, underlined and tables. Nothing else of the file is
looked at; changes that Word tracks count as made.
"""

import zipfile
from html import escape
from io import BytesIO

from lxml import etree

from .body import PART, WITHIN, clean_body
from .word_body import w
from .word_package import MAIN_PART, check_package

MARKS = (("b", "strong"), ("i", "em"), ("u", "u"))
OFF = ("0", "false", "none")


def read_parts(content):
    """Return {name of a part: its HTML}, of all parts that are still marked.

    :param content: bytes of a .docx file
    :raise WordTemplateError: the file is not harmless, or no Word file
    """
    check_package(content)
    with zipfile.ZipFile(BytesIO(content)) as package:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(package.read(MAIN_PART), parser)
    body = root.find(w("body"))
    if body is None:
        return {}
    blocks = [child for child in body if isinstance(child.tag, str)]
    return {
        name: clean_body(
            "".join(_block(block, name, start) for block in blocks[first:last])
        )
        for name, (start, first, last) in _ranges(body, blocks).items()
    }


def _ranges(body, blocks):
    """Return {name: (its start mark, first block, block after the last)}."""
    place = {block: index for index, block in enumerate(blocks)}
    starts, found = {}, {}
    for mark in body.iter(w("bookmarkStart"), w("bookmarkEnd")):
        block = mark
        while block.getparent() is not body:
            block = block.getparent()
        inside = block is not mark
        number = mark.get(w("id"))
        if mark.tag == w("bookmarkStart"):
            if PART.fullmatch(mark.get(w("name")) or ""):
                starts[number] = (mark, place[block])
        elif number in starts:
            start, first = starts.pop(number)
            # Word puts an end at the very beginning of the next paragraph
            counts = inside and any(True for _t in _texts_before(block, mark))
            last = max(place[block] + (1 if counts else 0), first)
            if start.get(w("name")).endswith(WITHIN):  # it begins within its block
                last = max(last, first + 1)
            found[start.get(w("name"))] = (start, first, last)
    return found


def _texts_before(block, mark):
    """The pieces of text of a paragraph that stand before a mark in it."""
    for node in block.iter():
        if node is mark:
            return
        if node.tag == w("t") and node.text:
            yield node


def _own_runs(paragraph, name, start):
    """The runs of a paragraph that belong to a part.

    A part within a line begins at its mark and reaches to the next part or to the
    end of the paragraph: what is typed behind the last letter of a bookmark stands
    outside of it, and is still meant for it.
    """
    if not name.endswith(WITHIN):
        return list(paragraph.iter(w("r")))
    runs, is_own = [], start not in list(paragraph.iter(w("bookmarkStart")))
    for node in paragraph.iter(w("r"), w("bookmarkStart")):
        if node is start:
            is_own = True
        elif node.tag == w("r"):
            runs += [node] if is_own else []
        elif (node.get(w("name")) or "").endswith(WITHIN):
            is_own = False
    return runs


def _block(node, name, start):
    if node.tag == w("tbl"):
        rows = "".join(
            "<tr>{}</tr>".format(
                "".join(_cell(cell, name, start) for cell in row.iter(w("tc")))
            )
            for row in node.iter(w("tr"))
        )
        return f"<table>{rows}</table>"
    if node.tag == w("p"):
        text = _text_of(_own_runs(node, name, start))
        return f"<p>{text}</p>" if text.strip() else ""
    if node.tag in (w("sdt"), w("sdtContent"), w("ins")):
        return "".join(_block(child, name, start) for child in node)
    return ""


def _cell(cell, name, start):
    return "<td>{}</td>".format("".join(_block(child, name, start) for child in cell))


def _text_of(runs):
    pieces = []
    for run in runs:
        if any(True for _d in run.iterancestors(w("del"), w("moveFrom"))):
            continue
        text = "".join(_piece(node) for node in run)
        properties = run.find(w("rPr"))
        for mark, tag in MARKS:
            if text.strip() and properties is not None and _is_on(properties, mark):
                text = f"<{tag}>{text}</{tag}>"
        pieces.append(text)
    return "".join(pieces)


def _piece(node):
    if node.tag == w("t"):
        return escape(node.text or "")
    if node.tag == w("tab"):
        return " "
    if node.tag == w("br") and node.get(w("type")) != "page":
        return "<br/>"
    return ""


def _is_on(properties, mark):
    found = properties.find(w(mark))
    return found is not None and (found.get(w("val")) or "1") not in OFF
