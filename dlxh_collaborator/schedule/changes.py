"""What is to be done so that the meetings to come follow the rule of a series."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Planned:
    """A meeting of the series as it stands."""

    id: int
    slot: date
    start: datetime
    #: still to come, neither held nor cancelled
    movable: bool


@dataclass
class Changes:
    create: list = field(default_factory=list)  # (slot, start)
    move: list = field(default_factory=list)  # (id, start)
    drop: list = field(default_factory=list)  # ids


def changes(existing, occurrences, now):
    """Compare the meetings of a series with its rule.

    Meetings that were held, cancelled or whose time is past are never touched,
    and no other is planned in their month. Nothing is planned for a time that
    is past, and nothing is moved to one.
    """
    result = Changes()
    wanted = dict(occurrences)
    taken = set()
    for meeting in sorted(existing, key=lambda m: (m.movable, m.start, m.id)):
        movable = meeting.movable and meeting.start > now
        first = meeting.slot not in taken
        taken.add(meeting.slot)
        if not movable:
            continue
        if not first or meeting.slot not in wanted:
            result.drop.append(meeting.id)
        elif wanted[meeting.slot] != meeting.start and wanted[meeting.slot] > now:
            result.move.append((meeting.id, wanted[meeting.slot]))
    for slot, start in occurrences:
        if slot not in taken and start > now:
            result.create.append((slot, start))
    return result
