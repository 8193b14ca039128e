from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tests.common import new_test_user
from odoo.tools import mute_logger

from ..hooks import uninstall_hook
from .common_meeting import DlxhMeetingCase


@tagged("post_install", "-at_install", "security")
class TestCalendarVisibility(DlxhMeetingCase):
    """Events of our meetings are seen in scope or by invitation; all other
    events of the calendar are as they were."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ours = cls.invited()
        cls.event = cls.ours.sudo().event_id.sudo(False)
        cls.stock = cls.env["calendar.event"].create(
            {
                "name": "Football",
                "start": cls.soon(),
                "stop": cls.soon() + timedelta(hours=1),
                "partner_ids": [Command.set(cls.env.user.partner_id.ids)],
            }
        )
        cls.invited_plain = new_test_user(
            cls.env, "invited_plain", groups="base.group_user"
        )
        cls.portal = new_test_user(cls.env, "portal_one", groups="base.group_portal")
        cls.inspector = cls.chair("inspector", cls.province_a)
        cls.clerk = cls.chair("clerk", cls.ward_a1)
        cls.clerk_above = cls.chair("clerk", cls.province_a)
        cls.administrator = cls.chair("administrator", cls.province_a)
        cls.neighbour = cls.chair("collaborator", cls.ward_a1)
        cls.ours.guest_ids = cls.invited_plain.partner_id
        cls.ours.action_invite()
        cls.seers = [
            cls.officer,
            cls.leader,
            cls.above,
            cls.inspector,
            cls.clerk,
            cls.member_user,
            cls.invited_plain,
        ]
        cls.blind = [
            cls.beside,
            cls.below,
            cls.stranger,
            cls.plain,
            cls.portal,
            cls.clerk_above,
            cls.administrator,
            cls.neighbour,
        ]
        cls.env.flush_all()
        cls.env.invalidate_all()

    def _events(self, user):
        return self.env["calendar.event"].with_user(user)

    def test_search_by_any_field(self):
        domains = [
            [("id", "=", self.event.id)],
            [("name", "ilike", "ward_a1")],
            [("location", "=", "Hall 3")],
            [("start", "=", self.event.start), ("id", "=", self.event.id)],
            [("dlxh_unit_id", "=", self.ward_a1.id)],
            [("partner_ids", "in", self.member_user.partner_id.ids)],
        ]
        for domain in domains:
            for user in self.seers:
                found = self._events(user).search(domain)
                self.assertIn(self.event, found, (user.login, domain))
            for user in self.blind:
                found = self._events(user).with_context(active_test=False)
                self.assertNotIn(self.event, found.search(domain), user.login)

    def test_read_write_and_name(self):
        for user in self.blind:
            seen = self.event.with_user(user)
            with self.assertRaises(AccessError, msg=user.login):
                seen.read(["name", "start"])
            with self.assertRaises(AccessError, msg=user.login):
                seen.read(["start"])
            found = self._events(user).name_search("ward_a1")
            self.assertFalse(found, user.login)
            if user != self.portal:
                with self.assertRaises(AccessError):
                    seen.write({"location": "Elsewhere"})
                with self.assertRaises(AccessError):
                    seen.unlink()

    def test_groups_and_counts(self):
        for user in self.blind:
            events = self._events(user)
            domain = [("location", "=", "Hall 3")]
            self.assertEqual(events.search_count(domain), 0, user.login)
            self.assertFalse(events._read_group(domain, ["start:day"], ["__count"]))
            self.assertFalse(
                events.formatted_read_group(domain, ["user_id"], ["__count"])
            )
            self.assertFalse(events._read_group(domain, ["partner_ids"], ["__count"]))
        self.assertEqual(
            self._events(self.above).search_count([("location", "=", "Hall 3")]), 1
        )

    def test_attendees(self):
        domain = [("event_id", "=", self.event.id)]
        for user in self.blind:
            lines = self.env["calendar.attendee"].with_user(user)
            if user == self.portal:
                continue
            self.assertFalse(lines.search(domain), user.login)
            name = [("common_name", "ilike", "Member")]
            self.assertFalse(lines.search(name), user.login)
            self.assertFalse(lines._read_group(domain, ["state"], ["__count"]))
            with self.assertRaises(AccessError):
                lines.browse(self.event.sudo().attendee_ids.ids).read(["access_token"])
        # an invited person sees his own line, and nobody's token but his own
        mine = self.env["calendar.attendee"].with_user(self.member_user).search(domain)
        self.assertEqual(mine.partner_id, self.member_user.partner_id)
        everybody = self.env["calendar.attendee"].with_user(self.officer)
        self.assertEqual(len(everybody.search(domain)), 4)

    def test_free_and_busy(self):
        partner = self.member_user.partner_id
        start, stop = self.event.start, self.event.stop
        for user in (*self.blind, *self.seers):
            if user == self.portal:
                continue
            people = partner.with_user(user)
            busy = people._get_busy_calendar_events(start, stop)
            expected = user in self.seers
            self.assertEqual(partner.id in busy, expected, user.login)
            self.assertEqual(
                self.event.id in people._compute_meeting().get(partner.id, []),
                expected,
                user.login,
            )

    def test_through_other_records(self):
        partner = self.member_user.partner_id
        for user in (self.beside, self.plain, self.neighbour):
            seen = partner.with_user(user)
            self.assertNotIn(self.event, seen.meeting_ids)
            self.assertEqual(seen.meeting_count, 0)
            self.env.invalidate_all()  # a client begins with an empty cache
            self.assertFalse(self._details(seen))
            with self.assertRaises(AccessError):
                self.event.with_user(user)._get_ics_file()
            alarm = self.env.ref("dlxh_collaborator.calendar_alarm_meeting")
            manager = self.env["calendar.alarm_manager"].with_user(user)
            reminder = {
                "alarm_id": self.env.ref("calendar.alarm_notif_1").id,
                "event_id": self.event.id,
                "notify_at": self.event.start,
            }
            self.env.invalidate_all()
            with self.assertRaises(AccessError):
                manager.do_notif_reminder(reminder)
            self.assertNotIn(
                alarm, self.env["calendar.alarm"].with_user(user).search([])
            )

    def _details(self, partners):
        """Refused or empty, as the cache has it; nothing in either case."""
        try:
            return partners.get_attendee_detail(self.event.ids)
        except AccessError:
            return []

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_messages(self):
        attendee = self.event.sudo().attendee_ids.filtered(
            lambda a: a.partner_id == self.member_user.partner_id
        )
        attendee.with_user(self.member_user).do_accept()
        domain = [("model", "=", "calendar.event"), ("res_id", "=", self.event.id)]
        said = self.env["mail.message"].sudo().search(domain)
        self.assertTrue(said)
        for user in (self.beside, self.below, self.plain, self.neighbour):
            messages = self.env["mail.message"].with_user(user)
            self.assertFalse(messages.search(domain), user.login)
            # messages of other events are still found beside ours
            messages.search([("model", "=", "calendar.event")])
            with self.assertRaises(AccessError, msg=user.login):
                said.with_user(user).read(["body"])
        self.assertTrue(self.env["mail.message"].with_user(self.officer).search(domain))

    def test_nothing_of_ours_recurs(self):
        with self.assertRaises(UserError):
            self.event.with_user(self.officer).write(
                {"recurrency": True, "rrule_type": "daily", "count": 5}
            )
        recurring = self.env["calendar.event"].create(
            {
                "name": "Chess",
                "start": self.soon(),
                "stop": self.soon() + timedelta(hours=1),
                "recurrency": True,
                "rrule_type": "daily",
                "rrule_type_ui": "daily",
                "end_type": "count",
                "count": 3,
                "event_tz": "UTC",
            }
        )
        rule = recurring.recurrence_id
        found = self.env["calendar.recurrence"].with_user(self.plain)
        self.assertIn(rule, found.search([]), "ordinary recurrences are as before")
        rule.base_event_id.action_archive()
        self.assertIn(rule, found.search([]))

    def test_ordinary_events_are_as_before(self):
        for user in (*self.seers, *self.blind):
            if user == self.portal:
                continue
            seen = self.stock.with_user(user)
            self.assertEqual(seen.name, "Football")
            self.assertIn(self.stock, self._events(user).search([]))
            self.assertTrue(seen.attendee_ids, user.login)
        seen = self.stock.with_user(self.plain)
        seen.write({"location": "Field", "start": self.soon(7)})
        seen.copy()
        seen.message_post(body="See you", message_type="comment")
        seen.attendee_ids.write({"state": "declined"})
        seen.unlink()

    def test_a_transfer_takes_effect_at_once(self):
        self.assertIn(self.event, self._events(self.above).search([]))
        self.above.dlxh_unit_ids = [Command.set(self.province_b.ids)]
        self.assertNotIn(self.event, self._events(self.above).search([]))
        with self.assertRaises(AccessError):
            self.event.with_user(self.above).read(["start"])
        self.beside.dlxh_unit_ids = [Command.set(self.ward_a1.ids)]
        self.assertIn(self.event, self._events(self.beside).search([]))
        self.assertTrue(self.event.with_user(self.beside).name)

    def test_search_and_compute_agree(self):
        stock = self.stock
        for user in (*self.seers, *self.blind):
            if user == self.portal:
                continue
            events = (self.event + stock).sudo().with_user(user).sudo()
            found = events.filtered_domain([("dlxh_is_supervised", "=", True)])
            both = self.env["calendar.event"].with_user(user).sudo()
            searched = both.search(
                [("dlxh_is_supervised", "=", True), ("id", "in", events.ids)]
            )
            self.assertEqual(found, searched, user.login)

    def test_uninstalling_takes_our_events_along(self):
        event, stock = self.event.sudo(), self.stock
        before = self.env["mail.mail"].search_count([("id", ">", 0)])
        uninstall_hook(self.env)
        self.assertFalse(event.exists())
        self.assertTrue(stock.exists())
        alarm = self.env.ref("dlxh_collaborator.calendar_alarm_meeting")
        alarm.unlink()  # nothing holds it any more
        self.assertFalse(self.ours.sudo().event_id)
        after = self.env["mail.mail"].search_count([("id", ">", 0)])
        self.assertEqual(before, after)
