"""Numbers of people by unit, out of a workbook or a CSV file.

The first column holds the code of the unit, the second its name (not read), the
third the number of people. Lines without a code are passed over.
"""

from dataclasses import dataclass, field
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font

from .file import rows_of
from .problem import Refused

MAX_BYTES = 5_000_000
MAX_PEOPLE = 100_000_000


@dataclass(slots=True)
class Counts:
    """``found`` {code: people}; ``problems`` [(row, kind, what was read)]."""

    found: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)


def read_counts(data, codes):
    """Return the `Counts` of the units with one of the `codes`.

    Kinds of problems: "unreadable", "unknown", "twice", "not_a_number".
    """
    result = Counts()
    if len(data) > MAX_BYTES:
        result.problems.append((0, "unreadable", ""))
        return result
    try:
        for number, cells in rows_of(data, lambda cell: bool(str(cell).strip())):
            _read_row(result, number, list(cells), codes)
    except Refused:
        result.problems.append((0, "unreadable", ""))
    return result


def _read_row(result, number, cells, codes):
    cells = [*cells, None, None, None]
    code = str(cells[0]).strip() if cells[0] is not None else ""
    if not code or (number == 1 and code not in codes):
        return
    people = _people(cells[2])
    if code not in codes:
        result.problems.append((number, "unknown", code))
    elif code in result.found:
        result.problems.append((number, "twice", code))
    elif people is None:
        said = "" if cells[2] is None else str(cells[2])
        result.problems.append((number, "not_a_number", said))
    else:
        result.found[code] = people


def _people(cell):
    """Return a whole number of people, or None. Thousands may have points."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, str):
        said = cell.strip().replace("\u00a0", "").replace(" ", "")
        groups = said.replace(",", ".").split(".")
        if len(groups) > 1 and not all(len(group) == 3 for group in groups[1:]):
            return None
        digits = "".join(groups)
        if not (digits.isascii() and digits.isdigit()):
            return None
        cell = int(digits)
    if cell != cell or cell in (float("inf"), float("-inf")) or cell != int(cell):
        return None
    return int(cell) if 0 <= cell <= MAX_PEOPLE else None


def counts_template(rows, headings):
    """Return a workbook to fill in: (code, name, people) of each unit."""
    book = Workbook()
    sheet = book.active
    sheet.append(list(headings))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for code, name, people in rows:
        sheet.append([code, name, people or None])
        # a name that begins with a sign of a formula stays a text
        for cell in sheet[sheet.max_row][:2]:
            cell.data_type = "s"
    sheet.freeze_panes = "A2"
    for column, width in (("A", 18), ("B", 60), ("C", 14)):
        sheet.column_dimensions[column].width = width
    target = BytesIO()
    book.save(target)
    return target.getvalue()
