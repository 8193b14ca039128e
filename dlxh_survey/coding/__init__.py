"""Themes of open answers: what is blackened, which themes a text may belong to,
and how far two who coded agree. No Odoo in here, and nothing leaves the server.
"""

from .agreement import ENOUGH, agreement, sample_size, strength
from .blacken import BLACK, blacken
from .similar import suggest

__all__ = [
    "BLACK",
    "ENOUGH",
    "agreement",
    "blacken",
    "sample_size",
    "strength",
    "suggest",
]
