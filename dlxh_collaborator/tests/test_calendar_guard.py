from datetime import timedelta
from types import SimpleNamespace

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain
from odoo.tests import tagged

from ..models.calendar_sync import keep_out_of_sync, release_sync
from .common_meeting import DlxhMeetingCase


@tagged("post_install", "-at_install", "security")
class TestCalendarGuard(DlxhMeetingCase):
    """Time, place and people of our events change through the meeting only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ours = cls.invited()
        cls.event = cls.ours.sudo().event_id.sudo(False)

    def test_no_change_by_hand_whoever_tries(self):
        later = self.soon(9)
        changes = [
            {"start": later, "stop": later + timedelta(hours=1)},
            {"name": "Renamed"},
            {"location": "Elsewhere"},
            {"description": "What we will talk about"},
            {"partner_ids": [Command.clear()]},
            {"attendee_ids": [Command.clear()]},
            {"active": False},
            {"user_id": self.plain.id},
            {"dlxh_unit_id": False},
            {"dlxh_meeting_ids": [Command.clear()]},
            {"privacy": "public"},
            {"alarm_ids": [Command.clear()]},
        ]
        for user in (self.member_user, self.officer, self.above):
            for vals in changes:
                with self.assertRaises(UserError, msg=(user.login, vals)):
                    self.event.with_user(user).write(dict(vals))
        for vals in changes:
            with self.assertRaises(UserError, msg=vals):
                self.event.sudo().write(dict(vals))

    def test_no_deletion_and_no_copy(self):
        for user in (self.member_user, self.officer, self.above):
            seen = self.event.with_user(user)
            for act in (
                seen.unlink,
                seen.copy,
                seen.action_archive,
                lambda event=seen: event.action_mass_archive("self_only"),
                seen.action_unlink_event().get("x") or seen.unlink,
            ):
                with self.assertRaises(UserError, msg=user.login):
                    act()
        self.assertTrue(self.event.exists().active)
        self.assertEqual(self.ours.state, "invited")

    def test_each_answers_for_himself(self):
        lines = self.event.sudo().attendee_ids.sudo(False)
        mine = lines.filtered(lambda a: a.partner_id == self.member_user.partner_id)
        self.event.with_user(self.member_user).change_attendee_status(
            "declined", "self_only"
        )
        self.assertEqual(mine.sudo().state, "declined")
        self.event.with_user(self.member_user).current_status = "accepted"
        self.assertEqual(mine.sudo().state, "accepted")
        other = (lines - mine)[0]
        with self.assertRaises(AccessError):
            other.with_user(self.member_user).do_accept()
        with self.assertRaises(AccessError):
            other.with_user(self.officer).do_accept()

    def test_nobody_joins_or_leaves_by_hand(self):
        Attendee = self.env["calendar.attendee"]
        vals = {"event_id": self.event.id, "partner_id": self.plain.partner_id.id}
        for user in (self.member_user, self.officer):
            with self.assertRaises(UserError):
                Attendee.with_user(user).create(dict(vals))
            with self.assertRaises(UserError):
                self.event.with_user(user).action_join_meeting(self.plain.partner_id.id)
        mine = self.event.sudo().attendee_ids.filtered(
            lambda a: a.partner_id == self.member_user.partner_id
        )
        with self.assertRaises(UserError):
            mine.with_user(self.member_user).unlink()
        with self.assertRaises(UserError):
            mine.with_user(self.member_user).write(
                {"partner_id": self.plain.partner_id.id}
            )

    def test_no_event_of_ours_is_made_by_hand(self):
        vals = {
            "name": "False briefing",
            "start": self.soon(),
            "stop": self.soon() + timedelta(hours=1),
        }
        Event = self.env["calendar.event"].with_user(self.officer)
        with self.assertRaises(UserError):
            Event.create({**vals, "dlxh_unit_id": self.ward_a1.id})
        with self.assertRaises(UserError):
            Event.with_context(default_dlxh_unit_id=self.ward_a1.id).create(dict(vals))
        own = Event.create(dict(vals))
        with self.assertRaises(UserError):
            own.dlxh_unit_id = self.ward_a1
        with self.assertRaises(UserError):
            own.attendee_ids.write({"event_id": self.event.id})

    def test_no_talk_that_leaves_as_mail(self):
        for user in (self.member_user, self.officer):
            seen = self.event.with_user(user)
            with self.assertRaisesRegex(UserError, "leave as an e-mail"):
                seen.message_post(body="People say that…", message_type="comment")
            with self.assertRaisesRegex(UserError, "leave as an e-mail"):
                seen.action_open_composer()

    def test_a_mixed_write_is_refused_as_a_whole(self):
        own = self.env["calendar.event"].create(
            {
                "name": "Chess",
                "start": self.soon(),
                "stop": self.soon() + timedelta(hours=1),
            }
        )
        with self.assertRaises(UserError):
            (own + self.event).write({"location": "Elsewhere"})
        self.assertFalse(own.location)

    def test_the_event_opens_the_meeting_for_who_may(self):
        action = self.event.with_user(self.member_user).action_open_dlxh_meeting()
        self.assertEqual(action["res_id"], self.ours.id)

    # -- Google and Microsoft -------------------------------------------------

    def test_our_events_do_not_leave_by_google_or_microsoft(self):
        """A stand-in for their add-ons, whose methods call no super()."""
        sent = []

        class TheirEvents:
            def __init__(self, units):
                self.units = units

            def __bool__(self):
                return bool(self.units)

            def filtered(self, test):
                def event(unit):
                    record = SimpleNamespace(dlxh_unit_id=unit)
                    record.sudo = lambda: record
                    return record

                return type(self)([u for u in self.units if test(event(u))])

            def _get_sync_domain(self):
                return Domain("stop", ">", "2020-01-01")

            def _google_insert(self, service, values, timeout=5):
                sent.extend(self.units or [None])

        class Events(TheirEvents):
            pass

        keep_out_of_sync(Events)
        keep_out_of_sync(Events)  # twice wraps once
        events = Events([False, self.ward_a1])
        self.assertIn("dlxh_unit_id", str(events._get_sync_domain()))
        events._google_insert("service", {}, timeout=3)
        self.assertEqual(sent, [False])
        Events([self.ward_a1])._google_insert("service", {})
        self.assertEqual(sent, [False])
        release_sync(Events)
        self.assertNotIn("dlxh_unit_id", str(events._get_sync_domain()))

    def test_with_their_add_ons_installed(self):
        """Runs where google_calendar or microsoft_calendar is installed."""
        Event = self.env["calendar.event"]
        names = {"_get_sync_domain", "_get_microsoft_sync_domain"}
        for name in names & set(dir(Event)):
            self.assertIn("dlxh_unit_id", str(getattr(Event, name)()))
            self.assertFalse(
                Event.with_context(active_test=False).search(
                    Domain(getattr(Event.with_user(self.member_user), name)())
                    & Domain("id", "=", self.event.id)
                )
            )
        for flag in {"need_sync", "need_sync_m"} & set(Event._fields):
            self.assertFalse(self.event.sudo()[flag])
            self.event.sudo().write({flag: True})
            self.assertFalse(self.event.sudo()[flag])
