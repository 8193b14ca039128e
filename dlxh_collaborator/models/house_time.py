"""The day where the house stands, whatever the time zone of the user."""

import pytz

from odoo import fields

from .dlxh_meeting_schedule_mixin import HOUSE_TZ


def house_today():
    """Return today's date in Vietnam."""
    now = pytz.utc.localize(fields.Datetime.now())
    return now.astimezone(pytz.timezone(HOUSE_TZ)).date()


def house_midnight(day):
    """Return the moment, in UTC, when `day` begins in Vietnam."""
    zone = pytz.timezone(HOUSE_TZ)
    begins = fields.Datetime.to_datetime(day)
    return zone.localize(begins).astimezone(pytz.utc).replace(tzinfo=None)
