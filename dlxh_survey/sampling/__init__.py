"""Sampling: how many to ask, where, and whom by lot.

Plain Python: sizes and counts in, plans out. Names of people never come here: the
lot draws line numbers, and the list they belong to stays on paper with the unit.

``sample_size``, ``margin_of_error``: the calculator (S6).
``allocate``: a sample over strata, in proportion or equally, with minimums.
``merge_strata``: join strata too small to stay confidential (G34).
``draw_units``, ``draw_lines``: systematic and PPS draws by a stored seed, with a
list of replacements; ``Unit`` is what is drawn from, ``Drawn`` what comes out.
``draw_plan``, ``redraw``: units and lines together, as JSON keeps them.
``shown_counts``: how many answered, without showing who did not (G32).
``base_weight``: how many people somebody drawn stands for.
"""

from .allocation import METHODS, Stratum, allocate, merge_strata
from .draw import Drawn, Line, Unit, base_weight, draw_lines, draw_units, probabilities
from .drawing_plan import draw_plan, redraw
from .progress import shown_counts
from .size import margin_of_error, sample_size

__all__ = [
    "METHODS",
    "Drawn",
    "Line",
    "Stratum",
    "Unit",
    "allocate",
    "base_weight",
    "draw_lines",
    "draw_plan",
    "draw_units",
    "margin_of_error",
    "merge_strata",
    "probabilities",
    "redraw",
    "sample_size",
    "shown_counts",
]
