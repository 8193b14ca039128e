"""Reporting rates: what was owed, what came in, and whether in time.

The terms are those of DHIS2, only tighter: numerator and denominator are taken over
the same obligations, so that 0 <= on time <= reporting rate <= 100 always holds.
"""

from .figures import Rates, of, percent
from .history import KINDS, STATES, Event, Outcome, outcome, owes
from .reminders import is_news, turns
