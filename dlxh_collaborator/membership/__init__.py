"""Memberships of a team and what decisions do to them.

Days are inclusive: a membership holds on its first and on its last day. A
decision of a day begins memberships on that day and ends them on the day before.
"""

from .interval import Interval, clashes, holding, two_heads
from .paper import read_reference
from .plan import Begin, Bounds, Change, Order, Plan, Problem, make_plan
from .replay import apply, replay, revoke
