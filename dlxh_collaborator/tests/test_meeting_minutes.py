import subprocess
import tempfile
from datetime import timedelta
from pathlib import Path

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common_meeting import DlxhMeetingCase


@tagged("post_install", "-at_install")
class TestMeetingMinutes(DlxhMeetingCase):
    """Agenda, minutes as a document, conclusions and what to watch."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cell_leader = cls.chair("leader", cls.cell_a11)
        cls.top = cls.chair("officer", cls.centre)

    def _conclusions(self, meeting, **values):
        return (
            self.env["dlxh.meeting.conclusion"]
            .with_user(self.officer)
            .create(
                {
                    "meeting_id": meeting.id,
                    "name": "Explain the new fees",
                    "responsible_unit_id": self.cell_a11.id,
                    "date_due": fields.Date.today() + timedelta(days=10),
                    **values,
                }
            )
        )

    def _approve(self, meeting):
        meeting.write({"minutes": "<p>What was said.</p>"})
        meeting.action_submit_approval()
        meeting.with_user(self.leader).action_approve()
        return meeting

    # -- agenda -------------------------------------------------------------

    def test_the_agenda_is_filled_once(self):
        meeting = self.meeting()
        meeting.action_fill_agenda()
        names = meeting.agenda_ids.mapped("name")
        self.assertIn("The synthesis of public opinion is read", names)
        meeting.action_fill_agenda()
        self.assertEqual(meeting.agenda_ids.mapped("name"), names)
        # classes and trips have an agenda of their own
        trip = self.meeting(kind="field_trip")
        trip.action_fill_agenda()
        self.assertFalse(trip.agenda_ids)

    # -- minutes ------------------------------------------------------------

    def test_minutes_are_drafted_from_agenda_and_roll(self):
        meeting = self.invited(days=-1)
        meeting.action_fill_agenda()
        meeting.action_all_present()
        meeting.attendance_ids[0].action_excused()
        meeting.attendance_ids[1].substitute_name = "Somebody else"
        with self.assertRaisesRegex(UserError, "after the roll call"):
            meeting.action_draft_minutes()
        meeting.action_hold()
        meeting.chaired_by = "Comrade A"
        meeting.action_draft_minutes()
        text = meeting.minutes
        for words in (
            "Collaborators present: 2 of 3; excused 1; absent 0.",
            "Came as substitutes: 1.",
            "Hall 3",
            "Chair: Comrade A.",
            "The synthesis of public opinion is read",
            "What the leader answered",
        ):
            self.assertIn(words, text)
        for name in (*self.people.mapped("name"), "Somebody else"):
            self.assertNotIn(name, text, "numbers only, no names")

    def test_what_is_not_ready_is_not_submitted(self):
        meeting = self.invited(days=-1)
        self.assertFalse(meeting.can_submit)
        with self.assertRaisesRegex(UserError, "was not held yet"):
            meeting.action_submit_approval()
        meeting.action_all_present()
        meeting.action_hold()
        self.assertTrue(meeting.can_submit)
        with self.assertRaisesRegex(UserError, "has no minutes yet"):
            meeting.action_submit_approval()
        meeting.write({"minutes": "<p>Text</p>", "body_id": False})
        with self.assertRaisesRegex(UserError, "Issuing body"):
            meeting.action_submit_approval()
        meeting.body_id = self.body
        meeting.action_submit_approval()
        self.assertEqual(meeting.state, "in_approval")
        with self.assertRaises(AccessError):
            meeting.action_approve()

    def test_a_return_opens_the_minutes_again(self):
        meeting = self.submitted()
        meeting.with_user(self.leader).action_return("Say who does it")
        self.assertEqual(meeting.state, "held")
        meeting.minutes = "<p>Corrected</p>"
        meeting.action_submit_approval()
        meeting.with_user(self.leader).action_approve()
        self.assertEqual(meeting.state, "approved")
        with self.assertRaisesRegex(UserError, "locked"):
            meeting.minutes = "<p>Changed afterwards</p>"

    def test_a_body_of_another_unit_is_refused(self):
        other = self.make_body(self.ward_a2)
        with self.assertRaisesRegex(ValidationError, "another unit"):
            self.meeting(body_id=other.id)

    def test_number_and_page(self):
        meeting = self.held()
        self._conclusions(meeting)
        meeting.write({"watch_next": "<p>Prices of fertiliser</p>"})
        meeting.action_draft_minutes()
        meeting.action_submit_approval()
        with self.assertRaisesRegex(UserError, "not approved yet|secret check"):
            meeting.action_take_number()
        meeting.with_user(self.leader).action_approve()
        meeting.action_secret_check()
        meeting.action_take_number()
        self.assertRegex(meeting.document_code, r"^0?1-BB/BTGTU$")
        page = meeting._document_page()
        for words in (
            "Explain the new fees; done by cell_a11; until",
            "Prices of fertiliser",
            "Collaborators present: 3 of 3",
        ):
            self.assertIn(words, page["body"])
        self.assertEqual(page["title"], meeting.document_type_id.name)
        self.assertIn("Briefing", page["abstract"])
        with self.assertRaisesRegex(UserError, "stay as they are"):
            meeting.with_user(self.leader).action_undo_approval("Wrong")

    def test_a_later_change_voids_the_secret_check(self):
        meeting = self.held()
        meeting.minutes = "<p>Text</p>"
        for change in (
            lambda: meeting.write({"minutes": "<p>Other</p>"}),
            lambda: meeting.write({"watch_next": "<p>Other</p>"}),
            lambda: self._conclusions(meeting),
            lambda: meeting.conclusion_ids.write({"name": "Other"}),
        ):
            meeting.action_secret_check()
            self.assertTrue(meeting.secret_checked_at)
            change()
            self.assertFalse(meeting.secret_checked_at)

    def test_the_pdf_can_be_searched(self):
        meeting = self.submitted(watch_next="<p>Giá phân bón vụ xuân</p>")
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        pdf, _kind = report._render_qweb_pdf(
            "dlxh_collaborator.dlxh_meeting_action_report_minutes", meeting.ids
        )
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "minutes.pdf"
            path.write_bytes(pdf)
            text = subprocess.run(
                ["pdftotext", "-layout", str(path), "-"],
                capture_output=True,
                check=True,
                text=True,
            ).stdout
        for words in ("Giá phân bón vụ xuân", "What was said.", "Those who attended"):
            self.assertIn(words, text)

    def test_inspectors_see_that_it_was_held_not_what_was_said(self):
        meeting = self.submitted()
        inspector = self.chair("inspector", self.province_a)
        seen = meeting.with_user(inspector)
        self.assertEqual((seen.state, seen.present_count), ("in_approval", 3))
        for name in ("minutes", "watch_next", "agenda_ids", "conclusion_ids"):
            with self.assertRaises(AccessError, msg=name):
                seen.read([name])
        with self.assertRaises(AccessError):
            seen._document_page()

    # -- what to watch --------------------------------------------------------

    def test_what_to_watch_is_sent_down_when_approved(self):
        meeting = self.submitted(watch_next="<p>Prices of fertiliser</p>")
        Watch = self.env["dlxh.meeting.watch"]
        self.assertFalse(Watch.search([]))
        meeting.with_user(self.leader).action_approve()
        watch = Watch.search([("meeting_id", "=", meeting.id)])
        self.assertIn("fertiliser", watch.text)
        for user in (
            self.below,
            self.cell_leader,
            self.officer,
            self.leader,
            self.above,
            self.member_user,
        ):
            self.assertEqual(Watch.with_user(user).search([]), watch, user.login)
            self.assertTrue(watch.with_user(user).text)
        for user in (self.beside, self.stranger):
            self.assertFalse(Watch.with_user(user).search([]), user.login)
            with self.assertRaises(AccessError, msg=user.login):
                watch.with_user(user).read(["text"])
        for user in (self.below, self.officer, self.above):
            with self.assertRaises(AccessError):
                watch.with_user(user).write({"text": "<p>x</p>"})
        # the units below see no more of the meeting than that
        self.assertFalse(self.Meeting.with_user(self.below).search([]))
        meeting.with_user(self.leader).action_undo_approval("A mistake")
        self.assertFalse(watch.exists())

    # -- conclusions ----------------------------------------------------------

    def test_conclusions_reach_who_carries_them_out(self):
        meeting = self.held()
        line = self._conclusions(meeting, user_id=self.cell_leader.id)
        Line = self.env["dlxh.meeting.conclusion"]
        self.assertFalse(Line.with_user(self.below).search([]))
        self._approve(meeting)
        self.assertEqual(line.state, "open")
        seen = Line.with_user(self.below).search([])
        self.assertEqual(seen, line)
        activity = line.sudo().activity_id
        self.assertEqual(activity.user_id, self.cell_leader)
        self.assertNotIn("fees", activity.summary)
        self.assertFalse(Line.with_user(self.beside).search([]))
        with self.assertRaises(AccessError):
            line.with_user(self.beside).action_done()
        seen.action_done()
        seen.action_done()
        self.assertEqual((line.state, line.done_on), ("done", fields.Date.today()))
        self.assertFalse(activity.active)
        with self.assertRaises(UserError):
            line.with_user(self.officer).write({"name": "Changed"})
        with self.assertRaises(UserError):
            seen.write({"date_due": "2030-01-01"})
        line.with_user(self.officer).action_undo_done()
        self.assertEqual(line.state, "open")

    def test_an_approval_taken_back_takes_the_work_back(self):
        meeting = self.held()
        open_ = self._conclusions(meeting, user_id=self.cell_leader.id)
        done = self._conclusions(meeting)
        self._approve(meeting)
        done.action_done()
        activity = open_.sudo().activity_id
        meeting.with_user(self.leader).action_undo_approval("A mistake")
        self.assertEqual((open_.state, done.state), ("draft", "done"))
        self.assertFalse(activity.exists())
        self.assertFalse(
            self.env["dlxh.meeting.conclusion"]
            .with_user(self.below)
            .search([("id", "=", open_.id)])
        )

    def test_work_is_given_downwards_only(self):
        meeting = self.held()
        for unit in (self.province_a, self.ward_a2):
            with self.assertRaisesRegex(ValidationError, "does not lie below"):
                self._conclusions(meeting.sudo(), responsible_unit_id=unit.id)

    def test_done_is_not_typed_in(self):
        meeting = self.held()
        line = self._conclusions(meeting)
        for vals in ({"state": "done"}, {"done_on": "2026-01-01"}):
            with self.assertRaises(UserError):
                line.write(vals)
        with self.assertRaises(UserError):
            self._conclusions(meeting, state="done")
        with self.assertRaisesRegex(UserError, "not approved yet"):
            line.action_done()

    # -- my work --------------------------------------------------------------

    def _cards(self, user):
        items = self.env["dlxh.work.item"].with_user(user)._cards()
        return {item["key"]: item for item in items if item.get("key")}

    def test_cards_of_my_work(self):
        self.assertNotIn("meeting_next", self._cards(self.member_user))
        planned = self.meeting(days=20)
        card = self._cards(self.member_user)["meeting_next"]
        self.assertIn("Hall 3", card["hint"])
        self.assertFalse(card["action"]["res_id"], "not invited yet, so not opened")
        soon = self.invited(days=3)
        card = self._cards(self.member_user)["meeting_next"]
        self.assertEqual(card["action"]["res_id"], soon.id)
        self.assertNotIn("meeting_next", self._cards(self.beside))
        late = self.invited(days=-1)
        cards = self._cards(self.officer)
        self.assertEqual(cards["meeting_roll"]["count"], 1)
        self.assertNotIn("meeting_roll", self._cards(self.above))
        late.action_all_present()
        late.action_hold()
        cards = self._cards(self.officer)
        self.assertEqual(cards["meeting_minutes"]["count"], 1)
        self.assertNotIn("meeting_roll", cards)
        late.write({"minutes": "<p>x</p>", "watch_next": "<p>Watch</p>"})
        self._conclusions(late)
        late.action_submit_approval()
        self.assertEqual(self._cards(self.leader)["meeting_approve"]["count"], 1)
        late.with_user(self.leader).action_approve()
        self.assertNotIn("meeting_approve", self._cards(self.leader))
        for user in (self.below, self.member_user):
            self.assertEqual(self._cards(user)["meeting_watch"]["count"], 1)
        self.assertEqual(self._cards(self.below)["meeting_conclusions"]["count"], 1)
        self.assertTrue(planned)

    def test_the_briefing_pack_is_for_who_is_invited(self):
        meeting = self.invited()
        pack = self.env["dlxh.meeting.file"].with_user(self.officer)
        one = pack.create(
            {"meeting_id": meeting.id, "name": "synthesis.pdf", "file": "QUJD"}
        )
        self.assertEqual(one.with_user(self.member_user).file, b"QUJD")
        attachment = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", one._name),
                    ("res_id", "=", one.id),
                    ("res_field", "=", "file"),
                ]
            )
        )
        self.assertTrue(attachment)
        neighbour = self.chair("collaborator", self.ward_a1)
        for user in (self.below, self.beside, neighbour):
            with self.assertRaises(AccessError):
                one.with_user(user).read(["file"])
            with self.assertRaises(AccessError):
                attachment.with_user(user).read(["datas"])
        with self.assertRaises(AccessError):
            one.with_user(self.member_user).unlink()
        self.assertEqual(
            meeting.with_user(self.member_user).file_ids.mapped("name"),
            ["synthesis.pdf"],
        )

    def test_lines_are_not_put_into_meetings_of_others(self):
        other = self.Meeting.create({"unit_id": self.ward_a2.id, "start": self.soon()})
        own = self.meeting()
        for model, vals in (
            ("dlxh.meeting.agenda", {"name": "x"}),
            ("dlxh.meeting.file", {"name": "x", "file": "QUJD"}),
            ("dlxh.meeting.conclusion", {"name": "x"}),
            (
                "dlxh.meeting.attendance",
                {"partner_id": self.plain.partner_id.id, "role": "guest"},
            ),
        ):
            lines = self.env[model].with_user(self.officer)
            with self.assertRaises(AccessError, msg=model):
                lines.create({"meeting_id": other.id, **vals})
            line = lines.create({"meeting_id": own.id, **vals})
            with self.assertRaises((AccessError, UserError)[model.endswith("ance")]):
                line.write({"meeting_id": other.id})
            with self.assertRaises((AccessError, UserError)[model.endswith("ance")]):
                own.write(
                    {
                        next(
                            name
                            for name, field in own._fields.items()
                            if field.type == "one2many" and field.comodel_name == model
                        ): [Command.update(line.id, {"meeting_id": other.id})]
                    }
                )
