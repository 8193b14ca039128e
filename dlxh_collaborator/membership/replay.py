"""Apply, take back and replay decisions on the memberships of a team."""

from collections.abc import Iterable
from dataclasses import replace

from .interval import Interval
from .plan import Order, Plan, make_plan


def apply(intervals: Iterable[Interval], order: Order) -> tuple[list[Interval], Plan]:
    """Return the memberships after the decision, and what it did.

    A decision with problems does nothing.
    """
    intervals = list(intervals)
    plan = make_plan(order, intervals)
    return (intervals if plan.problems else plan.result(intervals)), plan


def revoke(intervals: Iterable[Interval], plan: Plan, before) -> list[Interval]:
    """Return the memberships as they were before the plan.

    :param before: {key: last day that the membership had}
    """
    begun = {begin.interval.key for begin in plan.begins}
    return [
        replace(one, end=before[one.key]) if one.key in plan.ends else one
        for one in intervals
        if one.key not in begun
    ]


def replay(orders: Iterable[Order]) -> list[Interval]:
    """Return the memberships that a list of decisions leads to."""
    intervals: list[Interval] = []
    for order in orders:
        intervals, _plan = apply(intervals, order)
    return intervals
