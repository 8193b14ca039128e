"""The plain records a draft is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Topic:
    """A field of social life, with its place in the printed order."""

    id: int
    name: str
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Issue:
    """What people talk about, as the consolidating unit names it."""

    id: int
    name: str
    topic_id: int | None = None
    section: str = "local"


@dataclass(frozen=True, slots=True)
class Stream:
    """One stream of opinion in a sheet: what is said, by how many, in which tone."""

    statement: str
    tendency: str
    breadth: str
    groups: tuple[int, ...] = ()
    intensity: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """An accepted opinion sheet. It carries no author on purpose."""

    id: int
    unit_id: int
    issue_id: int | None = None
    topic_id: int | None = None
    title: str = ""
    event: str = ""
    streams: tuple[Stream, ...] = ()
    assessment: str = ""
    forecast: str = ""
    proposal: str = ""
    is_nil: bool = False
    week: str = ""


@dataclass(frozen=True, slots=True)
class Atom:
    """What one entry counted from its own sheets: the smallest thing counted.

    An entry of a higher report is a set of atoms, so the same sheets met on two
    paths (a month and the quarter that contains it) are one atom and count once.
    ``cells`` are sheets by (group, tendency, week); ``shared`` are those of its
    sheets that stand in another atom met as well.
    """

    id: int
    unit_id: int
    sheets: int = 0
    tendency: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    shared: tuple[Sheet, ...] = ()
    cells: Mapping[tuple[int, str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Passage:
    """An entry of a lower or shorter report, offered to the report being drafted.

    ``units`` are the units that reported it to the consolidating unit; ``atoms`` the
    ids of the atoms it rests on. A lower report's ``text`` is safe HTML, which may say
    what the units named in ``below`` reported to it.
    """

    id: int
    unit_id: int
    unit_name: str = ""
    issue_id: int | None = None
    topic_id: int | None = None
    title: str = ""
    text: str = ""
    assessment: str = ""
    forecast: str = ""
    proposal: str = ""
    units: frozenset[int] = frozenset()
    atoms: frozenset[int] = frozenset()
    below: frozenset[str] = frozenset()
