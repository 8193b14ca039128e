"""Answers as a file for statistics programs, made so that nobody is found in it.

``protect`` decides which marks of persons stay, ``variables`` names the columns,
``Writer`` turns stored answers into rows, ``spss``, ``stata`` and ``codebook`` write
what programs and people need to read them. No Odoo in here.
"""

from .anonymity import HIDDEN, Protection, protect, weights_are_safe
from .codebook import codebook
from .marks import Marks, marks_of
from .pack import DATA, pack
from .spss import spss
from .stata import stata
from .variables import Variable, variables
from .writer import Writer

__all__ = [
    "DATA",
    "HIDDEN",
    "Marks",
    "Protection",
    "Variable",
    "Writer",
    "codebook",
    "marks_of",
    "pack",
    "protect",
    "spss",
    "stata",
    "variables",
    "weights_are_safe",
]
