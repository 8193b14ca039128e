"""Which sheets and which lower reports a report is drafted from.

Situation and quick reports are one line: what one of them holds, the others reach
through it, so the words of a sheet come up once. A thematic report looks at the
same material from another side; it takes nothing away from that line, nor that
line from it. Counting never relies on this: see `counts.total`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

LINES = {"situation": "situation", "quick": "situation"}
#: a month is neither longer nor shorter than another month
TOLERANCE = 3
#: what comes so many days after its period is still taken up
LATE = 31


@dataclass(frozen=True, slots=True)
class Span:
    """A report as the selection sees it.

    ``is_firm``: out of its officer's hands; ``is_standing``: what the unit says.
    """

    id: int
    kind: str
    date_from: date
    date_to: date
    is_firm: bool = False
    is_standing: bool = False

    @property
    def days(self):
        return (self.date_to - self.date_from).days

    @property
    def line(self):
        return LINES.get(self.kind, self.kind)


def source_kinds(kind: str) -> tuple[str, ...]:
    """The kinds of lower reports that a report of this kind takes up."""
    if kind in ("force", "survey", "quick"):
        return (kind,)
    return ("situation", "quick", "thematic")


def own_kinds(kind: str) -> tuple[str, ...]:
    """The kinds of the unit's own reports that may be parts of one of this kind."""
    if kind == "quick":
        return ()
    return {"situation": ("situation", "quick"), "thematic": ("thematic", "quick")}.get(
        kind, (kind,)
    )


def window(report: Span) -> tuple[date, date]:
    """The days on which the period of a source may end.

    A situation report also takes up what came late; a quick one what is of the day
    before; a thematic one keeps to its period.
    """
    back = 0
    if report.kind == "situation":
        back = max(report.days + 1, LATE)
    elif report.kind == "quick":
        back = 1
    return report.date_from - timedelta(days=back), report.date_to


def is_shorter(one: Span, other: Span) -> bool:
    """Whether `one` covers fewer days; a quick report is the shortest."""
    if one.kind == "quick" or other.kind == "quick":
        return one.kind == "quick" and other.kind != "quick"
    return one.days + TOLERANCE < other.days


def is_part(own: Span, report: Span) -> bool:
    """Whether `report` rests on another standing report of the same unit."""
    first, last = window(report)
    return (
        own.id != report.id
        and own.is_standing
        and own.kind in own_kinds(report.kind)
        and is_shorter(own, report)
        and first <= own.date_to <= last
    )


def may_take(child: Span, report: Span) -> bool:
    """Whether a report sent up from below belongs to `report`.

    A period belongs to the one in which it ends. A longer report below waits for
    one as long.
    """
    first, last = window(report)
    return (
        child.kind in source_kinds(report.kind)
        and first <= child.date_to <= last
        and (report.line != "situation" or child.days <= report.days + TOLERANCE)
    )


def holds(other: Span, report: Span) -> bool:
    """Whether what another report of the unit has taken up is taken for `report`.

    The draft of a longer report does not: the shorter one comes first.
    """
    return (
        other.id != report.id
        and other.line == report.line == "situation"
        and (other.is_firm or not is_shorter(report, other))
    )


def left_over(
    report: Span,
    wanted: Iterable[int],
    held: Iterable[tuple[int, Span]],
    parts: Iterable[int],
) -> set[int]:
    """Of the wanted sheets or entries, those no other report has taken up.

    :param held: (sheet or entry, report that rests on it) of the same unit
    :param parts: ids of the reports through which this one reaches what they hold
    """
    parts = set(parts)
    gone = {
        item
        for item, other in held
        if other.id != report.id and (other.id in parts or holds(other, report))
    }
    return set(wanted) - gone
