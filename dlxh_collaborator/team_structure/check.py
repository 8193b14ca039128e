"""The structure check: who is missing, who left, whose time ends."""

from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True)
class Seat:
    """A membership that holds on the day.

    :param branch: key of the branch the member represents, None for the unit itself
    :param left: why the person no longer belongs there: "ended", "closed" (the
        workplace), "moved" (away from the territory), or ""
    """

    key: int
    person: int
    partner: int
    role: str
    branch: int | None = None
    until: date | None = None
    trained: bool = False
    expertise: frozenset = frozenset()
    left: str = ""


@dataclass(frozen=True)
class Branch:
    """A unit directly below that is open on the day."""

    key: int
    name: str = ""


@dataclass(frozen=True)
class Team:
    """A team on a day, with the quota that holds for it (0 for none)."""

    seats: tuple
    branches: tuple = ()
    least: int = 0
    most: int = 0
    until: date | None = None
    fields: frozenset = frozenset()


@dataclass(frozen=True)
class Finding:
    """One thing to know about a team.

    :param code: which kind
    :param severity: "danger" (put right now), "warning" (soon), "info"
    :param keys: of the seats, branches or fields concerned
    :param count: how many, for findings without keys
    """

    code: str
    severity: str
    keys: tuple = ()
    count: int = 0
    day: date | None = field(default=None)


def findings(team, day, within=timedelta(days=90)):
    """Return the findings on a team on `day`, the pressing ones first.

    :param within: how long before an end it is told
    """
    found = [
        *_members(team, day, within),
        *_numbers(team),
        *_branches(team),
        *_time(team, day, within),
        *_knowledge(team),
    ]
    order = {"danger": 0, "warning": 1, "info": 2}
    return sorted(found, key=lambda one: order[one.severity])


def head_count(seats):
    """Return how many persons sit there: who has two seats is one person."""
    return len({seat.partner for seat in seats})


def _members(team, day, within):
    for why in ("ended", "closed", "moved"):
        if left := [seat.key for seat in team.seats if seat.left == why]:
            yield Finding(f"left_{why}", "danger", tuple(left))
    ending = [
        seat.key
        for seat in team.seats
        if seat.until and not seat.left and day <= seat.until <= day + within
    ]
    if ending:
        yield Finding("ending", "warning", tuple(ending))
    partners = [seat.partner for seat in team.seats]
    twice = [seat.key for seat in team.seats if partners.count(seat.partner) > 1]
    if twice:
        yield Finding("twice", "warning", tuple(twice))


def _numbers(team):
    count = len(team.seats)
    if team.most and count < team.least:
        yield Finding("short", "warning", count=team.least - count)
    if team.most and count > team.most:
        yield Finding("over", "warning", count=count - team.most)
    if team.seats and not any(seat.role == "head" for seat in team.seats):
        yield Finding("no_head", "warning")


def _branches(team):
    present = {seat.branch for seat in team.seats if not seat.left}
    absent = [branch.key for branch in team.branches if branch.key not in present]
    if absent:
        yield Finding("unrepresented", "info", tuple(absent))


def _time(team, day, within):
    if team.until and team.until < day:
        yield Finding("term_over", "danger", day=team.until)
    elif team.until and team.until <= day + within:
        yield Finding("term_ending", "warning", day=team.until)


def _knowledge(team):
    if untrained := [seat.key for seat in team.seats if not seat.trained]:
        yield Finding("untrained", "info", tuple(untrained))
    covered = frozenset().union(*(seat.expertise for seat in team.seats))
    if team.seats and (lacking := team.fields - covered):
        yield Finding("fields", "info", tuple(sorted(lacking)))
    if unknown := [seat.key for seat in team.seats if not seat.expertise]:
        yield Finding("no_expertise", "info", tuple(unknown))
