import json
from datetime import datetime, timedelta

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common_meeting import DlxhMeetingCase


@tagged("post_install", "-at_install", "security")
class TestMeetingJson2(DlxhMeetingCase, HttpCase):
    """Events and meetings as a real client asks for them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ours = cls.invited(subject="A matter that stays inside")

    def _call(self, user, model, method, **arguments):
        """Call a method as a client does; return status and answer."""
        key = (
            self.env(user=user)["res.users.apikeys"]
            .sudo()
            ._generate("rpc", "test", datetime.now() + timedelta(days=0.5))
        )
        with mute_logger("odoo.http", "odoo.addons.base.models.ir_rule"):
            answer = self.url_open(
                f"/json/2/{model}/{method}",
                data=json.dumps(arguments),
                headers={
                    "Content-Type": "application/json",
                    "Authorization": f"Bearer {key}",
                },
            )
        self.env.invalidate_all()
        return answer.status_code, answer.json()

    def test_a_stranger_finds_and_reads_nothing(self):
        event = self.ours.sudo().event_id
        for user in (self.plain, self.beside, self.below):
            for model, fields_ in (
                ("calendar.event", ["name", "start", "location"]),
                ("calendar.attendee", ["common_name", "access_token"]),
            ):
                domain = [("id", ">", 0)]
                if model == "calendar.event":
                    domain = [["id", "=", event.id]]
                else:
                    domain = [["event_id", "=", event.id]]
                status, found = self._call(
                    user, model, "search_read", domain=domain, fields=fields_
                )
                self.assertEqual((status, found), (200, []), (user.login, model))
            status, _answer = self._call(
                user, "calendar.event", "read", ids=event.ids, fields=["start"]
            )
            self.assertEqual(status, 403, user.login)
            status, found = self._call(
                user,
                "calendar.event",
                "formatted_read_group",
                domain=[["id", "=", event.id]],
                groupby=["start:day"],
                aggregates=["__count"],
            )
            self.assertEqual((status, found), (200, []), user.login)
            status, _answer = self._call(
                user, "calendar.event", "unlink", ids=event.ids
            )
            self.assertEqual(status, 403, user.login)
        status, _answer = self._call(
            self.plain, "dlxh.meeting", "search_read", domain=[], fields=["subject"]
        )
        self.assertEqual(status, 403)

    def test_no_key_in_the_context_opens_the_lock(self):
        event = self.ours.sudo().event_id
        for context in (
            {"dlxh_approval_flow": True},
            {"skip_validation_check": True},
            {"dont_notify": True, "no_mail_to_attendees": True},
        ):
            for user in (self.member_user, self.officer):
                status, answer = self._call(
                    user,
                    "calendar.event",
                    "write",
                    ids=event.ids,
                    vals={"location": "Elsewhere"},
                    context=context,
                )
                self.assertEqual(status, 422, answer)
            status, _answer = self._call(
                self.officer,
                "dlxh.meeting",
                "write",
                ids=self.ours.ids,
                vals={"state": "approved"},
                context=context,
            )
            self.assertEqual(status, 422)
        self.assertEqual(event.location, "Hall 3")
        self.assertEqual(self.ours.state, "invited")

    def test_the_name_is_not_told_by_a_link(self):
        """Whoever types in an id reads no name of a meeting of another unit."""
        agenda = self.env["dlxh.meeting.agenda"].create(
            {"meeting_id": self.ours.id, "name": "Secret item"}
        )
        for record in (self.ours, agenda):
            status, answer = self._call(
                self.beside,
                record._name,
                "web_read",
                ids=record.ids,
                specification={"display_name": {}},
            )
            self.assertNotIn("stays inside", json.dumps(answer))
            self.assertNotIn("Secret", json.dumps(answer))
            self.assertIn(status, (200, 403))

    def test_private_methods_are_no_api(self):
        for method in ("_hand_out", "_send_notice", "_make_events", "_ics"):
            status, _answer = self._call(
                self.officer, "dlxh.meeting", method, ids=self.ours.ids
            )
            self.assertIn(status, (403, 404, 422), method)

    def test_the_calendar_file_of_the_web_is_for_who_may_see(self):
        """The page behind the link of the mail asks for the token."""
        event = self.ours.sudo().event_id
        mine = event.attendee_ids[0]
        for token, expected in ((mine.access_token, 200), ("guess", 400)):
            answer = self.url_open(
                f"/calendar/meeting/view?token={token}&id={event.id}"
            )
            self.assertEqual(answer.status_code, expected)
            self.assertNotIn("stays inside", answer.text)
