"""Reporting periods: weeks, months, quarters, halves and years of any start day."""

from .calendar import (
    PERIOD_TYPES,
    Label,
    label,
    monday_of,
    next_period,
    period_of,
    periods_between,
    previous_period,
)
from .duty import owed_periods, round_up
from .fulfilment import Fulfilment, Return, fulfilment
