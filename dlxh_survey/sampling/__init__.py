"""Sampling: how many to ask, where, and whom by lot.

Plain Python: sizes and counts in, plans out. Names of people never come here: the
lot draws line numbers, and the list they belong to stays on paper with the unit.

``sample_size``, ``margin_of_error``: the calculator (S6).
``allocate``: a sample over strata, in proportion or equally, with minimums.
``merge_strata``: join strata too small to stay confidential (G34).
``draw_units``, ``draw_lines``: systematic and PPS draws by a stored seed, with a
list of replacements; ``Unit`` is what is drawn from, ``Drawn`` what comes out.
``base_weight``: how many people somebody drawn stands for.
"""

from .allocation import METHODS, Stratum, allocate, merge_strata
from .draw import Drawn, Line, Unit, base_weight, draw_lines, draw_units, probabilities
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
    "draw_units",
    "margin_of_error",
    "merge_strata",
    "probabilities",
    "sample_size",
]
