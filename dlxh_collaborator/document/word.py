"""Documents as .docx files, from a template and plain values.

A template is typed in by people, so it is not trusted: it may print values,
choose and repeat lines, and nothing else. What it says is read as a tree
first; what is not on the list of allowed steps is refused before it runs.
"""

import re
from io import BytesIO

from .word_body import plain, w, word_blocks, word_xml
from .word_errors import WordEngineMissing, WordTemplateError
from .word_package import MAX_TAGS, check_package

#: what a template may print; lists are given as lists of texts
TEXTS = (
    *("header_right", "motto", "issuer_mark", "abstract_mark", "superior", "issuer"),
    *("number_line", "place_date", "title", "abstract", "letter_label"),
    *("letter_abstract_label", "recipients_label", "signer"),
)
LISTS = ("addressees", "recipients", "signature")
NAMES = frozenset((*TEXTS, *LISTS, "is_letter", "body"))
FILTERS = frozenset(
    ("upper", "lower", "title", "capitalize", "trim", "length", "first", "last", "join")
)
NODES = frozenset(
    (
        *("Template", "Output", "TemplateData", "Name", "Const", "If", "For", "Filter"),
        *("Compare", "Operand", "And", "Or", "Not", "CondExpr", "Concat", "Getattr"),
    )
)
LOOP_NAMES = frozenset(("index", "first", "last", "length"))
MAX_RESULT = 30 * 1024 * 1024


def _libraries():
    try:
        import docx
        import docxtpl
        import jinja2.sandbox
    except ImportError as error:
        raise WordEngineMissing(str(error)) from error
    return docx, docxtpl, jinja2


def require_libraries():
    """Raise WordEngineMissing when .docx files cannot be made on this server."""
    _libraries()


def make_environment():
    """Return the sandbox in which templates run."""
    jinja2 = _libraries()[2]

    class BoundedTemplate(jinja2.Template):
        """Stops when the result grows beyond what a document can be."""

        def render(self, *args, **kwargs):
            pieces, size = [], 0
            for piece in self.generate(*args, **kwargs):
                size += len(piece)
                if size > MAX_RESULT:
                    raise WordTemplateError("too_long")
                pieces.append(piece)
            return "".join(pieces)

    class Environment(jinja2.sandbox.ImmutableSandboxedEnvironment):
        template_class = BoundedTemplate

        def from_string(self, source, *args, **kwargs):
            try:
                check_tree(self.parse(source))
            except jinja2.TemplateSyntaxError as error:
                raise WordTemplateError(
                    "syntax",
                    detail=(error.message or "")[:200],
                    where=_line(source, error.lineno),
                ) from error
            except WordTemplateError as error:
                line = error.values.pop("line", 0)
                error.values["where"] = _line(source, line)
                raise
            return super().from_string(source, *args, **kwargs)

    environment = Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    return environment


def check_tree(tree):
    """Raise WordTemplateError for anything but printing, choosing, repeating."""
    nodes = _libraries()[2].nodes
    loops = {loop.target.name for loop in tree.find_all(nodes.For) if _is_name(loop)}
    if len(list(tree.find_all((nodes.Output, nodes.If, nodes.For)))) > 4 * MAX_TAGS:
        raise WordTemplateError("too_long")
    for node in _walk(tree):
        kind = type(node).__name__
        line = getattr(node, "lineno", 0) or 0
        if kind not in NODES:
            raise WordTemplateError("forbidden", what=kind, line=line)
        if kind == "Name" and node.name not in NAMES | loops | {"loop"}:
            raise WordTemplateError("unknown", name=node.name, line=line)
        if kind == "Getattr" and not (
            getattr(node.node, "name", "") == "loop" and node.attr in LOOP_NAMES
        ):
            raise WordTemplateError("forbidden", what=node.attr, line=line)
        if kind == "Filter" and node.name not in FILTERS:
            raise WordTemplateError("forbidden", what=node.name, line=line)
        if kind == "For":
            _check_loop(node, line)


def _walk(node):
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)


def _is_name(loop):
    return hasattr(loop.target, "name")


def _check_loop(loop, line):
    """A loop runs over one of the lists, and never inside another loop."""
    nodes = _libraries()[2].nodes
    over = getattr(loop.iter, "name", None)
    inner = any(
        True for part in loop.body + loop.else_ for _n in part.find_all(nodes.For)
    ) or any(isinstance(part, nodes.For) for part in loop.body + loop.else_)
    if over not in LISTS or inner or loop.recursive or loop.test or not _is_name(loop):
        raise WordTemplateError("forbidden", what="for", line=line)
    if loop.target.name in NAMES:
        raise WordTemplateError("forbidden", what=loop.target.name, line=line)


class _Body:
    """The text of the document: elements of Word that are not escaped."""

    def __init__(self, xml):
        self.xml = xml

    def __html__(self):
        return self.xml

    __str__ = __html__


