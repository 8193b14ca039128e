"""Turn cells into the text, dates and words of a unit; tell what is wrong."""

import datetime
import re
import unicodedata

from .model import Problem
from .words import WORDS, lookup, plain

MAX_LENGTH = {"code": 32, "parent code": 32, "name": 200}
FIRST_YEAR, LAST_YEAR = 1900, 2100
DATE_FORMS = (
    re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?: 00:00:00)?"),
)
GOOD_CODE = re.compile(r"[\w./-]+")
ORG_TYPES = lookup(WORDS["org_types"])

# What old 8-bit fonts (TCVN3, VNI) and UTF-8 read as Windows-1252 leave behind: signs
# that no Vietnamese name holds, and letters that are suspect only when there are two.
_OLD_SIGNS = "ÐðÞþ§¶¸¹®µ¨©ª«¬¯±²³´¼½¾¿×÷¤¥¦¢£¡\u00ad\ufffd"
_OLD_LETTERS = "ÄÅÆËÎÏÑØäåæçëîïñöûüøÿœšžŠŽŒ"
OLD_SIGN = re.compile(f"[{_OLD_SIGNS}\u0080-\u009f]")
OLD_LETTERS = re.compile(f"[{_OLD_LETTERS}].*[{_OLD_LETTERS}]", re.DOTALL)
LOST_LETTER = re.compile(r"\w\?\w|^\?\w|\s\?\w")


class RowCells:
    """Read the cells of one row, of whatever table, and collect its problems."""

    max_length = MAX_LENGTH
    problem = Problem

    def __init__(self, number, cells):
        self.number = number
        self.cells = cells
        self.problems = []

    def tell(self, column, value, kind, **params):
        value = str(value)[:80]
        self.problems.append(self.problem(self.number, column, value, kind, params))

    def _raw(self, column):
        """The cell if it can be used: neither a formula nor an Excel error."""
        cell = self.cells.get(column)
        if cell is None or cell.value == "":
            return None
        if cell.is_formula:
            self.tell(column, cell.value, "formula")
        elif cell.is_error:
            self.tell(column, cell.value, "error_value")
        else:
            return cell
        return None

    def text(self, column, required=False):
        cell = self._raw(column)
        if cell is None:
            given = column in self.cells and self.cells[column].value != ""
            if required and not given:
                self.tell(column, "", "missing_value")
            return ""
        value = " ".join(unicodedata.normalize("NFC", _as_text(cell)).split(" "))
        if any(unicodedata.category(char) == "Cc" for char in value):
            self.tell(column, value, "control_character")
        elif len(value) > (limit := self.max_length.get(column, 200)):
            self.tell(column, value, "too_long", limit=limit)
        return value

    def words(self, column, required=False):
        """Text in Unicode with even spaces, as names are written."""
        value = " ".join(self.text(column, required).split())
        if any(form.search(value) for form in (OLD_SIGN, OLD_LETTERS, LOST_LETTER)):
            self.tell(column, value, "old_font")
        return value

    def date(self, column):
        cell = self._raw(column)
        if cell is None:
            return None
        found = _as_date(cell.value)
        if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
            self.tell(column, cell.value, "bad_date")
            return None
        return found


class CellReader(RowCells):
    """Read the cells of one unit."""

    def __init__(self, number, cells, level_words, level_codes):
        super().__init__(number, cells)
        self.level_words = level_words
        self.level_codes = level_codes

    def code(self, column, required=False):
        value = self.text(column, required)
        if value and not GOOD_CODE.fullmatch(value) and column == "code":
            self.tell(column, value, "bad_code")
        return value

    def name(self):
        return self.words("name", required=True)

    def level(self):
        value = self.text("level", required=True)
        code = self.level_words.get(plain(value), "")
        if value and not code:
            levels = ", ".join(self.level_codes)
            self.tell("level", value, "unknown_level", levels=levels)
        return code

    def org_type(self):
        value = self.text("org_type")
        code = ORG_TYPES.get(plain(value), "")
        if value and not code:
            types = ", ".join(WORDS["org_types"])
            self.tell("org_type", value, "unknown_org_type", types=types)
        return code


def _as_text(cell):
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and re.fullmatch(r"0+", cell.number_format):
        return str(value).zfill(len(cell.number_format))
    return str(value).strip()


def _as_date(value):
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    for form in DATE_FORMS:
        match = form.fullmatch(str(value).strip())
        if match:
            year, month, day = (int(match[one]) for one in "ymd")
            try:
                return datetime.date(year, month, day)
            except ValueError:
                return None
    return None
