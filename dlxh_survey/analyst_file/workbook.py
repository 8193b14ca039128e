"""The rows as a workbook for Excel, written as they come: no memory for them."""

from contextlib import contextmanager

import xlsxwriter

#: kinds of columns whose texts are numbers
NUMBERS = ("number", "weight")
OPTIONS = {
    "constant_memory": True,
    # a text stays a text, whatever it begins with
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


@contextmanager
def workbook(target, columns):
    """Yield a function that writes one row of the file.

    :param target: binary file, open for writing
    :param columns: the `Variable` list
    """
    book = xlsxwriter.Workbook(target, OPTIONS)
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for place, one in enumerate(columns):
        sheet.write_string(0, place, one.name)
    numeric = [one.kind in NUMBERS for one in columns]
    number, text, row = sheet.write_number, sheet.write_string, 0

    def write(cells):
        nonlocal row
        row += 1
        for place, cell in enumerate(cells):
            if isinstance(cell, int):
                number(row, place, cell)
            elif cell and numeric[place]:
                number(row, place, float(cell))
            elif cell:
                text(row, place, cell)

    yield write
    book.close()
