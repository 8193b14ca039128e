"""The sheets of a workbook as rows of texts; nothing is understood yet.

Limits stand first: a hostile or careless file must be refused in a second or two.
"""

import datetime
import io
import re
import zipfile
from dataclasses import dataclass, field

from openpyxl import load_workbook

from .problem import XlsProblem, shown

MAX_BYTES = 10_000_000
MAX_UNPACKED_BYTES = 60_000_000
MAX_ROWS = 20_000
MAX_CELL = 32_767  # what Excel itself allows
NAMES = ("survey", "choices", "settings")


@dataclass(slots=True)
class Line:
    """One row: its number as people see it and its texts by column."""

    sheet: str
    number: int
    cells: dict

    def get(self, column):
        return self.cells.get(column, "")


@dataclass(slots=True)
class Sheet:
    """A sheet; ``columns`` maps the plain name of a column to the one in the file."""

    name: str
    columns: dict = field(default_factory=dict)
    lines: list = field(default_factory=list)


class Refused(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, kind, sheet="", **params):
        super().__init__(kind)
        self.problem = XlsProblem(sheet, 0, "", "", kind, params)


def read_book(data):
    """Return ({name: Sheet}, problems) of the bytes of a workbook."""
    problems = []
    sheets = {name: Sheet(name) for name in NAMES}
    try:
        for name, rows in _raw_sheets(data):
            sheets[name] = _sheet(name, rows, problems)
    except Refused as refused:
        return sheets, [refused.problem]
    return sheets, problems


def _raw_sheets(data):
    if len(data) > MAX_BYTES:
        raise Refused("too_large")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
        if unpacked > MAX_UNPACKED_BYTES:
            raise Refused("too_large")
        book = load_workbook(io.BytesIO(data), read_only=True)
        for sheet in book.worksheets:
            name = sheet.title.strip().lower()
            if name in NAMES:
                # Some programs write a wrong size into the file.
                sheet.reset_dimensions()
                yield name, sheet.iter_rows()
    except Refused:
        raise
    except Exception as error:
        # The library raises whatever the broken part of the file led it to.
        raise Refused("malformed_book") from error


def _sheet(name, rows, problems):
    sheet = Sheet(name)
    columns = {}
    for number, row in enumerate(rows, 1):
        if number > MAX_ROWS:
            raise Refused("too_many_rows", name, limit=MAX_ROWS)
        if not sheet.columns:
            columns = {
                place: str(cell.value).strip()
                for place, cell in enumerate(row)
                if cell.value is not None and str(cell.value).strip()
            }
            sheet.columns = {_plain(title): title for title in columns.values()}
            continue
        cells = {}
        for place, cell in enumerate(row):
            if place in columns and cell.value is not None:
                text = _text(cell, name, number, columns[place], problems)
                if text:
                    cells[_plain(columns[place])] = text
        if cells:
            sheet.lines.append(Line(name, number, cells))
    return sheet


def _plain(title):
    """A column's name as XLSForm compares it: "List Name" is list_name.

    The language behind :: keeps its spelling.
    """
    word, colons, language = re.sub(r"\s*::?\s*", "::", title, count=1).partition("::")
    return re.sub(r"\s+", "_", word.strip().lower()) + colons + language.strip()


def _text(cell, sheet, number, column, problems):
    value = cell.value
    kind = {"f": "formula", "e": "error_value"}.get(cell.data_type)
    if kind:
        problems.append(XlsProblem(sheet, number, column, shown(value), kind))
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime.datetime):
        value = value.date()
    text = str(value)
    if len(text) > MAX_CELL:
        limit = {"limit": MAX_CELL}
        problems.append(
            XlsProblem(sheet, number, column, shown(text), "too_long", limit)
        )
        return ""
    return text.replace("\r\n", "\n").strip()
