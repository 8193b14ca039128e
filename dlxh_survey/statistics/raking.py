"""Raking: weights that meet several margins at once (Deming & Stephan 1940).

Works on the cells of the crossed margins, never on people: everybody in a cell has
the same factor. Iterative proportional fitting scales each margin in turn until
all of them hold. Trimming keeps the factors within bounds around their mean and
fits again; what is cut off goes to the others.
"""

from dataclasses import dataclass

import numpy as np

from .interval import kish

TOLERANCE = 1e-10
STEPS = 1000
_MESSAGES = {
    "empty": "There are no answers to weight.",
    "no_margin": "Name at least one margin.",
    "unknown_variable": "The margin %(variable)s is no variable of the cells.",
    "no_category": "The margin %(variable)s names no category.",
    "bad_target": "The target of %(category)s in %(variable)s must be above 0.",
    "nobody": "Nobody is in category %(category)s of %(variable)s that has a target.",
    "no_target": "Category %(category)s of %(variable)s has people and no target.",
    "all_missing": "Nobody answered %(variable)s: it cannot be a margin.",
    "bad_bounds": "Trimming needs 0 < low < 1 < high.",
    "not_converged": "Weighting did not settle in %(steps)s steps: %(category)s of "
    "%(variable)s stays %(apart).2f points away from its target. Merge small "
    "categories or leave a margin out.",
}


class RakingError(ValueError):
    """Why there are no weights: ``kind`` and ``detail`` for a translated sentence."""

    def __init__(self, kind, **detail):
        super().__init__(_MESSAGES[kind] % detail)
        self.kind, self.detail = kind, detail


@dataclass(frozen=True, slots=True)
class Fit:
    """How one category of a margin came out; shares between 0 and 1."""

    variable: str
    category: object
    n: int
    before: float
    target: float
    after: float


@dataclass(frozen=True)
class Raking:
    """Factors by cell and the report of how they were found.

    A person's new weight is his base weight × the factor of his cell; the sum of
    weights stays. ``trimmed`` counts the cells held at a bound and ``trimmed_n`` the
    people in them, ``worst`` is the largest distance from a target in shares;
    ``deff`` and ``n_eff`` are Kish's.
    """

    factors: dict
    converged: bool
    steps: int
    worst: float
    trimmed: int
    trimmed_n: int
    lowest: float
    highest: float
    deff: float
    n_eff: float
    fits: tuple[Fit, ...]


def rake(
    variables, rows, margins, bounds=None, steps=STEPS, tolerance=TOLERANCE, close=0.005
):
    """Return the `Raking` of cells to margins; raise `RakingError`.

    :param variables: names of the variables, in the order of a cell's key
    :param rows: (key, n, w) or (key, n, w, w2); the key is a tuple of categories,
        None where the question was left empty: such people are not moved by
        that margin
    :param margins: {variable: {category: share or number of the population}}
    :param bounds: (low, high) of the factors, as multiples of their mean
    :param close: with trimming: how far (in shares) a margin may stay away
    """
    cells = _Cells(variables, rows, margins)
    if bounds and not 0 < bounds[0] < 1 < bounds[1]:
        raise RakingError("bad_bounds")
    factors, used, cut = _fit(cells, bounds, steps, tolerance)
    fits = tuple(cells.fits(factors))
    worst = max(fits, key=lambda fit: abs(fit.after - fit.target))
    apart = abs(worst.after - worst.target)
    if apart > (close if bounds else max(tolerance * 100, 1e-9)):
        detail = {"variable": worst.variable, "category": worst.category}
        raise RakingError("not_converged", steps=used, apart=100 * apart, **detail)
    sums = float(cells.w @ factors), float(cells.w2 @ factors**2)
    return Raking(
        factors=dict(zip(cells.keys, factors.tolist(), strict=True)),
        converged=True,
        steps=used,
        worst=apart,
        trimmed=int(cut.sum()),
        trimmed_n=int(cells.n[cut].sum()),
        lowest=float(factors.min()),
        highest=float(factors.max()),
        deff=kish(cells.n.sum(), *sums)[0],
        n_eff=kish(cells.n.sum(), *sums)[1],
        fits=fits,
    )


