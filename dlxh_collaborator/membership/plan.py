"""What a decision would do to the memberships of a team, and what forbids it."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from .interval import Interval, two_heads

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Change:
    """One line of a decision."""

    action: str  # add, remove, replace, change_role
    person: Hashable
    replaced: Hashable = None
    role: str | None = None
    represents: Hashable = None
    key: Hashable = None


@dataclass(frozen=True)
class Order:
    """A decision: establish, consolidate or dissolve a team from a day on."""

    kind: str
    day: date
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Bounds:
    """Days within which a decision on a team may take effect."""

    term_start: date | None = None
    term_end: date | None = None
    team_start: date | None = None
    team_end: date | None = None
    last_decision: date | None = None


@dataclass(frozen=True)
class Problem:
    """Why a decision cannot be applied: a reason code, the line and a day."""

    code: str
    change: Change | None = None
    day: date | None = None


@dataclass(frozen=True)
class Begin:
    """A membership that begins, and the line that begins it."""

    interval: Interval
    change: Change


@dataclass
class Plan:
    """Memberships to end, with their new last day, and those to begin."""

    ends: dict[Hashable, date] = field(default_factory=dict)
    end_changes: dict[Hashable, Change | None] = field(default_factory=dict)
    begins: list[Begin] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def result(self, intervals: Iterable[Interval]) -> list[Interval]:
        """Return the memberships after the plan."""
        kept = [
            replace(one, end=self.ends[one.key]) if one.key in self.ends else one
            for one in intervals
        ]
        return kept + [begin.interval for begin in self.begins]


def make_plan(order: Order, intervals: Iterable[Interval], bounds=None) -> Plan:
    """Say what `order` does to the memberships of the team, or why it cannot.

    :param intervals: memberships of the team, each with a key of its own; none
        when the team is established
    """
    intervals = list(intervals)
    plan = Plan()
    plan.problems += _day_problems(order, bounds or Bounds())
    _Planner(order, intervals, plan).run()
    if not plan.problems and two_heads(plan.result(intervals)):
        plan.problems.append(Problem("two_heads", day=order.day))
    return plan


def _day_problems(order, bounds):
    day = order.day
    early = [
        ("outside_term", bounds.term_start),
        ("before_team", bounds.team_start),
        ("before_last_decision", bounds.last_decision),
    ]
    late = [("outside_term", bounds.term_end), ("team_ended", bounds.team_end)]
    found = [Problem(code, day=limit) for code, limit in early if limit and day < limit]
    found += [Problem(code, day=limit) for code, limit in late if limit and day > limit]
    return found


class _Planner:
    """Goes through the lines of one decision."""

    def __init__(self, order, intervals, plan):
        self.order, self.plan = order, plan
        self.members = {}  # person -> membership on the day
        self.later = {}  # person -> membership that begins after the day
        for interval in sorted(intervals, key=lambda one: one.start):
            if interval.holds_on(order.day):
                self.members[interval.person] = interval
            elif interval.start > order.day:
                self.later.setdefault(interval.person, interval)

    def run(self):
        if self.order.kind == "dissolve":
            self._dissolve()
            return
        if not self.order.changes:
            self._problem("no_change")
        named = set()
        for change in self.order.changes:
            people = [change.person]
            if change.action == "replace":
                people.append(change.replaced)
            if None in people:
                self._problem("person_missing", change)
            elif named.intersection(people) or len(set(people)) < len(people):
                self._problem("named_twice", change)
            elif self.order.kind == "establish" and change.action != "add":
                self._problem("only_add", change)
            else:
                getattr(self, f"_{change.action}")(change)
            named.update(people)

    def _problem(self, code, change=None, day=None):
        self.plan.problems.append(Problem(code, change, day))

    def _dissolve(self):
        for change in self.order.changes:
            self._problem("no_lines", change)
        for person in self.members:
            self._end(person, None)
        for interval in self.later.values():
            self._problem("begins_later", None, interval.start)

    def _add(self, change):
        self._begin(change, change.role or "member", change.represents)

    def _remove(self, change):
        self._end(change.person, change)

    def _replace(self, change):
        left = self._end(change.replaced, change)
        if left:
            represents = change.represents or left.represents
            self._begin(change, change.role or left.role, represents)

    def _change_role(self, change):
        held = self.members.get(change.person)
        role = change.role or (held and held.role)
        represents = change.represents or (held and held.represents)
        if held and (role, represents) == (held.role, held.represents):
            self._problem("same_role", change)
        elif held := self._end(change.person, change):
            self._begin(change, role, represents, until=held.end, staying=True)

    def _end(self, person, change):
        """End the membership of the day; return it, or None with a problem."""
        held = self.members.get(person)
        if held is None:
            self._problem("not_member", change)
        elif held.start >= self.order.day:
            self._problem("began_that_day", change, held.start)
        else:
            self.plan.ends[held.key] = self.order.day - ONE_DAY
            self.plan.end_changes[held.key] = change
            return held
        return None

    def _begin(self, change, role, represents, until=None, staying=False):
        held = None if staying else self.members.get(change.person)
        later = self.later.get(change.person)
        if held:
            self._problem("already_member", change, held.start)
        elif later and (until is None or until >= later.start):
            self._problem("begins_later", change, later.start)
        else:
            interval = Interval(
                change.person,
                self.order.day,
                until,
                role,
                represents,
                key=("begin", change.key),
            )
            self.plan.begins.append(Begin(interval, change))
