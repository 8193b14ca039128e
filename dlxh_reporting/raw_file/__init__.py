"""Raw sheets as a workbook that says on every page and in every row whose it is."""

import io

import xlsxwriter

FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
#: Excel takes no longer line at the head and the foot of a page
LONGEST_LINE = 200


def workbook(title, mark, notes, columns, rows):
    """Return the workbook as bytes.

    :param mark: who asked, who released and when; printed on every page, last in
        every row, kept in the properties of the file
    :param notes: sentences below the title
    :param columns: pairs (heading, width)
    :param rows: lists of texts and numbers
    """
    buffer = io.BytesIO()
    # texts are never formulas or links, whatever they begin with
    book = xlsxwriter.Workbook(
        buffer, {"strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": title, "comments": mark})
    head = {"bold": True, "border": 1, "text_wrap": True, "bg_color": "#D9E1F2"}
    formats = {
        "title": book.add_format({**FONT, "bold": True, "font_size": 14}),
        "mark": book.add_format({**FONT, "bold": True, "font_color": "#C00000"}),
        "note": book.add_format({**FONT, "italic": True}),
        "head": book.add_format({**FONT, **head}),
        "cell": book.add_format({**FONT, "border": 1, "text_wrap": True}),
        "small": book.add_format({**FONT, "font_size": 8, "font_color": "#C00000"}),
    }
    sheet = book.add_worksheet()
    lines = [(title, "title"), (mark, "mark"), *((note, "note") for note in notes)]
    for row, (text, style) in enumerate(lines):
        sheet.write_string(row, 0, text, formats[style])
    first = len(lines) + 1
    for column, (heading, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(first, column, heading, formats["head"])
    sheet.set_column(len(columns), len(columns), 30)
    for row, values in enumerate(rows, start=first + 1):
        _write_row(sheet, row, values, formats["cell"])
        sheet.write_string(row, len(columns), mark, formats["small"])
    _lay_out(sheet, first, mark)
    book.close()
    return buffer.getvalue()


def _write_row(sheet, row, values, style):
    for column, value in enumerate(values):
        if value and isinstance(value, int):
            sheet.write_number(row, column, value, style)
        else:
            sheet.write_string(row, column, value or "", style)


def _lay_out(sheet, first, mark):
    """Head and foot of each page, frozen heads, and no change by mistake."""
    line = mark[:LONGEST_LINE].replace("&", "&&")
    sheet.set_header(f"&C&8{line}")
    sheet.set_footer(f"&L&8{line}&R&8&P/&N")
    sheet.freeze_panes(first + 1, 1)
    sheet.repeat_rows(first)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.protect()
