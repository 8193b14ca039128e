"""What files of units and of people share; it lies in the package beside this one.

Inside Odoo that package has a longer name than in the tests of plain packages.
"""

from importlib import import_module

_HOME = __package__.rpartition(".")[0]
_UNIT_FILE = f"{_HOME}.unit_file" if _HOME else "unit_file"

cells = import_module(f"{_UNIT_FILE}.cells")
check = import_module(f"{_UNIT_FILE}.check")
model = import_module(f"{_UNIT_FILE}.model")
reasons = import_module(f"{_UNIT_FILE}.reasons")
sheet = import_module(f"{_UNIT_FILE}.sheet")
words = import_module(f"{_UNIT_FILE}.words")
