import base64
from datetime import timedelta

import vobject

from odoo.tests import tagged

from .common_meeting import DlxhMeetingCase


@tagged("post_install", "-at_install")
class TestMeetingInvitation(DlxhMeetingCase):
    """What leaves the house: unit, kind, period, time, place and a link."""

    SECRETS = ("A matter that stays inside", "Agenda secret", "Minutes secret")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # mails are kept, so that they can be read
        cls.env["ir.config_parameter"].set_param("mail.force.smtp.from", "x@y.example")
        cls.no_mail = cls.person("No mail", False, phone="0912345678")
        cls.env["dlxh.team.member"].create(
            {
                "team_id": cls.team.id,
                "collaborator_id": cls.no_mail.id,
                "date_from": "2024-01-01",
            }
        )

    def setUp(self):
        super().setUp()
        self.patch(
            self.env.registry["mail.mail"], "send_after_commit", lambda mails: None
        )

    def _new_mails(self, act):
        before = self.env["mail.mail"].search([]).ids
        act()
        return self.env["mail.mail"].search([("id", "not in", before)])

    def _secret_meeting(self):
        meeting = self.meeting(subject=self.SECRETS[0])
        self.env["dlxh.meeting.agenda"].create(
            {"meeting_id": meeting.id, "name": self.SECRETS[1]}
        )
        meeting.sudo()._approval_flow().minutes = self.SECRETS[2]
        return meeting

    def _read(self, mails):
        """Return all that the mails carry, files included, as one text."""
        parts = []
        for mail in mails:
            parts += [mail.subject, mail.body_html]
            parts += [
                base64.b64decode(file.datas).decode().replace("\r\n ", "")
                for file in mail.attachment_ids
            ]
        return "\n".join(parts)

    def test_invitation_by_mail_tells_no_more_than_when_and_where(self):
        meeting = self._secret_meeting()
        mails = self._new_mails(meeting.action_invite)
        self.assertEqual(len(mails), 3)
        self.assertEqual(meeting.state, "invited")
        text = self._read(mails)
        for word in (*self.SECRETS, "Member 2", "m3@test.example"):
            if word == "Member 2":  # named in the mail to himself only
                self.assertEqual(text.count(word), 1)
            elif "@" not in word:
                self.assertNotIn(word, text)
        for word in ("ward_a1", "Briefing", "Hall 3", f"dlxh.meeting/{meeting.id}"):
            self.assertIn(word, text)
        self.assertTrue(all(mail.auto_delete for mail in mails))
        self.assertFalse(any(mail.model for mail in mails), "nothing in a chatter")

    def test_the_file_keeps_its_identity_when_the_meeting_moves(self):
        meeting = self.meeting()
        first = self._new_mails(meeting.action_invite)[0].attachment_ids
        later = meeting.start + timedelta(days=1)
        second = self._new_mails(lambda: meeting.write({"start": later}))
        self.assertEqual(len(second), 3)
        self.assertIn("New time or place", second[0].subject)
        old, new = (
            vobject.readOne(base64.b64decode(file.datas).decode()).vevent
            for file in (first, second[0].attachment_ids)
        )
        self.assertEqual(old.uid.value, new.uid.value)
        self.assertEqual((old.sequence.value, new.sequence.value), ("0", "1"))
        self.assertEqual(new.dtstart.value.replace(tzinfo=None), later)

    def test_moving_asks_for_new_answers(self):
        meeting = self.invited()
        event = meeting.event_id
        mine = event.attendee_ids.filtered(
            lambda a: a.partner_id == self.member_user.partner_id
        )
        mine.with_user(self.member_user).do_accept()
        line = meeting.attendance_ids.filtered(
            lambda a: a.partner_id == self.member_user.partner_id
        )
        self.assertEqual(line.answer, "accepted")
        meeting.location = "Hall 9"
        line.invalidate_recordset(["answer"])
        self.assertEqual(line.answer, "needsAction")

    def test_a_second_invitation_reaches_only_who_is_new(self):
        meeting = self.invited()
        late = self.person("Late", "late@test.example")
        self.env["dlxh.team.member"].create(
            {
                "team_id": self.team.id,
                "collaborator_id": late.id,
                "date_from": "2024-01-01",
            }
        )
        mails = self._new_mails(meeting.action_invite)
        self.assertEqual(mails.mapped("email_to"), ['"Late" <late@test.example>'])
        self.assertIn(late.partner_id, meeting.event_id.partner_ids)

    def test_calling_off_is_told(self):
        meeting = self.invited()
        mails = self._new_mails(meeting.action_cancel)
        self.assertEqual(len(mails), 3)
        self.assertIn("Called off", mails[0].subject)
        file = base64.b64decode(mails[0].attachment_ids.datas).decode()
        self.assertIn("METHOD:CANCEL", file)
        # a planned one, that nobody heard of, goes silently
        self.assertFalse(self._new_mails(self.meeting().action_cancel))

    def test_who_has_no_mail_is_shown_until_told(self):
        meeting = self.meeting()
        action = meeting.action_invite()
        lines = self.env["dlxh.meeting.attendance"].search(action["domain"])
        self.assertEqual(lines.collaborator_id, self.no_mail)
        self.assertEqual(lines.phone, "0912345678")
        self.assertEqual(meeting.untold_count, 1)
        lines.with_user(self.officer).action_told()
        self.assertEqual(meeting.untold_count, 0)
        self.assertTrue(meeting.action_invite())

    def test_reminders_of_the_calendar_are_ours(self):
        meeting = self._secret_meeting()
        meeting.action_invite()
        template = self.env.ref("calendar.calendar_template_meeting_reminder")
        mails = self._new_mails(
            lambda: meeting.sudo().event_id.attendee_ids._notify_attendees(template)
        )
        self.assertEqual(len(mails), 3)
        text = self._read(mails)
        self.assertIn("Reminder", text)
        for word in self.SECRETS:
            self.assertNotIn(word, text)
        alarm = self.env.ref("dlxh_collaborator.calendar_alarm_meeting")
        self.assertEqual(meeting.sudo().event_id.alarm_ids, alarm)

    def test_a_button_of_the_calendar_sends_ours_as_well(self):
        meeting = self._secret_meeting()
        meeting.action_invite()
        event = meeting.event_id.with_user(self.officer)
        mails = self._new_mails(event.action_sendmail)
        for word in self.SECRETS:
            self.assertNotIn(word, self._read(mails))
        ics = event._get_ics_file()[event.id].decode()
        self.assertNotIn("ATTENDEE", ics)

    def test_each_in_his_language(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        self.people[1].partner_id.lang = "vi_VN"
        self.people[2].partner_id.lang = "en_US"
        mails = self._new_mails(self.meeting().action_invite)
        self.assertEqual(len(mails.attachment_ids), 2)

    def test_an_answer_by_the_link_of_the_mail(self):
        meeting = self.invited()
        line = meeting.attendance_ids.filtered(
            lambda a: a.collaborator_id == self.people[1]
        )
        attendee = meeting.sudo().event_id.attendee_ids.filtered(
            lambda a: a.partner_id == line.partner_id
        )
        attendee.sudo().do_decline()  # what the address does after the token
        line.invalidate_recordset(["answer"])
        self.assertEqual(line.answer, "declined")
