"""Small tables at random, and what somebody can work out from what is published.

The attacker knows that noughts are never hidden.
"""

from statistics import cross, one_way, suppress
from statistics.grid import NO_ANSWER

from hypothesis import reject, settings
from hypothesis import strategies as st

from integers import OutOfPatience, possible

K = 5


TOP = 150


many = settings(deadline=None, max_examples=60)


#: small, nought and comfortable counts in about equal parts
counts = st.one_of(st.integers(0, 4), st.integers(0, 30), st.just(0), st.just(5))


def choice(code, count, kind="single"):
    options = [{"code": str(i), "value": i} for i in range(1, count + 1)]
    return {"code": code, "type": kind, "slot": 0, "options": options}


def line_rows(numbers, missing=0):
    rows = [(0, i, "a", None, n, float(n), float(n)) for i, n in enumerate(numbers, 1)]
    return [*rows, (0, NO_ANSWER, "a", None, missing, float(missing), float(missing))]


def plane_rows(plane):
    """Rows of a cross; a value of nought stands for no answer."""
    return [
        (r or NO_ANSWER, c or NO_ANSWER, "a", None, n, float(n), float(n))
        for r, line in enumerate(plane)
        for c, n in enumerate(line)
    ]


class Attack:
    """Unknown counts, and what is published about sums of them."""

    def __init__(self, truth):
        self.truth = truth
        self.sums = []
        self.hidden = []

    def told(self, indexes, figure, known_zero=True):
        """A published figure: a number, or None where hidden."""
        indexes = list(indexes)
        if figure is None:
            self.sums.append((indexes, 1 if known_zero else 0, TOP))
            self.hidden.append(indexes)
        else:
            assert figure == sum(self.truth[i] for i in indexes)
            self.sums.append((indexes, figure, figure))

    def could_be(self, indexes, least, most):
        sums = [*self.sums, (indexes, least, most)]
        try:
            return possible(TOP, sums, self.truth)
        except OutOfPatience:
            reject()

    def check(self, k=K, cover=True):
        """Fail if a hidden figure is told.

        :param cover: ask it of figures too that are hidden without being small
        """
        for indexes in self.hidden:
            value = sum(self.truth[i] for i in indexes)
            assert value, "a nought is never hidden"
            if value < k:
                assert self.could_be(indexes, k, TOP), (value, "is told to be small")
            elif cover and not self.could_be(indexes, value + 1, TOP):
                assert self.could_be(indexes, 0, value - 1), (value, "is told")


def shown_counts(published):
    return [cell.n for cell in published.table.cells]


few = st.one_of(st.integers(0, 4), st.integers(0, 12), st.just(0), st.just(5))


planes = st.integers(2, 3).flatmap(
    lambda width: st.lists(
        st.lists(few, min_size=width, max_size=width), min_size=2, max_size=3
    )
)


def published_cross(plane):
    """Return the published (cross, one-way of row, one-way of column)."""
    height, width = len(plane) - 1, len(plane[0]) - 1
    row, column = choice("r", height), choice("c", width)
    lines = [sum(line) for line in plane]
    sums = [sum(line[c] for line in plane) for c in range(width + 1)]
    (first,) = one_way(row, line_rows(lines[1:], lines[0]))
    (second,) = one_way(column, line_rows(sums[1:], sums[0]))
    table = cross(row, column, plane_rows(plane))
    return suppress(table, K), suppress(first, K), suppress(second, K)
