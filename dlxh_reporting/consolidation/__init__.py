"""Draft a unit's report from opinion sheets and from lower reports.

Plain Python, no database: the models hand over records, this package says which of
them tell the same issue, how often it was told, and proposes the wording.
"""

from .counts import Counts, count_sheets, total, visible_cells, visible_groups
from .drafting import Draft, DraftEntry, consolidate
from .records import Atom, Issue, Passage, Sheet, Stream, Topic
from .wording import PHRASE_FIELDS, Phrases, check_phrase

__all__ = [
    "Atom",
    "Counts",
    "Draft",
    "DraftEntry",
    "Issue",
    "PHRASE_FIELDS",
    "Passage",
    "Phrases",
    "Sheet",
    "Stream",
    "Topic",
    "check_phrase",
    "consolidate",
    "count_sheets",
    "total",
    "visible_cells",
    "visible_groups",
]
