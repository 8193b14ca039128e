"""Counting answers: a wave's codes are read once, and only counts leave.

A pass over 100,000 answers costs PostgreSQL about as much for one question as for
fetching them all, so the store is read once, column by column, and every table of a
page is counted from that.
"""

from .count import Tally
from .reading import NOT_ASKED, Reader

__all__ = ["NOT_ASKED", "Reader", "Tally"]
