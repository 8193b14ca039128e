"""When a request must be answered, an incident notified, a record destroyed."""

import calendar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .working_days import add_working_days

#: the whole country keeps one time
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
#: hours after discovery at which an incident is raised higher
INCIDENT_STEPS = (24, 48, 72)


def local_date(moment):
    """Return the date in Vietnam of a moment in UTC without a zone."""
    return moment.replace(tzinfo=UTC).astimezone(VIETNAM).date()


def next_midnight(moment):
    """Return when the day in Vietnam of a moment in UTC is over, in UTC."""
    return _midnight(local_date(moment) + timedelta(days=1))


def end_of_day(day):
    """Return the last second of a day in Vietnam, in UTC without a zone."""
    return _midnight(day + timedelta(days=1)) - timedelta(seconds=1)


def _midnight(day):
    """Return when a day begins in Vietnam, in UTC without a zone."""
    begins = datetime.combine(day, time(), VIETNAM)
    return begins.astimezone(UTC).replace(tzinfo=None)


def request_days(received, reply_days, days, extension=0, holidays=None):
    """Return (reply by, done by) for a request that came in on a date.

    :param int reply_days: working days within which the person gets a reply
    :param int days: calendar days within which the request is done
    :param int extension: further days granted once
    """
    reply_by = add_working_days(received, reply_days, holidays)
    return reply_by, received + timedelta(days=days + extension)


def due_steps(discovered, now, reached=0):
    """Return the steps of escalation that have come due since step `reached`."""
    passed = (now - discovered) / timedelta(hours=1)
    return [step for step in INCIDENT_STEPS if reached < step <= passed]


def months_before(day, months):
    """Return the same day `months` earlier, or the last day of that month."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    month += 1
    last = calendar.monthrange(year, month)[1]
    result = date(year, month, min(day.day, last))
    if isinstance(day, datetime):
        return datetime.combine(result, day.time(), day.tzinfo)
    return result
