"""A survey of 60 questions: its waves, its answers, and the same on Odoo's own pages.

30 questions with one answer, 8 with several, 8 matrices of 5 × 5, 6 scales, 4 numbers
and 4 open ones, as spec and issue measure them.
"""

from .people import answer_rows, csv_file, fill, forms
from .questions import KINDS, definition, waves
from .sending import send
from .stock import StockSurvey

__all__ = [
    "KINDS",
    "StockSurvey",
    "answer_rows",
    "csv_file",
    "definition",
    "fill",
    "forms",
    "send",
    "waves",
]
