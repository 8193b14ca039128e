"""The rows of a file, one after the other; nothing is understood yet.

Only one row is held at a time: a data set may have a hundred thousand.
"""

import codecs
import csv
import io
import zipfile

from openpyxl import load_workbook

from .problem import Refused

MAX_BYTES = 300_000_000
MAX_UNPACKED_BYTES = 1_500_000_000
MAX_ROWS = 1_000_000
MAX_COLUMNS = 16_384
ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def rows_of(data, is_known):
    """Yield (number of the row, cells) from the bytes of a file, header first.

    :param is_known: tells the heading of a column from other texts; by it the
        separator of a CSV file is found
    """
    if len(data) > MAX_BYTES:
        raise Refused("too_large")
    rows = _workbook(data) if data.startswith(b"PK") else _csv(data, is_known)
    for number, row in enumerate(rows, 1):
        if number > MAX_ROWS + 1:
            raise Refused("too_many_rows", number, limit=MAX_ROWS)
        yield number, row


def _workbook(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(item.file_size for item in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise Refused("too_large")
        # What formulas came to, for a data set is often put together by them.
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        # Some programs write a wrong size into the file.
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS)
    except Refused:
        raise
    except Exception as error:
        # The library raises whatever the broken part of the file led it to.
        raise Refused("not_a_dataset") from error


def _csv(data, is_known):
    marks = [encoding for mark, encoding in ENCODINGS if data.startswith(mark)]
    if not marks and b"\0" in data[:1000]:
        raise Refused("not_a_dataset")
    stream = io.TextIOWrapper(
        io.BytesIO(data), (marks or ["utf-8"])[0], newline="", errors="strict"
    )
    try:
        head = stream.readline(1_000_000)
        separator = max(",;\t|", key=lambda one: _known(head, one, is_known))
        stream.seek(0)
        yield from csv.reader(stream, delimiter=separator)
    except UnicodeDecodeError as error:
        raise Refused("not_utf8") from error
    except csv.Error as error:
        raise Refused("not_a_dataset") from error


def _known(head, separator, is_known):
    cells = next(csv.reader([head], delimiter=separator), [])
    return sum(is_known(cell) for cell in cells), len(cells)
