"""Working days and the clocks that the law on personal data sets."""

from .clocks import (
    INCIDENT_STEPS,
    VIETNAM,
    due_steps,
    end_of_day,
    local_date,
    months_before,
    next_midnight,
    request_days,
)
from .working_days import Holidays, add_working_days, is_working_day
