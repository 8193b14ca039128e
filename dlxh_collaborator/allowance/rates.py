"""Which coefficient holds for a post on a day."""

from datetime import date
from typing import NamedTuple


class Post(NamedTuple):
    """Where somebody serves: what a rate may look at."""

    units: tuple  # keys of the unit and of the units above it, the unit first
    level: object
    kind: str
    role: str


class Rate(NamedTuple):
    """One coefficient. What is None or empty holds for all."""

    coefficient: float
    date_from: date
    date_to: date | None = None
    unit: object = None
    level: object = None
    kind: str | None = None
    role: str | None = None
    beside: bool = False  # paid although another team pays as well
    key: object = None

    def holds(self, post, day):
        if day < self.date_from or (self.date_to and day > self.date_to):
            return False
        return (
            (not self.unit or self.unit in post.units)
            and (not self.level or self.level == post.level)
            and (not self.kind or self.kind == post.kind)
            and (not self.role or self.role == post.role)
        )


def best_rate(rates, post, day):
    """Return the rate that holds for the post on that day, or None.

    The unit's own rate comes before that of a unit above, and that before the
    one for all; then the one that says more (role, kind of team, level); of two
    that say the same, the later one.
    """
    found = [rate for rate in rates if rate.holds(post, day)]

    def precision(rate):
        nearness = -post.units.index(rate.unit) if rate.unit else -len(post.units)
        details = (bool(rate.role), bool(rate.kind), bool(rate.level))
        return (nearness, sum(details), details, rate.date_from, rate.key or 0)

    return max(found, key=precision, default=None)
