"""From what is known of the population to a factor for each kind of person.

Plain Python: what an officer typed and joint counts in, factors and a report out.
The fitting itself is `statistics.rake`; here stands what comes before and after it.

``check_targets(margins, percent)``: whether the figures can be margins at all.
``check_people(margin, counts, hidden, least)``: whether the answers can meet them.
``weigh(margins, rows, populations, bounds)``: `Weights`.
``Keys``: one whole number for each joint cell, the same in Python and in SQL.
``read_pasted(text, places, people)``: figures copied out of a sheet.
``WeightingError``: what is wrong, as a kind and the places.
``REASONS``: the sentence of each kind, for translation.
"""

from .keys import MOST_CELLS, Keys
from .margins import (
    STRATUM,
    Category,
    Margin,
    WeightingError,
    check_people,
    check_targets,
)
from .pasted import Place, plain, read_pasted
from .reasons import REASONS
from .weigh import Weights, weigh

__all__ = [
    "MOST_CELLS",
    "REASONS",
    "STRATUM",
    "Category",
    "Keys",
    "Margin",
    "Place",
    "WeightingError",
    "Weights",
    "check_people",
    "check_targets",
    "plain",
    "read_pasted",
    "weigh",
]
