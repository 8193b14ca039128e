"""Which target holds for a figure, and how the figure stands to it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Target:
    """A percentage to be reached, for all levels and units unless it names one."""

    percent: float
    level: int | None = None
    unit: int | None = None
    by: date | None = None


def choose(targets, level, units, day):
    """Return the target that holds, or None.

    The nearest unit comes first, then the one that names the level, then the
    next date to come; a target whose date has passed holds on until a later
    one replaces it.

    :param level: the level looked at; None for all levels together
    :param units: ids of the unit and those above it, nearest first
    """
    distance = {unit: index for index, unit in enumerate(units)}
    distance[None] = len(distance)
    fitting = [
        target
        for target in targets
        if target.unit in distance and target.level in (None, level)
    ]
    return min(
        fitting,
        key=lambda target: (
            distance[target.unit],
            target.level is None,
            _remoteness(target.by, day),
            target.percent,
        ),
        default=None,
    )


def _remoteness(by, day):
    """Coming dates first, the nearest of them foremost; then no date; then past."""
    if by is None:
        return (1, 0)
    days = (by - day).days
    return (0, days) if days >= 0 else (2, -days)


def standing(share, target):
    """Say whether the share has reached the target: "reached", "behind", or ""
    where nothing is owed or nothing is aimed at."""
    if target is None or share.percent is None:
        return ""
    enough = Decimal(str(target.percent)) * share.whole <= 100 * share.part
    return "reached" if enough else "behind"
