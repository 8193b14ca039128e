"""From a file to rows of people, or to the list of what is wrong with it."""

import dataclasses
import re

from ._shared import cells, sheet
from .model import ALL_REASONS, COLUMNS, REQUIRED_COLUMNS, RosterProblem, RosterRow
from .phone import normal_phone
from .words import ROSTER_WORDS, lookup, plain

LAYOUT = sheet.Layout(COLUMNS, REQUIRED_COLUMNS, lookup(ROSTER_WORDS["columns"]))
ROLES = lookup(ROSTER_WORDS["roles"])
YES = {plain(word) or word for word in ROSTER_WORDS["yes"]}
NO = {plain(word) or word for word in ROSTER_WORDS["no"]}
EMAIL = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\".]+")


class RosterCells(cells.RowCells):
    """Read the cells of one person."""

    max_length = {"name": 100, "position": 200, "decision": 100, "email": 120}
    problem = RosterProblem

    def phone(self):
        value = self.text("phone")
        found = normal_phone(value)
        if value and not found:
            self.tell("phone", value, "bad_phone")
        return found

    def email(self):
        value = self.text("email").casefold()
        if value and not EMAIL.fullmatch(value):
            self.tell("email", value, "bad_email")
        return value

    def role(self):
        value = self.text("role")
        code = ROLES.get(plain(value), "")
        if value and not code:
            roles = ", ".join(ROSTER_WORDS["template"]["roles"])
            self.tell("role", value, "unknown_role", roles=roles)
        return code

    def yes_no(self, column):
        value = self.text(column)
        word = plain(value) or value
        if not value:
            return None
        if word not in YES | NO:
            self.tell(column, value, "bad_yes_no")
        return word in YES

    def expertise(self, known):
        """Names of expertise, several between semicolons."""
        value = self.text("expertise")
        found = []
        for part in filter(None, (one.strip() for one in value.split(";"))):
            name = known.get(plain(part))
            if name is None:
                shown = "; ".join(dict.fromkeys(known.values()))
                self.tell("expertise", part, "unknown_expertise", known=shown)
            else:
                found.append(name)
        return tuple(dict.fromkeys(found))


def read_roster(source, filename=None, expertise=()):
    """Read a path or bytes.

    :param expertise: names that the column of expertise may hold
    :return: (rows, problems): all rows that could be understood, and what is wrong
    """
    table = read_roster_sheet(source, filename)
    rows, problems = rows_of_roster(table, expertise)
    return rows, [in_words_of_file(problem, table.headers) for problem in problems]


def read_roster_sheet(source, filename=None):
    """The table of the file; problems of the file as a whole are in it."""
    return sheet.read_sheet(source, filename, LAYOUT)


def rows_of_roster(table, expertise=()):
    """The same from a table that was read; columns go by our names."""
    if table.problems:
        return [], [_of_people(problem) for problem in table.problems]
    known = {plain(name): name for name in expertise}
    rows, problems = [], []
    for number, row_cells in table.rows:
        reader = RosterCells(number, row_cells)
        rows.append(
            RosterRow(
                row=number,
                name=reader.words("name", required=True),
                position=reader.words("position"),
                unit=reader.words("unit", required=True),
                phone=reader.phone(),
                email=reader.email(),
                team=reader.words("team"),
                role=reader.role(),
                represents=reader.words("represents"),
                date_from=reader.date("date_from"),
                expertise=reader.expertise(known),
                rapporteur=reader.yes_no("rapporteur"),
                decision=reader.words("decision"),
                decision_date=reader.date("decision_date"),
            )
        )
        problems += reader.problems
    return rows, problems


def in_words_of_file(problem, headers):
    """Name the column as the file does."""
    shown = str(headers.get(problem.column, problem.column))
    return dataclasses.replace(problem, column=shown)


def _of_people(problem):
    assert problem.kind in ALL_REASONS
    return RosterProblem(
        problem.row, problem.column, problem.value, problem.kind, problem.params
    )
