"""When the meetings of a series take place, and what changes when it moves.

Plain Python: dates in, dates out; no database.
"""

from .changes import Changes, Planned, changes
from .rule import MAX_OCCURRENCES, Rule, TooMany, occurrences

__all__ = [
    "MAX_OCCURRENCES",
    "Changes",
    "Planned",
    "Rule",
    "TooMany",
    "changes",
    "occurrences",
]
