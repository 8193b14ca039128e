"""What is wrong with one cell of a data set, and what to do."""

from dataclasses import dataclass, field

from ._shared import problem, questionnaire

_lt = problem._lt

OWN_REASONS = {
    "bad_choice_mark": _lt("Write 1 where the answer was chosen and 0 where not."),
    "bad_psu": _lt("“%(value)s” is not a whole number from 0 to 2147483647."),
    "bad_rank": _lt("Write 1 for what stands first, 2 for the second, and so on."),
    "bad_weight": _lt("A weight is a number above 0, for instance 1.25."),
    "both_layouts": _lt(
        "The answers stand in one column and in several. Keep one of the two."
    ),
    "double_column": _lt("Two columns are headed “%(column)s”. Remove one."),
    "empty_dataset": _lt("The file holds no answers. Fill in at least one row."),
    "missing_column": _lt("The column “%(column)s” is missing in the first row."),
    "missing_stratum": _lt("The row names no stratum. Fill in the cell."),
    "not_a_dataset": _lt(
        "This is neither an Excel workbook (.xlsx) nor a CSV file. Open it in your"
        " spreadsheet program and save it as .xlsx."
    ),
    "not_utf8": _lt(
        "The text of the file is not UTF-8. Save it as “CSV UTF-8” or as .xlsx."
    ),
    "too_large": _lt("The file is too large. Split it into several files."),
    "too_many_cells": _lt("The row has more cells than there are columns."),
    "too_many_rows": _lt("The file has more than %(limit)s rows. Split it."),
    "unknown_column": _lt(
        "The questionnaire has no column “%(column)s”. Remove it from the file."
    ),
    "weight_in_some_rows": _lt(
        "The rows before have no weight. Give every row one, or none."
    ),
    "unknown_stratum": _lt("The wave has no stratum “%(value)s”."),
}
REASONS = {**questionnaire.REASONS, **OWN_REASONS}


@dataclass(frozen=True, slots=True)
class DatasetProblem(problem.CellProblem):
    """Where in the file, what stands there, and why it cannot be taken."""

    row: int
    column: str
    value: str
    kind: str
    detail: dict = field(default_factory=dict)

    REASONS = REASONS


class Refused(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, kind, row=0, **params):
        super().__init__(kind)
        self.problem = DatasetProblem(row, "", "", kind, params)
