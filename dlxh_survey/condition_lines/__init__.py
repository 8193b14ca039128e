"""Conditions of questions as people edit them: lines joined by "all" or "any".

A condition is the JSON tree of the definition: {"and": [...]}, {"or": [...]},
{"not": ...} or a leaf {"q": code, "op": ..., "row": ..., "value": ...}. What fits
in lines is edited in lines; everything else stays a tree. Nothing here knows Odoo.
"""

from .tree import (
    ANSWER_OPERATORS,
    CHOICE_OPERATORS,
    NUMBER_OPERATORS,
    lines_of,
    mentions,
    operators_for,
    questions_in,
    remapped,
    shape_problem,
    tree_of,
)

__all__ = [
    "ANSWER_OPERATORS",
    "CHOICE_OPERATORS",
    "NUMBER_OPERATORS",
    "lines_of",
    "mentions",
    "operators_for",
    "questions_in",
    "remapped",
    "shape_problem",
    "tree_of",
]
