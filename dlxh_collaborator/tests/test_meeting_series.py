import random
from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common_meeting import DlxhMeetingCase


@tagged("post_install", "-at_install")
class TestMeetingSeries(DlxhMeetingCase):
    """A year of briefings in one step; moving it touches no meeting held."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer.tz = "Asia/Ho_Chi_Minh"

    def _series(self, **values):
        return (
            self.env["dlxh.meeting.series"]
            .with_user(self.officer)
            .create(
                {
                    "unit_id": self.ward_a1.id,
                    "day": 15,
                    "hour": 8,
                    "duration": 3,
                    "date_from": "2030-01-01",
                    "date_until": "2030-12-31",
                    "location": "Hall 3",
                    **values,
                }
            )
        )

    def test_a_year_of_monthly_briefings_in_one_step(self):
        series = self._series()
        self.assertIn("New meetings: 12.", series.preview)
        series.action_plan()
        meetings = series.meeting_ids.sorted("start")
        self.assertEqual(len(meetings), 12)
        self.assertEqual(meetings[0].start, datetime(2030, 1, 15, 1))  # UTC
        self.assertEqual(meetings[0].stop, datetime(2030, 1, 15, 4))
        self.assertEqual(set(meetings.mapped("state")), {"planned"})
        self.assertEqual(len(meetings.event_id), 12)
        self.assertFalse(meetings.event_id.recurrence_id)
        self.assertTrue(all(meetings.mapped("joint_with_rapporteurs")))
        self.assertEqual(meetings.document_type_id.code, "BB")
        self.assertEqual(meetings.body_id, self.body)
        series.action_plan()
        self.assertEqual(series.meeting_ids.sorted("start"), meetings)
        self.assertIn("New meetings: 0. Moved: 0. Taken out: 0.", series.preview)

    def test_ten_thousand_meetings_are_refused_with_a_sentence(self):
        with self.assertRaisesRegex(ValidationError, "10000 meetings"):
            self._series(date_until="2863-04-30")
        series = self._series()
        with self.assertRaisesRegex(ValidationError, "at most 60"):
            series.date_until = "2863-04-30"
        self.assertFalse(series.meeting_ids)

    def test_moving_a_series_tells_each_invited_person_once(self):
        series = self._series()
        series.action_plan()
        first = series.meeting_ids.sorted("start")[0]
        first.action_invite()
        version = first.notice_version
        series.write({"day": 20, "location": "Hall 9"})
        series.action_plan()
        self.assertEqual(first.start, datetime(2030, 1, 20, 1))
        self.assertEqual(first.location, "Hall 9")
        self.assertEqual(first.notice_version, version + 1)
        self.assertEqual(first.event_id.start, first.start)

    def test_a_shorter_series_calls_off_what_was_announced(self):
        series = self._series()
        series.action_plan()
        march = series.meeting_ids.sorted("start")[2]
        march.action_invite()
        series.date_until = "2030-02-28"
        series.action_plan()
        self.assertEqual(march.state, "cancelled")
        self.assertEqual(len(series.meeting_ids), 3)
        # and a month whose meeting was called off gets no second one
        series.date_until = "2030-04-30"
        series.action_plan()
        months = series.meeting_ids.filtered(lambda m: m.state != "cancelled")
        self.assertEqual(sorted(m.start.month for m in months), [1, 2, 4])

    def test_only_the_officer_of_the_unit_plans(self):
        series = self._series()
        for user in (self.above, self.leader):
            self.assertTrue(series.with_user(user).preview)
            with self.assertRaises(AccessError, msg=user.login):
                series.with_user(user).action_plan()
        for user in (self.beside, self.below, self.member_user):
            with self.assertRaises(AccessError, msg=user.login):
                series.with_user(user).read(["day"])
        with self.assertRaises(AccessError):
            self.env["dlxh.meeting.series"].with_user(self.beside).create(
                {
                    "unit_id": self.ward_a1.id,
                    "date_from": "2030-01-01",
                    "date_until": "2030-02-01",
                }
            )
        with self.assertRaises(UserError):
            series.unit_id = self.cell_a11

    def test_a_series_with_announced_meetings_is_kept(self):
        series = self._series()
        series.action_plan()
        series.meeting_ids[0].action_invite()
        with self.assertRaisesRegex(UserError, "announced or held"):
            series.unlink()
        other = self._series(date_from="2031-01-01", date_until="2031-12-31")
        other.action_plan()
        events = other.meeting_ids.event_id
        other.unlink()
        self.assertFalse(events.exists())

    def test_whatever_happens_what_was_held_never_moves(self):
        """Random lives of a series: time goes by, meetings are invited, held,
        called off and moved by hand, the series changes day, hour and length."""
        for seed in range(4):
            with self.subTest(seed=seed):
                self.assert_held_ones_stay(random.Random(seed))

    def assert_held_ones_stay(self, rng):
        clock = date(2030, 1, 1)
        year = 2030 + rng.randrange(1, 30)
        clock = clock.replace(year=year)
        with freeze_time(f"{year}-01-01 00:00:00") as frozen:
            series = self._series(date_from=f"{year}-01-01", date_until=f"{year}-12-31")
            series.action_plan()
            fixed = {}
            for _step in range(6):
                clock += timedelta(days=rng.randrange(20, 60))
                frozen.move_to(datetime.combine(clock, datetime.min.time()))
                self._something_happens(rng, series, fixed)
                series.write(
                    {
                        "day": rng.randrange(1, 32),
                        "hour": rng.choice([7, 8.5, 14]),
                        "month_by": rng.choice(["day", "weekday"]),
                        "weekday": str(rng.randrange(7)),
                        "nth": rng.choice(["1", "2", "3", "4", "-1"]),
                        "date_until": date(year, rng.randrange(6, 13), 28),
                    }
                )
                past = {
                    m: (m.start, m.stop, m.state)
                    for m in series.meeting_ids
                    if m.start <= fields.Datetime.now()
                }
                series.action_plan()
                for meeting, values in {**past, **fixed}.items():
                    self.assertEqual(
                        (meeting.start, meeting.stop, meeting.state), values
                    )
                slots = series.meeting_ids.mapped("series_slot")
                self.assertEqual(len(slots), len(set(slots)), "one in each month")
                for meeting in series.meeting_ids.filtered("event_id"):
                    self.assertEqual(meeting.start, meeting.event_id.start)

    def _something_happens(self, rng, series, fixed):
        """Hold what is past, or not; invite or call off what is to come."""
        now = fields.Datetime.now()
        for meeting in series.meeting_ids:
            if meeting.state not in ("planned", "invited"):
                continue
            choice = rng.random()
            if meeting.start < now and choice < 0.7:
                meeting.action_prepare_list()
                meeting.action_all_present()
                meeting.action_hold()
                fixed[meeting] = (meeting.start, meeting.stop, "held")
            elif meeting.start > now and choice < 0.15:
                meeting.action_cancel()
                fixed[meeting] = (meeting.start, meeting.stop, "cancelled")
            elif meeting.start > now and choice < 0.3 and meeting.state == "planned":
                meeting.action_invite()
            elif meeting.start > now and choice < 0.4:
                meeting.write({"start": meeting.start + timedelta(hours=1)})
