"""A membership from one day to another."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

HEAD = "head"


@dataclass(frozen=True)
class Interval:
    """Somebody is a member from `start` to `end`, both included."""

    person: Hashable
    start: date
    end: date | None = None
    role: str = "member"
    represents: Hashable = None
    key: Hashable = None

    def holds_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def meets(self, other: "Interval") -> bool:
        """Tell whether both hold on some day."""
        return not (
            self.end is not None
            and self.end < other.start
            or other.end is not None
            and other.end < self.start
        )


def holding(intervals: Iterable[Interval], day: date) -> list[Interval]:
    """Return the memberships that hold on a day."""
    return [interval for interval in intervals if interval.holds_on(day)]


def clashes(intervals: Iterable[Interval]) -> list[tuple[Interval, Interval]]:
    """Return pairs of memberships of one person that hold on the same day."""
    return _meeting(intervals, lambda interval: interval.person)


def two_heads(intervals: Iterable[Interval]) -> list[tuple[Interval, Interval]]:
    """Return pairs of heads of the team who hold on the same day."""
    heads = [interval for interval in intervals if interval.role == HEAD]
    return _meeting(heads, lambda interval: HEAD)


def _meeting(intervals, group):
    """Pairs that hold on the same day, looked for among neighbours in time: each
    with the one of its group that lasts longest of those begun before."""
    found, longest = [], {}
    for interval in sorted(intervals, key=lambda one: one.start):
        before = longest.get(group(interval))
        if before is not None and before.meets(interval):
            found.append((before, interval))
        if before is None or _lasts(interval) > _lasts(before):
            longest[group(interval)] = interval
    return found


def _lasts(interval):
    return interval.end or date.max