class _Cells:
    """The cells as arrays, and for each margin who is in which category."""

    def __init__(self, variables, rows, margins):
        variables = tuple(variables)
        merged = {}
        for key, n, w, *more in rows:
            sums = merged.setdefault(tuple(key), [0.0, 0.0, 0.0])
            # without Σw² everybody in the cell is taken to weigh the same
            w2 = more[0] if more else (w * w / n if n else 0.0)
            for place, value in enumerate((n, w, w2)):
                sums[place] += value
        merged = {key: sums for key, sums in merged.items() if sums[1] > 0}
        if not merged:
            raise RakingError("empty")
        if not margins:
            raise RakingError("no_margin")
        self.keys = list(merged)
        self.n, self.w, self.w2 = np.array(list(merged.values())).T
        self.margins = [
            self._margin(variables, variable, targets)
            for variable, targets in margins.items()
        ]

    def _margin(self, variables, variable, targets):
        """Return (variable, categories, target shares, place of each cell)."""
        if variable not in variables:
            raise RakingError("unknown_variable", variable=variable)
        if not targets:
            raise RakingError("no_category", variable=variable)
        axis = variables.index(variable)
        seen = [_same(key[axis], targets) for key in self.keys]
        if all(category is None for category in seen):
            raise RakingError("all_missing", variable=variable)
        for category, target in targets.items():
            if not np.isfinite(target) or target <= 0:
                raise RakingError("bad_target", variable=variable, category=category)
            if category not in seen:
                raise RakingError("nobody", variable=variable, category=category)
        for category in seen:
            if category is not None and category not in targets:
                raise RakingError("no_target", variable=variable, category=category)
        categories = list(targets)
        shares = np.array([targets[category] for category in categories], dtype=float)
        place = np.array([-1 if c is None else categories.index(c) for c in seen])
        return variable, categories, shares / shares.sum(), place

    def totals(self, place, weights, size):
        known = place >= 0
        return np.bincount(place[known], weights[known], size)

    def fits(self, factors):
        found = []
        for variable, categories, targets, place in self.margins:
            size = len(categories)
            n = self.totals(place, self.n, size)
            before = self.totals(place, self.w, size)
            after = self.totals(place, self.w * factors, size)
            shares = (before / before.sum(), targets, after / after.sum())
            for category, people, *row in zip(categories, n, *shares, strict=True):
                found.append(Fit(variable, category, int(people), *map(float, row)))
        return found


def _same(category, targets):
    """Let a JSON margin, whose categories are text, meet numbers."""
    if category is None or category in targets:
        return category
    return str(category) if str(category) in targets else category


def _fit(cells, bounds, steps, tolerance):
    """Return (factors, steps used, which cells are at a bound).

    Whoever answered none of the margins keeps a factor of one, trimmed or not.
    """
    factors, used, moved = np.ones(len(cells.w)), 0, np.inf
    free = np.any([place >= 0 for *_margin, place in cells.margins], axis=0)
    while moved > tolerance and used < steps:
        used += 1
        before = factors.copy()
        for _variable, categories, targets, place in cells.margins:
            sums = cells.totals(place, cells.w * factors, len(categories))
            ratio = targets * sums.sum() / sums
            factors = np.where(place >= 0, factors * ratio[place], factors)
        if bounds:
            factors[free] = _trimmed(factors[free], cells.w[free], *bounds)
        moved = float(np.abs(factors / before - 1).max())
    factors[free] *= cells.w[free].sum() / (cells.w[free] @ factors[free])
    cut = np.zeros(len(factors), dtype=bool)
    if bounds:
        cut[free] = np.isclose(factors[free, None], bounds).any(axis=1)
    return factors, used, cut


def _trimmed(factors, weights, low, high):
    """Cut the factors to bounds around a mean of one; the others take it up.

    The common scale before cutting is found by halving: the total rises with it.
    """
    total = weights.sum()
    least, most = low / factors.max(), high / factors.min()
    for _step in range(200):
        middle = (least * most) ** 0.5
        if weights @ np.clip(middle * factors, low, high) < total:
            least = middle
        else:
            most = middle
    return np.clip(most * factors, low, high)
