"""Factors of joint cells: design first, then raking."""

from dataclasses import dataclass

from ._shared import interval, statistics
from .margins import STRATUM, WeightingError


@dataclass(frozen=True, slots=True)
class Weights:
    """Factors by (stratum, values) and the report of how they were found.

    The factors lie around one: the sum of all weights stays. ``fits`` are those of
    `statistics.rake`; ``worst`` and ``trimmed`` are shares between 0 and 1.
    """

    factors: dict
    n: int
    steps: int
    worst: float
    trimmed: float
    lowest: float
    highest: float
    deff: float
    n_eff: float
    fits: tuple


def weigh(margins, rows, populations=None, bounds=None):
    """Return `Weights`; raise `WeightingError`.

    :param margins: `Margin` list; the first may be that of the strata
    :param rows: (stratum, values of the questions of the margins, n, w, w2); the
        strata are no part of the values
    :param dict populations: {stratum: people}: strata are first weighted by them
    :param bounds: (low, high) of the factors of raking
    """
    rows = [row for row in rows if row[2]]
    people = sum(row[2] for row in rows)
    if not people or not sum(row[3] for row in rows) > 0:
        raise WeightingError("empty")
    if not margins and not populations:
        raise WeightingError("no_margin")
    design = _design(rows, populations) if populations else {}
    based = [
        (
            (stratum, tuple(values)),
            n,
            w * design.get(stratum, 1),
            w2 * design.get(stratum, 1) ** 2,
        )
        for stratum, values, n, w, w2 in rows
    ]
    if margins:
        return _raked(margins, based, design, people, bounds)
    return _designed(based, design, people)


def _design(rows, populations):
    """Return {stratum: factor}, population over answers, kept around one.

    The sum of the stored weights stays, so weighted numbers keep their size.
    """
    answers, weights = {}, {}
    for stratum, _values, n, w, _w2 in rows:
        answers[stratum] = answers.get(stratum, 0) + n
        weights[stratum] = weights.get(stratum, 0) + w
    for stratum in answers:
        if not populations.get(stratum, 0) > 0:
            raise WeightingError("no_population", stratum=stratum)
    raw = {stratum: populations[stratum] / n for stratum, n in answers.items()}
    scale = sum(weights.values()) / sum(raw[one] * w for one, w in weights.items())
    return {stratum: factor * scale for stratum, factor in raw.items()}


def _designed(based, design, people):
    """Weights by strata alone: there is nothing to fit."""
    factors = {key: design[key[0]] for key, *_sums in based}
    deff, n_eff = interval.kish(
        people, sum(row[2] for row in based), sum(row[3] for row in based)
    )
    return Weights(
        factors=factors,
        n=people,
        steps=0,
        worst=0.0,
        trimmed=0.0,
        lowest=min(design.values()),
        highest=max(design.values()),
        deff=deff,
        n_eff=n_eff,
        fits=(),
    )


def _raked(margins, based, design, people, bounds):
    variables = tuple(margin.variable for margin in margins)
    places = [margin.place_of() for margin in margins]
    targets = {
        margin.variable: {
            place: one.target
            for place, one in enumerate(margin.categories)
            if one.target > 0
        }
        for margin in margins
    }
    cells = {}
    for key, *_sums in based:
        cells[key] = _categories(key, variables, places)
    found = _rake(
        variables, [(cells[key], *sums) for key, *sums in based], targets, bounds
    )
    factors = {
        # whoever weighs nothing has no cell; any factor will do
        key: design.get(key[0], 1) * found.factors.get(cell, 1.0)
        for key, cell in cells.items()
    }
    return Weights(
        factors=factors,
        n=people,
        steps=found.steps,
        worst=found.worst,
        trimmed=found.trimmed_n / people,
        lowest=min(factors.values()),
        highest=max(factors.values()),
        deff=found.deff,
        n_eff=found.n_eff,
        fits=found.fits,
    )


def _categories(key, variables, places):
    """Return the place of the category of each margin, None for no answer."""
    stratum, values = key
    known = (stratum, *values) if variables[0] == STRATUM else values
    return tuple(place.get(one) for place, one in zip(places, known, strict=True))


def _rake(variables, rows, targets, bounds):
    try:
        return statistics.rake(variables, rows, targets, bounds)
    except statistics.RakingError as error:
        raise WeightingError(error.kind, **error.detail) from error
