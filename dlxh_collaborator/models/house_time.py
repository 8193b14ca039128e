"""The one time zone in which the organisation works, wherever somebody reads from.

The database keeps moments in UTC without a zone; a day begins at midnight here.
"""

from datetime import UTC, datetime, time

from odoo import fields

from ..deadline import VIETNAM, local_date

HOUSE_TZ = VIETNAM.key


def house_local(moment):
    """Return a moment of the database as it is here, with its zone."""
    return moment.replace(tzinfo=UTC).astimezone(VIETNAM)


def house_utc(moment):
    """Return a time told here, without a zone, as the database keeps it."""
    return moment.replace(tzinfo=VIETNAM).astimezone(UTC).replace(tzinfo=None)


def house_today():
    """Return today's date here."""
    return local_date(fields.Datetime.now())


def house_midnight(day):
    """Return the moment when `day` begins here, as the database keeps it."""
    return house_utc(datetime.combine(day, time()))
