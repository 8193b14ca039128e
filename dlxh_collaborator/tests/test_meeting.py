from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common_meeting import DlxhMeetingCase


@tagged("post_install", "-at_install")
class TestMeeting(DlxhMeetingCase):
    """A meeting from plan to roll call, and its event in the calendar."""

    # -- plan ---------------------------------------------------------------

    def test_a_meeting_stands_in_the_calendar_without_its_subject(self):
        meeting = self.meeting(subject="A matter that stays inside")
        event = meeting.event_id
        self.assertEqual(event.dlxh_unit_id, self.ward_a1)
        self.assertEqual((event.start, event.stop), (meeting.start, meeting.stop))
        self.assertEqual(event.location, "Hall 3")
        self.assertIn("ward_a1", event.name)
        self.assertIn("Briefing", event.name)
        self.assertFalse(event.partner_ids)
        told = f"{event.name} {event.description or ''} {event.location}"
        self.assertNotIn("matter", told)

    def test_a_meeting_without_a_unit_is_refused_with_a_sentence(self):
        officer = self.chair("officer", self.ward_a1 + self.ward_a2)
        for user in (officer, self.stranger):
            with self.assertRaisesRegex(ValidationError, "Which unit"):
                self.Meeting.with_user(user).create({"start": self.soon()})
        # whoever works for one unit need not say it
        meeting = self.Meeting.with_user(self.officer).create({"start": self.soon()})
        self.assertEqual(meeting.unit_id, self.ward_a1)

    def test_a_closed_unit_calls_no_meeting(self):
        self.ward_a2.date_close = fields.Date.today()
        with self.assertRaisesRegex(ValidationError, "not open"):
            self.Meeting.create({"unit_id": self.ward_a2.id, "start": self.soon()})

    def test_moving_keeps_the_length_and_moves_the_event(self):
        meeting = self.meeting()
        meeting.stop = meeting.start + timedelta(hours=3)
        later = meeting.start + timedelta(days=2)
        meeting.write({"start": later, "location": "Hall 4"})
        self.assertEqual(meeting.stop, later + timedelta(hours=3))
        event = meeting.event_id
        self.assertEqual((event.start, event.stop), (later, meeting.stop))
        self.assertEqual(event.location, "Hall 4")

    def test_steps_are_not_typed_in(self):
        meeting = self.meeting()
        for vals in (
            {"state": "invited"},
            {"state": "held"},
            {"state": "approved"},
            {"event_id": False},
            {"held_on": self.soon()},
            {"unit_id": self.cell_a11.id},
        ):
            with self.assertRaises(UserError, msg=vals):
                meeting.write(vals)
            with self.assertRaises(UserError, msg=vals):
                meeting.sudo().write(vals)
        for vals in ({"state": "held"}, {"state": "invited"}, {"state": "approved"}):
            with self.assertRaises(UserError, msg=vals):
                self.meeting(**vals)
        with self.assertRaises(UserError):
            self.Meeting.with_user(self.officer).with_context(
                default_state="held"
            ).create({"unit_id": self.ward_a1.id, "start": self.soon()})

    def test_a_planned_meeting_goes_with_its_event_an_announced_one_stays(self):
        meeting = self.meeting()
        event = self.event_of(meeting)
        meeting.unlink()
        self.assertFalse(event.exists())
        with self.assertRaisesRegex(UserError, "Cancel it instead"):
            self.invited().unlink()

    def test_calling_off_archives_the_event(self):
        meeting = self.invited()
        event = self.event_of(meeting)
        meeting.action_cancel()
        self.assertEqual(meeting.state, "cancelled")
        self.assertFalse(event.active)
        with self.assertRaises(UserError):
            meeting.location = "Elsewhere"
        with self.assertRaises(UserError):
            meeting.action_invite()

    # -- list ---------------------------------------------------------------

    def test_the_list_is_the_team_on_the_day(self):
        member = self.team.member_ids[-1]
        member.date_to = fields.Date.today() + timedelta(days=2)
        first, later = self.meeting(days=1), self.meeting(days=4)
        (first | later).action_prepare_list()
        self.assertEqual(
            first.attendance_ids.collaborator_id, self.team.member_ids.collaborator_id
        )
        self.assertNotIn(member.collaborator_id, later.attendance_ids.collaborator_id)

    def test_a_list_made_again_follows_the_team_and_keeps_guests(self):
        meeting = self.meeting()
        meeting.action_prepare_list()
        guest = self.env["res.partner"].create({"name": "Guest"})
        meeting.guest_ids = guest
        gone = self.team.member_ids[-1]
        gone.date_to = fields.Date.today()
        meeting.action_prepare_list()
        self.assertNotIn(gone.collaborator_id, meeting.attendance_ids.collaborator_id)
        line = meeting.attendance_ids.filtered(lambda a: a.partner_id == guest)
        self.assertEqual(line.role, "guest")
        meeting.guest_ids = False
        self.assertFalse(line.exists())

    def test_rapporteurs_come_to_joint_meetings_and_are_counted_apart(self):
        outsider = self.env["res.partner"].create({"name": "Rapporteur"})
        former = self.env["res.partner"].create({"name": "Former rapporteur"})
        self.env["dlxh.rapporteur"].create(
            [
                {"partner_id": outsider.id, "unit_id": self.ward_a1.id},
                {
                    "partner_id": former.id,
                    "unit_id": self.ward_a1.id,
                    "date_from": "2020-01-01",
                    "date_to": "2021-01-01",
                },
            ]
        )
        both = self.people[1]
        both.is_rapporteur = True  # counted once, as a collaborator
        not_in_team = self.person("Only a rapporteur", is_rapporteur=True)
        alone, joint = self.meeting(), self.meeting(joint_with_rapporteurs=True)
        (alone | joint).action_prepare_list()
        self.assertEqual(set(alone.attendance_ids.mapped("role")), {"collaborator"})
        rapporteurs = joint.attendance_ids.filtered(lambda a: a.role == "rapporteur")
        self.assertEqual(rapporteurs.partner_id, outsider | not_in_team.partner_id)
        self.assertEqual((joint.invited_count, joint.rapporteur_count), (3, 2))
        rapporteurs[0].action_present()
        self.assertEqual(joint.present_count, 0)
        self.assertEqual(joint.rapporteur_present_count, 1)

    def test_nobody_to_invite_is_said(self):
        self.team.member_ids.unlink()
        with self.assertRaisesRegex(UserError, "Nobody is to be invited"):
            self.meeting().action_invite()

    # -- roll ---------------------------------------------------------------

    def test_roll_call_in_taps(self):
        meeting = self.invited(days=-1)
        lines = meeting.attendance_ids
        meeting.action_all_present()
        lines[0].action_excused()
        lines[1].write({"substitute_name": " Nguyen Van B "})
        self.assertEqual(lines.mapped("presence"), ["excused", "present", "present"])
        self.assertEqual(lines[1].substitute_name, "Nguyen Van B")
        self.assertEqual((meeting.present_count, meeting.invited_count), (2, 3))
        self.assertEqual((meeting.excused_count, meeting.substitute_count), (1, 1))
        lines[1].action_absent()
        self.assertFalse(lines[1].substitute_name)
        lines[1].action_absent()  # the second tap takes the mark back
        self.assertFalse(lines[1].presence)
        self.assertEqual(meeting.unmarked_count, 1)
        with self.assertRaisesRegex(UserError, "1 people on the roll"):
            meeting.action_hold()
        lines[1].action_absent()
        meeting.action_hold()
        self.assertEqual((meeting.state, meeting.is_held), ("held", True))
        self.assertTrue(meeting.held_on)

    def test_a_meeting_to_come_was_not_held(self):
        meeting = self.invited()
        meeting.action_all_present()
        with self.assertRaisesRegex(UserError, "has not begun"):
            meeting.action_hold()

    def test_what_was_held_does_not_move(self):
        meeting = self.held()
        for vals in (
            {"start": self.soon()},
            {"stop": self.soon()},
            {"kind": "thematic"},
        ):
            with self.assertRaisesRegex(UserError, "was held"):
                meeting.write(vals)
        meeting.write({"start": meeting.start})  # a form sends what it shows
        meeting.action_reopen_roll()
        self.assertEqual((meeting.state, meeting.is_held), ("invited", False))
        meeting.write({"start": meeting.start - timedelta(hours=1)})

    def test_the_roll_is_locked_with_the_minutes(self):
        meeting = self.submitted()
        line = meeting.attendance_ids[0]
        for change in (
            line.action_absent,
            line.unlink,
            lambda: line.write({"substitute_name": "X"}),
        ):
            with self.assertRaisesRegex(UserError, "locked"):
                change()

    def test_a_line_stays_with_its_person(self):
        line = self.invited().attendance_ids[0]
        other = self.env["res.partner"].create({"name": "Other"})
        for vals in (
            {"partner_id": other.id},
            {"meeting_id": self.meeting().id},
            {"told_on": self.soon()},
        ):
            with self.assertRaises(UserError, msg=vals):
                line.write(vals)

    def test_nobody_else_calls_the_roll(self):
        meeting = self.invited(days=-1)
        for user in (self.above, self.leader, self.member_user, self.beside):
            seen = meeting.with_user(user)
            with self.assertRaises(AccessError, msg=user.login):
                seen.action_all_present()
            with self.assertRaises(AccessError, msg=user.login):
                seen.action_hold()
            with self.assertRaises(AccessError, msg=user.login):
                meeting.attendance_ids.with_user(user).action_present()
            with self.assertRaises(AccessError, msg=user.login):
                seen.action_cancel()
            with self.assertRaises(AccessError, msg=user.login):
                seen.action_invite()
