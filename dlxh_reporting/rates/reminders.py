"""On which days somebody is told of what he owes."""

from datetime import timedelta

#: what fell longer ago is no news, even to one who was never told
LOOK_BACK = timedelta(days=7)


def turns(due_on, before, after):
    """Return the days of telling: once before it is due, once after.

    :param int before: days before it is due; 0 on that very day
    :param int after: days after; 0 for never
    """
    days = [due_on - timedelta(days=before)]
    if after > 0:
        days.append(due_on + timedelta(days=after))
    return days


def is_news(days, told_on, today):
    """Tell whether one of the days fell after somebody was last told."""
    since = today - LOOK_BACK
    if told_on and told_on > since:
        since = told_on
    return any(since < day <= today for day in days)
