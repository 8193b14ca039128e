"""Which further cells to hide so that no hidden one can be worked out.

A table with its totals is a circulation: rows and columns are nodes, every figure
is an arc, and what flows in flows out. Visible figures are fixed; a hidden one can
be any whole number between the bounds everybody knows. How far a hidden figure can
move without changing anything visible is then a maximum flow through the other
hidden arcs, exact in whole numbers (Ford & Fulkerson 1956; for disclosure
control: Cox 1995, Castro 2012). Where it cannot move far enough, the cheapest
closed path through it is hidden as well.
"""

import heapq
from collections import deque
from dataclasses import dataclass

#: as good as no bound
FREE = 10**12


@dataclass
class Arc:
    """One figure. ``low`` and ``high`` are what everybody knows of it if hidden.

    ``is_sensitive``: its true value must stay unknown; ``is_fixed``: it is published
    elsewhere and cannot be hidden any more; ``cost``: what hiding it costs.
    """

    tail: object
    head: object
    value: int
    is_sensitive: bool = False
    is_hidden: bool = False
    is_fixed: bool = False
    low: int = 1
    high: int = FREE
    cost: float = 1.0

    @property
    def up(self):
        return self.high - self.value

    @property
    def down(self):
        return self.value - self.low

    @property
    def can_hide(self):
        # a nought is always shown, so it cannot serve as cover
        return not self.is_fixed and not self.is_hidden and self.value > 0


class Network:
    """The arcs of one table."""

    def __init__(self, arcs):
        self.arcs = arcs
        self.out = {}
        for arc in arcs:
            self.out.setdefault(arc.tail, []).append((arc, True))
            self.out.setdefault(arc.head, []).append((arc, False))

    def protect(self, k):
        """Hide until every sensitive figure could as well be `k` or more.

        Returns False where that is impossible: then nothing may be shown.
        """
        sensitive = [arc for arc in self.arcs if arc.is_sensitive]
        for arc in sensitive:
            arc.is_hidden = True
        for arc in sorted(sensitive, key=lambda arc: arc.value):
            if not self._cover(arc, k - arc.value):
                return False
        self._show_what_is_known()
        return True

    def _cover(self, arc, need):
        while True:
            room, moved = self._flow(arc, need)
            if room >= need:
                return True
            for amount in range(need - room, 0, -1):
                path = self._cheapest(arc, amount, moved)
                if path:
                    break
            else:
                return False
            for step in path:
                step.is_hidden = True

    def _show_what_is_known(self):
        """Show again what stayed hidden for nothing: it has only one value."""
        for arc in self.arcs:
            if not arc.is_hidden or arc.is_sensitive or arc.is_fixed:
                continue
            if not self.room(arc, 1) and not self.room(arc, 1, upward=False):
                arc.is_hidden = False

    def room(self, arc, need, upward=True):
        """Return how far a figure can rise (or fall), at most `need`."""
        return self._flow(arc, need, upward)[0]

    def _flow(self, arc, need, upward=True):
        """Return (how far it can move, what every other arc moves with it)."""
        need = min(need, arc.up if upward else arc.down)
        start, goal = (arc.head, arc.tail) if upward else (arc.tail, arc.head)
        moved, found = {}, 0
        while found < need:
            step = self._augment(arc, start, goal, moved, need - found)
            if not step:
                break
            found += step
        return found, moved

    def _augment(self, skipped, start, goal, moved, most):
        """Send more along one shortest path of hidden arcs; returns how much."""
        came = {start: None}
        queue = deque([start])
        while queue and goal not in came:
            node = queue.popleft()
            for arc, forward in self.out[node]:
                if arc is skipped or not arc.is_hidden:
                    continue
                other = arc.head if forward else arc.tail
                if other not in came and _left(arc, forward, moved) > 0:
                    came[other] = (node, arc, forward)
                    queue.append(other)
        if goal not in came:
            return 0
        path, node = [], goal
        while came[node]:
            node, arc, forward = came[node]
            path.append((arc, forward))
        amount = min(most, *(_left(arc, forward, moved) for arc, forward in path))
        for arc, forward in path:
            change = amount if forward else -amount
            moved[id(arc)] = moved.get(id(arc), 0) + change
        return amount

    def _cheapest(self, skipped, amount, moved):
        """Return the visible arcs of the cheapest path that carries `amount` more."""
        start, goal = skipped.head, skipped.tail
        best, came = {start: 0.0}, {start: None}
        queue, order = [(0.0, 0, start)], 0
        while queue:
            cost, _order, node = heapq.heappop(queue)
            if node == goal:
                break
            if cost > best[node]:
                continue
            for arc, forward in self.out[node]:
                if arc is skipped or not _carries(arc, forward, amount, moved):
                    continue
                other = arc.head if forward else arc.tail
                total = cost + (0.0 if arc.is_hidden else arc.cost)
                if total < best.get(other, float("inf")):
                    best[other], came[other] = total, (node, arc)
                    order += 1
                    heapq.heappush(queue, (total, order, other))
        if goal not in came:
            return []
        path, node = [], goal
        while came[node]:
            node, arc = came[node]
            if not arc.is_hidden:
                path.append(arc)
        return path


def _left(arc, forward, moved):
    change = moved.get(id(arc), 0)
    return arc.up - change if forward else arc.down + change


def _carries(arc, forward, amount, moved):
    if not arc.is_hidden and not arc.can_hide:
        return False
    return _left(arc, forward, moved) >= amount
