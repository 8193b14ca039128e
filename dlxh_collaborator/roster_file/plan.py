"""Compare the rows of a file with each other and with what is stored.

The outcome says for each row what would be made or changed, or what is wrong.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from ._shared import check
from .model import COLUMNS, Membership, RosterProblem, Stored
from .person import person_key, person_keys
from .units import UnitFinder

CONTACTS = ("name", "phone", "email")


@dataclass(slots=True)
class Plan:
    """What a file would do.

    ``people`` and ``seats`` tell for each row number what happens: "new",
    "changed" or "same"; a row without a team has no seat.
    ``memberships`` gives the stored membership of a row that has one.
    """

    rows: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    people: dict = field(default_factory=dict)
    seats: dict = field(default_factory=dict)
    memberships: dict = field(default_factory=dict)
    bad_rows: set = field(default_factory=set)

    def good_rows(self):
        """The rows without a problem, whose new persons have none in other rows."""
        waiting = {f"row {number}" for number in self.bad_rows}
        return [
            row
            for row in self.rows
            if row.row not in self.bad_rows and row.person not in waiting
        ]


def make_plan(rows, stored, today, told=()):
    """Check all rows against `stored` (see Stored) as it stands on `today`.

    :param told: problems of reading; nothing is said twice of their cells
    """
    return _Planner(rows, stored or Stored(), today, told).run()


def shown_problems(problems, limit=None):
    """In the order of the sheet; the last line counts what is cut."""
    order = {column: position for position, column in enumerate(COLUMNS)}
    problems = sorted(
        problems, key=lambda one: (one.row, order.get(one.column, -1), one.kind)
    )
    limit = limit or check.MAX_PROBLEMS
    if len(problems) <= limit:
        return problems
    rest = {"count": len(problems) - limit}
    return [*problems[:limit], RosterProblem(0, "", "", "more_problems", rest)]


class _Planner:
    def __init__(self, rows, stored, today, told):
        self.rows, self.stored, self.today = rows, stored, today
        self.plan = Plan(rows=rows)
        self.told = {(problem.row, problem.column) for problem in told}
        self.plan.problems.extend(told)
        self.finder = UnitFinder(stored.units)
        self.names = {unit.code: unit.name for unit in stored.units}
        self.people = {person.id: person for person in stored.people}
        self.by_contact, self.by_name = defaultdict(list), defaultdict(list)
        for person in stored.people:
            for key in person_keys(person.name, person.phone, person.email):
                self.by_contact[key].append(person)
            self.by_name[person.unit, person_key(person.name)].append(person)
        self.new_by_contact, self.new_by_name = {}, {}
        self.seats_of_file = {}
        self.heads, self.head_names = defaultdict(list), {}
        self.teams, self.memberships = defaultdict(list), defaultdict(list)
        for team in stored.teams:
            self.teams[team.unit].append(team)
        for membership in stored.memberships:
            self.memberships[membership.person, membership.team].append(membership)
            if membership.role == "head":
                self.heads[membership.team].append(membership)

    def tell(self, row, column, value, kind, **params):
        if (row.row, column) not in self.told:
            self.told.add((row.row, column))
            self.plan.problems.append(
                RosterProblem(row.row, column, str(value)[:80], kind, params)
            )

    def run(self):
        for row in self.rows:
            self._find_units(row)
            self._check_seat_cells(row)
        for row in self.rows:
            if row.name and row.unit:
                self._find_person(row)
                self._plan_seat(row)
        self.plan.bad_rows = {problem.row for problem in self.plan.problems}
        self.plan.problems = shown_problems(self.plan.problems)
        return self.plan

    # units and cells

    def _find_units(self, row):
        for column in ("unit", "team", "represents"):
            text = getattr(row, column)
            if not text:
                continue
            unit, kind, params = self.finder.find(text)
            if unit is None:
                self.tell(row, column, text, kind, **params)
                setattr(row, column, "")
                continue
            setattr(row, column, unit.code)
            day = (column == "team" and row.date_from) or self.today
            if unit.date_close and unit.date_close < self.today:
                shown = f"{unit.date_close:%d/%m/%Y}"
                self.tell(row, column, text, "closed_unit", unit=unit.name, date=shown)
            elif unit.date_open and day and day < unit.date_open:
                shown = f"{unit.date_open:%d/%m/%Y}"
                self.tell(
                    row, column, text, "unit_not_open", unit=unit.name, date=shown
                )

    def _check_seat_cells(self, row):
        if row.decision and not (row.decision_date or row.date_from):
            self.tell(row, "decision_date", row.decision, "decision_date_missing")
        if row.team:
            row.date_from = row.date_from or row.decision_date
            if not row.date_from:
                self.tell(row, "date_from", "", "date_missing", name=row.name)
            return
        if (row.row, "team") in self.told:
            return
        for column in ("role", "represents", "date_from"):
            if getattr(row, column):
                value = getattr(row, column)
                self.tell(row, column, value, "team_missing")
                return

    # people

    def _find_person(self, row):
        """Put into the row who it is about: a stored person or one of the file."""
        keys = person_keys(row.name, row.phone, row.email)
        known = self._stored_person(row, keys)
        if known:
            if known.unit != row.unit:
                place = self.names.get(known.unit, known.unit)
                self.tell(
                    row, "unit", row.unit, "person_elsewhere", name=row.name, unit=place
                )
            row.person = known.id
            changed = person_changes(row, known)
            contact = [one for one in changed if one in CONTACTS]
            if known.guarded and contact:
                value = getattr(row, contact[0])
                self.tell(row, contact[0], value, "contact_guarded", name=known.name)
            self.plan.people[row.row] = "changed" if changed else "same"
            return
        if (row.row, "name") in self.told:
            return
        name = (row.unit, person_key(row.name))
        first = next(
            (self.new_by_contact[k] for k in keys if k in self.new_by_contact), None
        )
        if first is None and name in self.new_by_name:
            other = self.new_by_name[name]
            # the same name with other contacts is somebody else
            if not keys or not person_keys(other.name, other.phone, other.email):
                first = other
        if first is None:
            row.person = f"row {row.row}"
            self.plan.people[row.row] = "new"
            self.new_by_name.setdefault(name, row)
        else:
            row.person = first.person
            self.plan.people[row.row] = "same"
            if first.unit != row.unit:
                self.tell(
                    row,
                    "unit",
                    row.unit,
                    "person_twice",
                    name=row.name,
                    first=first.row,
                )
            elif not row.team or not first.team:
                self.tell(
                    row,
                    "name",
                    row.name,
                    "duplicate_row",
                    name=row.name,
                    first=first.row,
                )
        for key in keys:
            self.new_by_contact.setdefault(key, first or row)

    def _stored_person(self, row, keys):
        """By contact first; by the name alone only where nothing contradicts it."""
        found = [person for key in keys for person in self.by_contact.get(key, ())]
        found.sort(key=lambda one: (one.unit != row.unit, one.ended, one.id))
        if found:
            return found[0]
        named = self.by_name.get((row.unit, person_key(row.name)), [])
        if keys:
            named = [one for one in named if not _contradicts(row, one)]
        if len(named) > 1:
            self.tell(row, "name", row.name, "same_name")
            return None
        return named[0] if named else None

    # seats

    def _plan_seat(self, row):
        if not (row.team and row.date_from and row.person):
            return
        first = self.seats_of_file.setdefault((row.person, row.team), row)
        if first is not row:
            self.tell(
                row, "name", row.name, "duplicate_row", name=row.name, first=first.row
            )
            return
        held = self._held_seat(row)
        if held == "overlap":
            return
        if held and not _seat_changes(row, held):
            self.plan.seats[row.row] = "same"
            self.plan.memberships[row.row] = held.id
            return
        if not self._team_open(row) or self._second_head(row):
            return
        self.plan.seats[row.row] = "changed" if held else "new"
        if held:
            self.plan.memberships[row.row] = held.id

    def _held_seat(self, row):
        """The stored membership that the row is about, None, or "overlap"."""
        held = self.memberships.get((row.person, row.team), [])
        for seat in held:
            if seat.date_from == row.date_from:
                return seat
        for seat in held:
            if not seat.date_to or seat.date_to >= row.date_from:
                shown = f"{seat.date_from:%d/%m/%Y}"
                self.tell(
                    row,
                    "date_from",
                    f"{row.date_from:%d/%m/%Y}",
                    "already_member",
                    name=row.name,
                    date=shown,
                )
                return "overlap"
        return None

    def _team_open(self, row):
        """Whether the team may be joined by file on that day."""
        teams = self.teams.get(row.team, [])
        covering = [one for one in teams if _covers(one, row.date_from)]
        unit = self.names.get(row.team, row.team)
        if any(one.locked for one in covering):
            self.tell(row, "team", row.team, "team_by_decision", unit=unit)
            return False
        later = [one.date_from for one in teams if one.date_from > row.date_from]
        if not covering and later:
            shown = f"{min(later):%d/%m/%Y}"
            value = f"{row.date_from:%d/%m/%Y}"
            self.tell(row, "date_from", value, "before_team", unit=unit, date=shown)
            return False
        return True

    def _second_head(self, row):
        """Whether somebody else leads the team on the day the row makes a head."""
        if row.role != "head":
            return False
        for seat in self.heads[row.team]:
            if seat.person != row.person and (
                not seat.date_to or seat.date_to >= row.date_from
            ):
                stored = self.people.get(seat.person)
                self.tell(
                    row,
                    "role",
                    row.name,
                    "two_heads",
                    unit=self.names.get(row.team, row.team),
                    head=stored.name
                    if stored
                    else self.head_names.get(seat.person, "…"),
                    date=f"{seat.date_from:%d/%m/%Y}",
                )
                return True
        self.heads[row.team].append(
            Membership(0, row.person, row.team, row.date_from, None, "head")
        )
        self.head_names[row.person] = row.name
        return False


def _covers(team, day):
    return team.date_from <= day and (not team.date_to or team.date_to >= day)


def _contradicts(row, person):
    """Both have a phone (or both an e-mail) and they differ."""
    return any(
        given
        and stored
        and not set(person_keys("", given)) & set(person_keys("", stored))
        for given, stored in ((row.phone, person.phone), (row.email, person.email))
    )


def person_changes(row, person):
    """The cells that say something else than what is stored; empty ones say nothing."""
    found = []
    for column in ("name", "position", "email"):
        given = getattr(row, column)
        if given and given != getattr(person, column):
            found.append(column)
    if row.phone and person_keys("", row.phone) != person_keys("", person.phone):
        found.append("phone")
    if row.rapporteur is not None and row.rapporteur != person.rapporteur:
        found.append("rapporteur")
    if set(row.expertise) - set(person.expertise):
        found.append("expertise")
    if person.ended and row.team:
        found.append("ended")
    return found


def _seat_changes(row, seat):
    return (row.role and row.role != seat.role) or (
        row.represents and row.represents != seat.represents
    )
