"""From a file to rows of units, or to the list of what is wrong with it."""

import dataclasses

from .cells import CellReader
from .check import check_rows, level_words, shown_problems
from .model import DEFAULT_LEVELS, UnitRow
from .sheet import read_sheet


def read_units(source, filename=None, levels=DEFAULT_LEVELS, existing=()):
    """Read a path or bytes.

    :return: (rows, problems): rows with parents before children; if there is any
        problem there are no rows, so that nothing of a bad file is ever applied.
    """
    return rows_of_sheet(read_sheet(source, filename), levels, existing)


def rows_of_sheet(sheet, levels=DEFAULT_LEVELS, existing=()):
    """The same from a sheet; problems name columns as the file does."""
    if sheet.problems:
        return [], sheet.problems
    rows, problems = rows_of(sheet.rows, levels, existing)
    return rows, [
        dataclasses.replace(one, column=str(sheet.headers.get(one.column, one.column)))
        for one in problems
    ]


def rows_of(numbered_cells, levels=DEFAULT_LEVELS, existing=()):
    """The same from cells already read: [(row number, {column: Cell})]."""
    words = level_words(levels)
    codes = [level.code for level in levels]
    rows, problems = [], []
    for number, cells in numbered_cells:
        reader = CellReader(number, cells, words, codes)
        rows.append(
            UnitRow(
                row=number,
                code=reader.code("code", required=True),
                name=reader.name(),
                parent=reader.code("parent code"),
                level=reader.level(),
                date_open=reader.date("date_open"),
                date_close=reader.date("date_close"),
                org_type=reader.org_type(),
            )
        )
        problems.extend(reader.problems)
    ordered, more = check_rows(rows, levels, existing, limit=None)
    # A cell that is empty or unreadable has been told already.
    told = {(problem.row, problem.column) for problem in problems}
    problems += [one for one in more if (one.row, one.column) not in told]
    return ([], shown_problems(problems)) if problems else (ordered, [])
