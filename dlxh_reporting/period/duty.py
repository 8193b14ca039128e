"""Which periods are owed, and how exactly a deadline is told."""

from datetime import timedelta

from .calendar import periods_between

#: minutes to which hours are rounded up that others than officers see
ROUND = 15


def owed_periods(period_type, start_day, window, in_force):
    """Return the periods that are owed, among those that touch the window.

    A period is owed when its last day lies within the days in force: so a rule that
    replaces another with other periods leaves no day out.

    :param window: (first, last) day; a period touches it that begins on or before
        the last and ends on or after the first
    :param in_force: (first, last) day, the last None where there is no end
    """
    first, last = in_force
    return [
        span
        for span in periods_between(*window, period_type, start_day)
        if span[1] >= first and (last is None or span[1] <= last)
    ]


def round_up(moment):
    """Return the next full quarter: to the minute a deadline would tell when the
    sheet was handed in, which could be held against times of login."""
    full = moment.replace(minute=moment.minute // ROUND * ROUND, second=0)
    full = full.replace(microsecond=0)
    return full if full == moment else full + timedelta(minutes=ROUND)
