"""The few shapes that the parts of this package hand to each other."""

import datetime
from dataclasses import dataclass, field

from .reasons import REASONS
from .words import WORDS

COLUMNS = (
    "code",
    "name",
    "parent code",
    "level",
    "date_open",
    "date_close",
    "org_type",
)
REQUIRED_COLUMNS = ("code", "name", "level")


@dataclass(slots=True)
class UnitRow:
    """One unit as the file states it; ``row`` is the number seen in Excel.

    An empty parent or date leaves what is stored for a unit that exists.
    ``depth`` is set by the check: rows of equal depth never depend on each other.
    """

    row: int
    code: str
    name: str
    parent: str = ""
    level: str = ""
    date_open: datetime.date | None = None
    date_close: datetime.date | None = None
    org_type: str = ""
    depth: int = 0


@dataclass(slots=True)
class Existing:
    """A unit that is already stored."""

    code: str
    parent: str
    level: str
    org_type: str = "party"
    date_open: datetime.date | None = None
    date_close: datetime.date | None = None


@dataclass(slots=True, frozen=True)
class Level:
    """A level of the Party; ``names`` are accepted beside the code."""

    code: str
    sequence: int
    names: tuple[str, ...] = ()


@dataclass(slots=True, frozen=True)
class Problem:
    """Why the file is refused: where, what stands there, and what to do."""

    row: int
    column: str
    value: str
    kind: str
    params: dict = field(default_factory=dict)

    @property
    def template(self):
        """The sentence in English with its %(names)s, for translation."""
        return REASONS[self.kind]

    @property
    def reason(self):
        return self.template % self.all_params

    @property
    def all_params(self):
        return {"value": self.value, "column": self.column, **self.params}


DEFAULT_LEVELS = tuple(
    Level(code, sequence, tuple(WORDS["levels"][code]))
    for sequence, code in enumerate(
        ("central", "direct", "district", "above_grassroots", "grassroots", "cell"), 1
    )
)
