"""Build unit files for the tests: good, and bad in one way each."""

import io

from openpyxl import Workbook

HEAD = ("code", "name", "parent code", "level", "date_open", "date_close", "org_type")
GOOD = (
    ("04", "Tỉnh ủy Cao Bằng", "", "direct", "01/07/2025", "", "party"),
    ("01273", "Đảng ủy phường Thục Phán", "04", "above_grassroots", "", "", "party"),
    ("01273-C1", "Đảng bộ Bệnh viện", "01273", "grassroots", "", "", ""),
    ("01273-C1-1", "Chi bộ Khoa Nội", "01273-C1", "cell", "", "", ""),
    ("01273-MT", "Mặt trận phường", "01273", "above_grassroots", "", "", "front"),
)


def xlsx(rows, head=HEAD, title_rows=(), formats=None):
    """The bytes of a workbook with these rows under the header."""
    book = Workbook()
    sheet = book.active
    for row in (*title_rows, head, *rows):
        sheet.append(list(row))
    for address, number_format in (formats or {}).items():
        sheet[address].number_format = number_format
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv_text(rows, head=HEAD, separator=","):
    return "".join(
        separator.join(f'"{cell}"' for cell in row) + "\r\n" for row in (head, *rows)
    )


def changed(row_index, **cells):
    """GOOD with some cells of one row replaced (names as in HEAD, _ for space)."""
    rows = [list(row) for row in GOOD]
    for name, value in cells.items():
        position = HEAD.index(name if name in HEAD else name.replace("_", " "))
        rows[row_index][position] = value
    return rows
