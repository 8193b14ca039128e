"""An example workbook that people fill in."""

import io

from openpyxl import Workbook
from openpyxl.styles import Font

from .model import COLUMNS
from .words import WORDS

WIDTHS = (16, 48, 16, 20, 14, 14, 12)


def template():
    """The bytes of an .xlsx with the columns and a few units."""
    book = Workbook()
    sheet = book.active
    sheet.title = "units"
    sheet.append(COLUMNS)
    for line in WORDS["template"]:
        sheet.append(line)
    for column, width in zip("ABCDEFG", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
        sheet[f"{column}1"].font = Font(bold=True)
        # Text, so that the program keeps the zeros in front of codes.
        for row in range(2, 200):
            sheet[f"{column}{row}"].number_format = "@"
    sheet.freeze_panes = "A2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
