"""What is known of the population, and whether answers can be weighted to it."""

import math
from dataclasses import dataclass

#: variable of the margin of strata; no question has this code
STRATUM = ""
#: how far percentages may miss 100, for they are rounded when they are typed
PERCENT_SLACK = 0.5
#: how far the sums of two margins may lie apart, as a part of the larger one
SUM_SLACK = 0.001


class WeightingError(ValueError):
    """Why there are no weights: a kind, and the places it is about.

    Details: ``variable``, ``other`` (variables), ``category``, ``categories``
    (places in their margin) and figures.
    """

    def __init__(self, kind, **detail):
        super().__init__(f"{kind}: {detail}")
        self.kind, self.detail = kind, detail


@dataclass(frozen=True, slots=True)
class Category:
    """Answers that are weighted together, and how many of the population they are."""

    values: frozenset
    target: float


@dataclass(frozen=True, slots=True)
class Margin:
    """The categories of one question, or of the strata."""

    variable: str
    categories: tuple

    @property
    def total(self):
        return math.fsum(one.target for one in self.categories)

    def place_of(self):
        """Return {stored value: place of its category}."""
        return {
            value: place
            for place, one in enumerate(self.categories)
            for value in one.values
        }


def check_targets(margins, percent):
    """Refuse margins that are no margins, or that contradict each other.

    :param bool percent: the targets are percentages, else numbers of people
    """
    for margin in margins:
        for place, one in enumerate(margin.categories):
            if not math.isfinite(one.target) or one.target < 0:
                raise WeightingError(
                    "bad_target", variable=margin.variable, category=place
                )
        if not margin.total > 0:
            raise WeightingError("no_category", variable=margin.variable)
    _check_once([margin.variable for margin in margins])
    if percent:
        for margin in margins:
            if abs(margin.total - 100) > PERCENT_SLACK:
                raise WeightingError(
                    "not_hundred", variable=margin.variable, total=margin.total
                )
        return
    for margin in margins[1:]:
        first = margins[0]
        apart = abs(margin.total - first.total)
        if apart > SUM_SLACK * max(margin.total, first.total):
            raise WeightingError(
                "sums_differ",
                variable=first.variable,
                other=margin.variable,
                total=first.total,
                total_other=margin.total,
            )


def _check_once(variables):
    for place, variable in enumerate(variables):
        if variable in variables[:place]:
            raise WeightingError("twice", variable=variable)


def check_people(margin, counts, hidden, least):
    """Refuse a margin that the answers cannot meet, or that would tell too much.

    A weight of a category tells, with its target, how many people are in it. So
    answers that the tables hide stay together, where only their sum is told, which
    the tables tell too.

    :param counts: {stored value: people}
    :param hidden: values whose number of people the tables hide; None: all of them
    :param least: fewest people of a category
    """
    variable = margin.variable
    people = [
        sum(counts.get(value, 0) for value in one.values) for one in margin.categories
    ]
    if not any(people):
        raise WeightingError("all_missing", variable=variable)
    for place, (one, n) in enumerate(zip(margin.categories, people, strict=True)):
        if one.target > 0 and not n:
            raise WeightingError("nobody", variable=variable, category=place)
        if n and not one.target > 0:
            raise WeightingError("no_target", variable=variable, category=place)
    if hidden is None:
        raise WeightingError("withheld", variable=variable)
    places = margin.place_of()
    apart = sorted({places[value] for value in hidden if value in places})
    if len(apart) > 1:
        raise WeightingError("hidden_apart", variable=variable, categories=apart)
    for place, n in enumerate(people):
        if 0 < n < least:
            raise WeightingError("too_few", variable=variable, category=place)
