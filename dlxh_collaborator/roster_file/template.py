"""The workbook that people fill in: the list, how to fill it, lists to choose from."""

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from .model import COLUMNS, REQUIRED_COLUMNS
from .words import ROSTER_WORDS

WIDTHS = {
    "name": 28,
    "position": 34,
    "unit": 40,
    "phone": 14,
    "email": 26,
    "team": 40,
    "role": 16,
    "represents": 40,
    "date_from": 13,
    "expertise": 28,
    "rapporteur": 14,
    "decision": 18,
    "decision_date": 16,
}
ROWS = 1000
#: longer lists make the workbook slow; the code is typed then
MAX_UNITS = 5000
_DATES = {"date_from", "decision_date"}
_HEAD = PatternFill("solid", fgColor="DDE7F3")
_MUST = PatternFill("solid", fgColor="F9DEDC")


def roster_template(units=(), expertise=()):
    """The bytes of an .xlsx.

    :param units: (code, name) of the units to choose from
    :param expertise: names to choose from
    """
    words = ROSTER_WORDS["template"]
    book = Workbook()
    _fill_list(book.active, words)
    _fill_guide(book.create_sheet(words["guide_sheet"]), words)
    lists = book.create_sheet(words["list_sheet"])
    lists.sheet_state = "hidden"
    shown = [f"{code} – {name}" for code, name in units][:MAX_UNITS]
    if len(units) > MAX_UNITS:
        shown = []
    choices = {
        ("unit", "team", "represents"): shown,
        ("role",): words["roles"],
        ("rapporteur",): words["yes_no"],
        ("expertise",): list(expertise),
    }
    for position, (columns, values) in enumerate(choices.items(), 1):
        for row, value in enumerate(values, 1):
            cell = lists.cell(row, position, value)
            cell.data_type = "s"  # a name that begins with “=” stays a name
        if values:
            strict = "expertise" not in columns and "unit" not in columns
            _offer(book.active, columns, lists.title, position, len(values), strict)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill_list(sheet, words):
    sheet.title = words["sheet"]
    for position, column in enumerate(COLUMNS, 1):
        letter = get_column_letter(position)
        head = sheet.cell(1, position, words["headers"][column])
        head.font = Font(bold=True)
        head.fill = _MUST if column in REQUIRED_COLUMNS else _HEAD
        head.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[letter].width = WIDTHS[column]
        # text keeps the zeros in front of codes and telephone numbers
        number_format = "dd/mm/yyyy" if column in _DATES else "@"
        for row in range(2, ROWS + 2):
            sheet.cell(row, position).number_format = number_format
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "B2"


def _fill_guide(sheet, words):
    sheet.column_dimensions["A"].width = 28
    sheet.column_dimensions["B"].width = 90
    sheet["A1"] = words["guide_title"]
    sheet["A1"].font = Font(bold=True, size=14)
    for number, (name, text) in enumerate(words["guide"], 3):
        sheet.cell(number, 1, name).font = Font(bold=True)
        sheet.cell(number, 1).alignment = Alignment(vertical="top")
        sheet.cell(number, 2, text).alignment = Alignment(wrap_text=True)


def _offer(sheet, columns, title, position, count, strict):
    """Offer the values of one column of the hidden sheet in some columns."""
    letter = get_column_letter(position)
    rule = DataValidation(
        type="list",
        formula1=f"'{title}'!${letter}$1:${letter}${count}",
        allow_blank=True,
        showErrorMessage=strict,
        error=ROSTER_WORDS["template"]["wrong_choice"],
    )
    sheet.add_data_validation(rule)
    for column in columns:
        at = get_column_letter(COLUMNS.index(column) + 1)
        rule.add(f"{at}2:{at}{ROWS + 1}")
