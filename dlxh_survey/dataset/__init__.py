"""Whole data sets of a questionnaire from XLSX and CSV files.

The columns are those of every export (`Questionnaire.columns`); several answers may
also stand in one cell as a list. `Dataset` reads a file line by line and keeps what
is wrong with row, column, value and reason; `template` writes the file to fill in.
"""

from .lines import Lines
from .problem import REASONS, DatasetProblem
from .reading import Dataset, Response
from .template import template
from .words import DEFAULT_MISSING, NOT_ASKED
