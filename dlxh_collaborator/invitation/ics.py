"""An iCalendar file (RFC 5545) with no more than when, where and which meeting.

Odoo's own file names everybody who is invited and has a new identity each time,
so that a meeting that moved stands twice in the calendar of the reader. Here
the identity stays, the version counts up, and nobody else is named.
"""

from dataclasses import dataclass
from datetime import datetime

LINE_OCTETS = 75


@dataclass(frozen=True)
class Invitation:
    uid: str
    #: counts up with each change of time or place
    version: int
    summary: str
    start: datetime  # UTC
    stop: datetime  # UTC
    stamp: datetime  # UTC
    location: str = ""
    url: str = ""
    cancelled: bool = False


def ics(invitation):
    """Return the file as bytes."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//dlxh//meetings//VI",
        f"METHOD:{'CANCEL' if invitation.cancelled else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{_text(invitation.uid)}",
        f"SEQUENCE:{invitation.version}",
        f"DTSTAMP:{_time(invitation.stamp)}",
        f"DTSTART:{_time(invitation.start)}",
        f"DTEND:{_time(invitation.stop)}",
        f"SUMMARY:{_text(invitation.summary)}",
        f"STATUS:{'CANCELLED' if invitation.cancelled else 'CONFIRMED'}",
        "CLASS:PRIVATE",
    ]
    if invitation.location:
        lines.append(f"LOCATION:{_text(invitation.location)}")
    if invitation.url:
        lines.append(f"URL:{invitation.url}")
    lines += ["END:VEVENT", "END:VCALENDAR"]
    return "".join(f"{_fold(line)}\r\n" for line in lines).encode()


def _time(moment):
    return moment.strftime("%Y%m%dT%H%M%SZ")


def _text(value):
    value = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(value.splitlines())


def _fold(line):
    """Break a line after 75 octets, never inside a character."""
    parts, current, size = [], "", 0
    for char in line:
        width = len(char.encode())
        if size + width > LINE_OCTETS:
            parts.append(current)
            current, size = "", 1  # the continuation begins with a space
        current += char
        size += width
    parts.append(current)
    return "\r\n ".join(parts)
