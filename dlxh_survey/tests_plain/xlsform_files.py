"""Build XLSForms for the tests, as form makers write them."""

import io

from openpyxl import Workbook

SURVEY = ("type", "name", "label::Vietnamese (vi)", "relevant")
CHOICES = ("list_name", "name", "label::Vietnamese (vi)")
YES_NO = (("yn", "1", "Có"), ("yn", "2", "Không"))


def xlsx(**sheets):
    """The bytes of a workbook with these rows in each sheet, headers first."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def form(*survey, choices=YES_NO, head=SURVEY, choices_head=CHOICES, settings=()):
    sheets = {"survey": (head, *survey), "choices": (choices_head, *choices)}
    return xlsx(**sheets, **({"settings": settings} if settings else {}))
