"""Sheets on paper: what is printed beside each answer, and keying them twice.

No Odoo in here. `keys_for` gives the keys that are typed; `lay_out_paper` the
printed form; `compare` and `settle` bring two entries of the same sheets together.
"""

from .compare import NOT_ASKED, Agreement, Difference, Settled, agreement, settle
from .fields import (
    ANSWERED,
    BLANK,
    LATE,
    OUTCOMES,
    REFUSED_SHEET,
    Sheet,
    answers_of,
    field_problem,
    fields_of,
)
from .keys import keys_for
from .paper import jumps, lay_out_paper
from .words import label_of, told