def render_word(template, values, body_html, annex_html=""):
    """Return the document as the bytes of a .docx file.

    :param template: bytes of the template
    :param values: texts and lists of texts by name; all of `NAMES` but body
    :param body_html: cleaned HTML of the text
    :param annex_html: cleaned HTML of what follows on a page of its own, whatever
        the template
    """
    docx, docxtpl, jinja2 = _libraries()
    check_package(template)
    try:
        document = docxtpl.DocxTemplate(BytesIO(template))
        document.init_docx()
        add_image = _image_adder(docx, document.docx)
        context = {**_plain_values(values), "body": _Body("")}
        context["body"] = _Body(word_xml(body_html, add_image))
        _check_tags(document.docx)
        _check_body_tag(document)
        document.render(context, make_environment())
        _append(document.docx, annex_html, add_image)
        _check_result(document.docx)
        _set_properties(document.docx, context)
        target = BytesIO()
        document.docx.save(target)
    except WordTemplateError:
        raise
    except jinja2.UndefinedError as error:
        raise WordTemplateError("unknown", name=str(error)[:80], where="") from error
    except jinja2.sandbox.SecurityError as error:
        what = str(error)[:80]
        raise WordTemplateError("forbidden", what=what, where="") from error
    except Exception as error:  # the file may be wrong in a thousand ways
        raise WordTemplateError("broken", detail=type(error).__name__) from error
    return target.getvalue()


def check_template(template):
    """Raise WordTemplateError unless `template` prints any document, letter or not."""
    for is_letter in (False, True):
        render_word(template, example_values(is_letter), "<p>A</p>")


def example_values(is_letter=False):
    """Return values of every kind, to try a template with."""
    values = dict.fromkeys(TEXTS, "A")
    values.update(dict.fromkeys(LISTS, ["A", "B"]))
    return {**values, "is_letter": is_letter}


def _plain_values(values):
    """Return texts and lists of texts only: no object gets into a template."""
    result = {name: _text(values.get(name)) for name in TEXTS}
    for name in LISTS:
        result[name] = [_text(line) for line in values.get(name) or []]
    result["is_letter"] = bool(values.get("is_letter"))
    return result


def _text(value):
    text = plain(str(value or ""))
    # docxtpl reads these characters as breaks and tags
    return re.sub(r"[\n\t]+", " ", text)


def _line(source, number):
    """Return the words of a line of the template, to find it in Word."""
    lines = source.splitlines()
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    return " ".join(re.sub(r"<[^>]*>", " ", line).split())[:120]


def _check_tags(document):
    """A tag opens and closes in one paragraph, or half a page is lost with it."""
    for paragraph in document.element.iter(w("p")):
        text = "".join(
            node.text or ""
            for node in paragraph.iter(w("t"))
            if next(node.iterancestors(w("p"))) is paragraph
        )
        for opening, closing in (("{{", "}}"), ("{%", "%}"), ("{#", "#}")):
            if text.count(opening) != text.count(closing):
                where = text.strip()[:120]
                raise WordTemplateError("syntax", detail=opening, where=where)


def _check_body_tag(document):
    """The text must be printed, in a paragraph of its own."""
    source = document.patch_xml(document.get_xml())
    if not re.search(r"{{\s*body\s*}}", source):
        raise WordTemplateError("no_body")


def _append(document, annex_html, add_image):
    """Put the annex behind the signature, on a new page."""
    if not annex_html:
        return
    document.add_page_break()
    end = document.element.body.sectPr
    for block in word_blocks(annex_html, add_image):
        end.addprevious(block)


def _check_result(document):
    """No block may stand inside a line, and a cell ends with a paragraph."""
    element = document.element
    if element.xpath("//w:t/*") or element.xpath("//w:r/w:p | //w:r/w:tbl"):
        raise WordTemplateError("body_place")
    for cell in element.xpath("//w:tc"):
        if not cell.xpath("./*[last()][self::w:p]"):
            cell.add_p()


def _set_properties(document, context):
    """Name the file after the document, and not whoever made the template."""
    properties = document.core_properties
    properties.title = f"{context['title']} {context['abstract']}".strip()[:255]
    properties.author = properties.last_modified_by = properties.comments = ""


def _image_adder(docx, document):
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin

    def add_image(content):
        for candidate in (content, _as_png(content)):
            try:
                picture = document.part.new_pic_inline(BytesIO(candidate), None, None)
            except (docx.image.exceptions.UnrecognizedImageError, EOFError, ValueError):
                continue
            if picture.extent.cx > room:
                height = int(picture.extent.cy * room / picture.extent.cx)
                picture = document.part.new_pic_inline(
                    BytesIO(candidate), room, max(height, 1)
                )
            return picture
        return None

    return add_image


def _as_png(content):
    """Return a picture of a kind that Word does not read as PNG."""
    from PIL import Image, UnidentifiedImageError

    target = BytesIO()
    try:
        Image.open(BytesIO(content)).convert("RGB").save(target, "PNG")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return b""
    return target.getvalue()
