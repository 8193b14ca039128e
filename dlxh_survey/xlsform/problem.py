"""What is wrong with one cell of a workbook, and what to do."""

from dataclasses import dataclass, field

from ._shared import problem, questionnaire

ERROR, WARNING = "error", "warning"


_lt = problem._lt

OWN_REASONS = {
    "bad_choice_name": _lt(
        "The name “%(value)s” of a choice may hold only letters without accents,"
        " digits and _, at most 32."
    ),
    "bad_expression": _lt("The expression cannot be read from “%(text)s” on."),
    "bad_number": _lt("“%(value)s” is not a whole number."),
    "bad_required": _lt("Write yes or no. Expressions are not possible here."),
    "choice_filter": _lt(
        "Choices that depend on another answer are not possible. Ask one question for"
        " each list, with a condition."
    ),
    "column_ignored": _lt("The column “%(column)s” is left out: it has no use here."),
    "constraint_dropped": _lt(
        "This limit is left out: “%(text)s”. Possible are limits of numbers, dates,"
        " lengths and the number of choices, and choices that stand alone."
    ),
    "dropped_meta": _lt(
        "“%(value)s” is left out: answers are kept without time, device or account."
    ),
    "duplicate_choice": _lt("The choice “%(value)s” already stands in row %(first)s."),
    "empty_list": _lt("The list of choices “%(value)s” is not in the sheet choices."),
    "equals_on_multiple": _lt(
        "“%(text)s” compares several answers with one. Write selected(…) instead."
    ),
    "error_value": _lt("The cell shows the error %(value)s. Type the value itself."),
    "formula": _lt("The cell holds a formula. Copy the column and paste it as values."),
    "group_end": _lt("This end of a group has no beginning."),
    "group_open": _lt("The group “%(value)s” is not closed by end_group."),
    "malformed_book": _lt(
        "This is not an Excel workbook (.xlsx). Open it in your spreadsheet program and"
        " save it as .xlsx."
    ),
    "missing_column": _lt("The column “%(column)s” is missing in the first row."),
    "missing_name": _lt("The row needs a name."),
    "missing_sheet": _lt("The workbook has no sheet “%(value)s”."),
    "mixed_matrix": _lt(
        "The rows of a table must all be select_one, or all select_multiple, of one"
        " list."
    ),
    "note_moved": _lt("The note is shown with the question or page it stands at."),
    "piped": _lt(
        "The text shows another answer in its place. Here it is shown as it stands."
    ),
    "range_step": _lt("A scale goes in steps of 1 between whole numbers."),
    "repeat": _lt("Repeated groups are not possible. Ask about one thing at a time."),
    "row_condition": _lt(
        "A single row of a table cannot have a condition. Write it at the group."
    ),
    "too_large": _lt("The file is too large. Remove pictures and other sheets."),
    "too_long": _lt("The text is longer than %(limit)s characters. Shorten it."),
    "too_many_rows": _lt("The sheet has more than %(limit)s rows."),
    "unknown_field": _lt("“%(text)s” names no question of this form."),
    "unknown_language": _lt(
        "“%(value)s” is not a known language. Write it with its code, for instance"
        " Vietnamese (vi)."
    ),
    "unsupported_expression": _lt("“%(text)s” is not possible in a condition."),
    "unsupported_type": _lt("Questions of the type “%(value)s” are not possible."),
}
REASONS = {**questionnaire.REASONS, **OWN_REASONS}
#: problems that leave something out, but nothing wrong
WARNINGS = {
    *("column_ignored", "constraint_dropped", "dropped_meta", "note_moved", "piped"),
}


@dataclass(frozen=True, slots=True)
class XlsProblem(problem.CellProblem):
    """Where in the workbook, what stands there, and why it cannot stay."""

    sheet: str
    row: int
    column: str
    value: str
    kind: str
    detail: dict = field(default_factory=dict)

    REASONS = REASONS

    @property
    def level(self):
        return WARNING if self.kind in WARNINGS else ERROR


def shown(value):
    """A value short enough to be told."""
    value = str(value)
    return value if len(value) <= 80 else f"{value[:80]}…"
