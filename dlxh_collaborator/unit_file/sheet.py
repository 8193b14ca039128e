"""Open an Excel workbook or a CSV file and find its table, of units unless told.

What comes out is cells with their row numbers as people see them; no meaning yet.
Limits stand first: a hostile or careless file must be refused in a second or two.
"""

import codecs
import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import load_workbook

from .model import COLUMNS, REQUIRED_COLUMNS, Problem
from .words import WORDS, lookup, plain

MAX_ROWS = 100_000
MAX_BYTES = 50_000_000
MAX_UNPACKED_BYTES = 150_000_000
HEADER_SEARCH_ROWS = 20
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ROW_TAG = re.compile(rb"<(?:\w+:)?row[\s/>]")


@dataclass(slots=True)
class Cell:
    """One cell; ``value`` is text, a number or a date."""

    value: object
    is_formula: bool = False
    is_error: bool = False
    number_format: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns a table has and what people call them."""

    columns: tuple[str, ...]
    required: tuple[str, ...]
    headers: dict[str, str]  # plain word -> column


UNITS = Layout(COLUMNS, REQUIRED_COLUMNS, lookup(WORDS["columns"]))


@dataclass
class Sheet:
    """The table of a file: rows of (row number, {column: Cell})."""

    rows: list = field(default_factory=list)
    headers: dict = field(default_factory=dict)  # column -> what the file calls it
    unused_columns: list = field(default_factory=list)
    problems: list = field(default_factory=list)


class Refused(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, kind, row=0, value="", **params):
        super().__init__(kind)
        self.problem = Problem(row, "", value, kind, params)


def read_sheet(source, filename=None, layout=UNITS):
    """Read a path or bytes; problems of the file as a whole are in ``problems``."""
    try:
        data = _bytes(source)
        if data.startswith(b"PK"):
            tables = _workbook_tables(data)
        else:
            tables = [_csv_table(data, filename or _name(source), layout)]
        return _pick_table(tables, layout)
    except Refused as refused:
        return Sheet(problems=[refused.problem])


def _name(source):
    return "" if isinstance(source, bytes) else str(source)


def _bytes(source):
    if not isinstance(source, bytes):
        try:
            if Path(source).stat().st_size > MAX_BYTES:
                raise Refused("too_large")
            source = Path(source).read_bytes()
        except OSError as error:
            raise Refused("unreadable", error=error.strerror) from error
    if len(source) > MAX_BYTES:
        raise Refused("too_large")
    if not source.strip():
        raise Refused("empty_file")
    return source


# Excel


def _workbook_tables(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_archive(archive)
        book = load_workbook(io.BytesIO(data), read_only=True)
        visible = [one for one in book.worksheets if one.sheet_state == "visible"]
        return [_SheetRows(sheet) for sheet in visible]
    except Refused:
        raise
    except Exception as error:
        # The library raises whatever the broken part of the file led it to.
        raise Refused("not_a_table") from error


def _check_archive(archive):
    """Refuse before unpacking what would take minutes or fill the memory."""
    items = archive.infolist()
    if sum(item.file_size for item in items) > MAX_UNPACKED_BYTES:
        raise Refused("too_large")
    if "xl/workbook.xml" not in archive.namelist():
        raise Refused("not_a_table")
    for item in items:
        if not item.filename.startswith("xl/worksheets/"):
            continue
        count, tail = 0, b""
        with archive.open(item) as stream:
            while chunk := stream.read(1 << 20):
                text = tail + chunk
                count += len(ROW_TAG.findall(text)) - len(ROW_TAG.findall(tail))
                tail = text[-16:]
                if count > MAX_ROWS + HEADER_SEARCH_ROWS:
                    raise Refused("too_many_rows", limit=f"{MAX_ROWS:,}")


class _SheetRows:
    """Iterate a worksheet as lists of Cell."""

    def __init__(self, sheet):
        self.sheet = sheet

    def __iter__(self):
        # Some programs write a wrong size into the file; rows would be cut off.
        self.sheet.reset_dimensions()
        try:
            for row in self.sheet.iter_rows():
                yield [_excel_cell(cell) for cell in row]
        except Exception as error:
            raise Refused("not_a_table") from error


def _excel_cell(cell):
    if cell.value is None:
        return Cell("")
    is_formula = cell.data_type == "f"
    value = cell.value
    if is_formula and not isinstance(value, str):  # an array formula
        value = "=" + str(getattr(value, "text", "") or "").lstrip("=")
    return Cell(
        value.strip() if isinstance(value, str) else value,
        is_formula,
        cell.data_type == "e",
        cell.number_format or "",
    )


# CSV


def _csv_table(data, filename, layout):
    text = _decode(data, filename)
    if text.count("\n") > MAX_ROWS + HEADER_SEARCH_ROWS:
        raise Refused("too_many_rows", limit=f"{MAX_ROWS:,}")
    if not text.strip():
        raise Refused("empty_file")
    start = text[:20_000]
    separator = max(
        ",;\t", key=lambda one: _header_score(_csv_rows(start, one), layout)
    )
    return _csv_rows(text, separator)


def _header_score(rows, layout):
    """How many columns are known in the best of the first rows."""
    scores = [
        len(set(_columns_of(row, layout).values()) - {None})
        for row, __ in zip(rows, range(HEADER_SEARCH_ROWS), strict=False)
    ]
    return max(scores, default=0)


def _csv_rows(text, separator):
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            yield [
                Cell(value.strip(" \t\r\n\xa0"), value.startswith("=")) for value in row
            ]
    except csv.Error as error:
        raise Refused("not_a_table") from error


def _decode(data, filename):
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _decode_as(data, encoding)
    if data.startswith(OLD_EXCEL):
        raise Refused("old_excel")
    suffix = Path(filename or "").suffix.lower()
    if b"\0" in data or data.startswith(b"%PDF") or suffix.startswith(".xls"):
        raise Refused("not_a_table")
    return _decode_as(data, "utf-8")


def _decode_as(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n")
        shown = data.split(b"\n")[line].decode("cp1258", "replace").strip()
        raise Refused("not_utf8", line + 1, shown[:80]) from error


# the table


def _columns_of(row, layout):
    """{position: column name or None} for the cells of a row that hold text."""
    return {
        position: layout.headers.get(plain(cell.value))
        for position, cell in enumerate(row)
        if isinstance(cell.value, str) and cell.value
    }


def _pick_table(tables, layout):
    """The first table whose header is known; else what the first one lacks."""
    first = None
    for table in tables:
        sheet = _parse(table, layout)
        if not sheet.problems:
            return sheet
        first = first or sheet
    return first or Sheet(problems=[Problem(0, "", "", "empty_file")])


def _parse(table, layout):
    rows = iter(table)
    first, header, header_row = None, None, 0
    for number, row in enumerate(rows, 1):
        columns = _columns_of(row, layout)
        if columns and first is None:
            first = (number, row, columns)
        if len(set(columns.values()) - {None}) >= 2:
            header, header_row = (row, columns), number
            break
        if number == HEADER_SEARCH_ROWS:
            break
    if header is None:
        if first is None:
            return Sheet(problems=[Problem(0, "", "", "empty_file")])
        header_row, row, columns = first
        header = (row, columns)
    problems = _header_problems(header_row, header[1], layout)
    if problems:
        return Sheet(problems=problems)
    return _collect(rows, header_row, *header)


def _header_problems(number, columns, layout):
    known = [name for name in columns.values() if name]
    missing = [name for name in layout.required if name not in known]
    double = [name for name in layout.columns if known.count(name) > 1]
    return [
        *(Problem(number, name, "", "missing_column") for name in missing),
        *(Problem(number, name, "", "double_column") for name in double),
    ]


def _collect(rows, header_row, header, columns):
    positions = {name: at for at, name in columns.items() if name}
    sheet = Sheet(
        headers={name: header[at].value for name, at in positions.items()},
        unused_columns=[
            header[at].value for at, name in columns.items() if name is None
        ],
    )
    for number, row in enumerate(rows, header_row + 1):
        cells = {
            name: row[at] if at < len(row) else Cell("")
            for name, at in positions.items()
        }
        if any(cell.value != "" for cell in cells.values()):
            sheet.rows.append((number, cells))
        if len(sheet.rows) > MAX_ROWS:
            raise Refused("too_many_rows", limit=f"{MAX_ROWS:,}")
    if not sheet.rows:
        sheet.problems.append(Problem(0, "", "", "empty_file"))
    return sheet
