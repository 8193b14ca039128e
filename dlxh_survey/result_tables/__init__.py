"""From counts to tables that may be seen, and how they are written on a page.

``publish_one_way``, ``publish_crossed`` and ``publish_part`` hide what is too small,
for a questionnaire as a whole: conditions tie tables of several questions together,
so none of them is published by itself. ``lay_out`` and ``lay_out_cross`` put the
words of the questionnaire beside the figures, as plain JSON; screen, workbook,
document and charts are all made from that. No Odoo in here.
"""

from .lay_out import lay_out, lay_out_cross
from .publish import (
    HIDING,
    column_slot,
    is_column_shown,
    linked_pairs,
    named_by,
    needed,
    publish_crossed,
    publish_one_way,
    publish_part,
    ties,
)
from .rounding import interim
from .weights import coarse
from .words import (
    answer_labels,
    column_choices,
    in_language,
    is_alike,
    part_labels,
    wording,
)

__all__ = [
    "HIDING",
    "answer_labels",
    "coarse",
    "column_choices",
    "column_slot",
    "in_language",
    "interim",
    "is_alike",
    "is_column_shown",
    "lay_out",
    "lay_out_cross",
    "linked_pairs",
    "named_by",
    "needed",
    "part_labels",
    "publish_crossed",
    "publish_one_way",
    "publish_part",
    "ties",
    "wording",
]
