"""Small Word templates for tests: good, broken and hostile ones."""

import re
import zipfile
from functools import cache
from io import BytesIO

import docx

from document import layout, word, word_default

PARTY = layout.Layout()
STATE = layout.Layout(
    header_left=43, size_title=12, size_motto=13, size_superior=12, size_issuer=12
)
MAIN = "word/document.xml"


def values(**changes):
    """Return the values of a report of a provincial commission."""
    return {
        **dict.fromkeys(word.TEXTS, ""),
        "header_right": "ĐẢNG CỘNG SẢN VIỆT NAM",
        "issuer_mark": "star",
        "abstract_mark": "dashes",
        "superior": "Tỉnh ủy Quảng Ninh",
        "issuer": "Ban Tuyên giáo & Dân vận",
        "number_line": "Số 12-BC/BTGTU",
        "place_date": "Hạ Long, ngày 20 tháng 02 năm 2026",
        "title": "Báo cáo",
        "abstract": "tình hình dư luận xã hội <tháng 02>",
        "letter_label": "Kính gửi:",
        "letter_abstract_label": "V/v",
        "recipients_label": "Nơi nhận:",
        "recipients": ["- Ban Bí thư (để b/c);", "- Lưu VP."],
        "signature": ["T/M BAN THƯỜNG VỤ", "BÍ THƯ"],
        "signer": "Trần Thị Bình",
        "addressees": [],
        "is_letter": False,
        **changes,
    }


@cache
def default(measures=PARTY, motto=""):
    return word_default.default_template(measures, "ĐẢNG CỘNG SẢN VIỆT NAM", motto)


def template(*lines):
    """Return a template with these paragraphs, as somebody types them."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def with_part(content, name, data):
    """Return the file with one part added or put in the place of the old one."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for item in old.infolist():
                if item.filename != name:
                    new.writestr(item, old.read(item.filename))
            new.writestr(name, data)
    return target.getvalue()


def edited(content, name, pattern, replacement):
    """Return the file with a text of one part replaced."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        data = package.read(name).decode()
    assert re.search(pattern, data), f"nothing to replace: {pattern}"
    return with_part(content, name, re.sub(pattern, replacement, data, count=1))


def lines_of(content):
    """Return the texts of a Word file in their order; a cell is a list."""
    found = []
    for block in docx.Document(BytesIO(content)).iter_inner_content():
        if hasattr(block, "rows"):
            found += [[cell.text for cell in row.cells] for row in block.rows]
        elif block.text:
            found.append(block.text)
    return found
