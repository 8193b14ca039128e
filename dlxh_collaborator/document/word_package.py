"""Look into a .docx file before anything else opens it.

A template comes from outside. It must be small when unpacked, hold no macro
and no embedded program, and reach for nothing outside itself.
"""

import re
import zipfile
import zlib
from io import BytesIO

from lxml import etree

from .word_errors import WordTemplateError

MAX_FILE = 5 * 1024 * 1024
MAX_UNPACKED = 40 * 1024 * 1024
MAX_XML = 4 * 1024 * 1024
MAX_PARTS = 500
#: a text of this size that shrinks more than so many times is a bomb
MAX_RATIO, RATIO_FROM = 200, 1024 * 1024
#: tags in one part: far more than a page needs, few enough to read quickly
MAX_TAGS = 500

MAIN_PART = "word/document.xml"
MACROS = re.compile(rb"macroEnabled|ms-word\.vba|vnd\.ms-office\.vba", re.IGNORECASE)
MACRO_PARTS = re.compile(r"vbaproject|vbadata|\.bin\Z", re.IGNORECASE)
EMBEDDED_PARTS = re.compile(r"/(embeddings|activeX|afchunk)", re.IGNORECASE)
EMBEDDED_RELATIONS = ("/aFChunk", "/oleObject", "/control", "/package", "/subDocument")
#: Word fields that read files or start programs
UNSAFE_FIELDS = re.compile(
    r"\b(INCLUDETEXT|INCLUDEPICTURE|IMPORT|INCLUDE|DDE|DDEAUTO|LINK|MACROBUTTON"
    r"|DATABASE|RD)\b"
)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def check_package(content):
    """Raise WordTemplateError unless `content` is a harmless .docx file."""
    if len(content) > MAX_FILE:
        raise WordTemplateError("too_large", limit=_megabytes(MAX_FILE))
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            _check_parts(package)
            for name in package.namelist():
                if name.endswith((".xml", ".rels")):
                    _check_xml(name, _read(package, name))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        # RuntimeError: a part is encrypted
        raise WordTemplateError("not_docx") from error


def _check_parts(package):
    """Judge by the directory of the file alone, before a byte is unpacked."""
    parts = package.infolist()
    names = [part.filename for part in parts]
    if len(set(names)) != len(names) or len(names) > MAX_PARTS:
        raise WordTemplateError("too_large", limit=_megabytes(MAX_UNPACKED))
    unpacked = sum(part.file_size for part in parts)
    squeezed = any(
        part.file_size > RATIO_FROM
        and part.file_size > MAX_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    if unpacked > MAX_UNPACKED or squeezed:
        raise WordTemplateError("too_large", limit=_megabytes(MAX_UNPACKED))
    for name in names:
        if MACRO_PARTS.search(name):
            raise WordTemplateError("macros")
        if EMBEDDED_PARTS.search(name):
            raise WordTemplateError("embedded", part=name)
    if "[Content_Types].xml" not in names:
        raise WordTemplateError("not_docx")
    if MACROS.search(_read(package, "[Content_Types].xml")):
        raise WordTemplateError("macros")
    if MAIN_PART not in names:
        raise WordTemplateError("not_docx")


def _read(package, name):
    """Return a part; its stated size is not trusted."""
    with package.open(name) as part:
        content = part.read(MAX_XML + 1)
    if len(content) > MAX_XML:
        raise WordTemplateError("too_large", limit=_megabytes(MAX_XML))
    return content


def _check_xml(name, content):
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise WordTemplateError("not_docx") from error
    if root.getroottree().docinfo.doctype:
        raise WordTemplateError("embedded", part=name)
    if name.endswith(".rels"):
        _check_relations(root)
        return
    for field in root.iter(f"{WORD}instrText", f"{WORD}fldSimple"):
        text = field.text or field.get(f"{WORD}instr") or ""
        if found := UNSAFE_FIELDS.search(text):
            raise WordTemplateError("unsafe_field", field=found[0])
    if "".join(root.itertext()).count("{") > 4 * MAX_TAGS:
        raise WordTemplateError("too_long")


def _check_relations(root):
    for relation in root.iter("{*}Relationship"):
        if (relation.get("TargetMode") or "").lower() == "external":
            target = (relation.get("Target") or "")[:80]
            raise WordTemplateError("external", target=target)
        if (relation.get("Type") or "").endswith(EMBEDDED_RELATIONS):
            part = (relation.get("Target") or "")[:80]
            raise WordTemplateError("embedded", part=part)


def _megabytes(size):
    return size // (1024 * 1024)
