"""Files of units: reading, checking as a whole, names of committees.

No Odoo in here: the wizard, the import screen and ``script/import`` share it.
"""

from .check import check_rows
from .model import DEFAULT_LEVELS, Existing, Level, Problem, UnitRow
from .names import place_of, unit_name
from .national import national_rows, province_rows, provinces
from .read import read_units, rows_of, rows_of_sheet
from .reasons import REASONS
from .sheet import Sheet, read_sheet
from .template import template
