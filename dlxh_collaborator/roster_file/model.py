"""The shapes that the parts of this package hand to each other."""

import datetime
from dataclasses import dataclass, field

from ._shared import model as shared
from ._shared import reasons
from .reasons import ROSTER_REASONS

COLUMNS = (
    "name",
    "position",
    "unit",
    "phone",
    "email",
    "team",
    "role",
    "represents",
    "date_from",
    "expertise",
    "rapporteur",
    "decision",
    "decision_date",
)
REQUIRED_COLUMNS = ("name", "unit")
ALL_REASONS = {**reasons.REASONS, **ROSTER_REASONS}


@dataclass(slots=True, frozen=True)
class RosterProblem(shared.Problem):
    """The same as in a file of units, with sentences about people."""

    @property
    def template(self):
        return ALL_REASONS[self.kind]

    @property
    def reason(self):
        return self.template % self.all_params


@dataclass(slots=True)
class RosterRow:
    """One line: a person and, unless ``team`` is empty, one seat in a team.

    ``unit``, ``team`` and ``represents`` are what the file says until the plan puts
    the codes of units there. Empty cells leave what is stored.
    """

    row: int
    name: str
    unit: str
    position: str = ""
    phone: str = ""
    email: str = ""
    team: str = ""
    role: str = ""
    represents: str = ""
    date_from: datetime.date | None = None
    expertise: tuple[str, ...] = ()
    rapporteur: bool | None = None
    decision: str = ""
    decision_date: datetime.date | None = None
    #: what the plan found: a stored person, or the row where the person is new
    person: object = None


@dataclass(slots=True, frozen=True)
class UnitInfo:
    """A unit that rows may name."""

    code: str
    name: str
    date_open: datetime.date | None = None
    date_close: datetime.date | None = None


@dataclass(slots=True, frozen=True)
class Person:
    """A collaborator who is stored already."""

    id: int
    name: str
    unit: str
    phone: str = ""
    email: str = ""
    position: str = ""
    expertise: tuple[str, ...] = ()
    rapporteur: bool = False
    ended: bool = False
    #: his name, phone and e-mail are not for whoever brings the file to change
    guarded: bool = False


@dataclass(slots=True, frozen=True)
class TeamPeriod:
    """A team that is stored; nobody joins a ``locked`` one by file."""

    unit: str
    date_from: datetime.date
    date_to: datetime.date | None = None
    locked: bool = False


@dataclass(slots=True, frozen=True)
class Membership:
    """A seat that is stored."""

    id: int
    person: int
    team: str
    date_from: datetime.date
    date_to: datetime.date | None = None
    role: str = "member"
    represents: str = ""


@dataclass(slots=True)
class Stored:
    """All that a file is compared with."""

    units: list = field(default_factory=list)
    people: list = field(default_factory=list)
    teams: list = field(default_factory=list)
    memberships: list = field(default_factory=list)
