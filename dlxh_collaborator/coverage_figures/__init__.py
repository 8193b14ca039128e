"""Shares, targets and what is owed so far, without Odoo.

The package is not called `coverage`: a test runner brings one of that name.
"""

from .duty import due_so_far, full_months
from .shares import NOTHING_OWED, Share
from .targets import Target, choose, standing

__all__ = [
    "NOTHING_OWED",
    "Share",
    "Target",
    "choose",
    "due_so_far",
    "full_months",
    "standing",
]
