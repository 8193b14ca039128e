from dataclasses import replace
from datetime import datetime

import vobject

from invitation import Invitation, ics

BRIEFING = Invitation(
    uid="dlxh-meeting-7@example.org",
    version=2,
    summary="Giao ban cộng tác viên – Tỉnh ủy Thái Nguyên; tháng 9/2026, kỳ 2",
    start=datetime(2026, 9, 15, 1),
    stop=datetime(2026, 9, 15, 3, 30),
    stamp=datetime(2026, 9, 1, 2),
    location="Hội trường tầng 3,\nsố 18 đường Nha Trang",
    url="https://dlxh.example.org/odoo/dlxh.meeting/7",
)


def test_a_reader_gets_back_what_was_written():
    event = vobject.readOne(ics(BRIEFING).decode()).vevent
    assert event.summary.value == BRIEFING.summary
    assert event.location.value == BRIEFING.location
    assert event.uid.value == BRIEFING.uid
    assert event.sequence.value == "2"
    assert event.dtstart.value.replace(tzinfo=None) == BRIEFING.start
    assert event.dtend.value.replace(tzinfo=None) == BRIEFING.stop
    assert event.dtstart.value.utcoffset().total_seconds() == 0
    assert event.url.value == BRIEFING.url


def test_nobody_is_named_and_nothing_is_told():
    event = vobject.readOne(ics(BRIEFING).decode()).vevent
    names = {child.name for child in event.getChildren()}
    assert names.isdisjoint({"ATTENDEE", "ORGANIZER", "DESCRIPTION", "COMMENT"})


def test_a_cancelled_meeting_keeps_its_identity():
    calendar = vobject.readOne(ics(replace(BRIEFING, cancelled=True)).decode())
    assert calendar.method.value == "CANCEL"
    assert calendar.vevent.status.value == "CANCELLED"
    assert calendar.vevent.uid.value == BRIEFING.uid


def test_lines_are_short_and_end_as_the_standard_says():
    lines = ics(BRIEFING).split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line for line in lines)
    assert b"".join(lines).decode()  # no character is cut
