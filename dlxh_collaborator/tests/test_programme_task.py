from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common_programme import DlxhProgrammeCase


@tagged("post_install", "-at_install")
@freeze_time("2026-05-15 03:00:00")
class TestProgrammeTask(DlxhProgrammeCase):
    """Tasks: who reports, what fulfils them, when they are late, who is told."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.running = cls.approved()
        cls.given, cls.own = cls.running.task_ids

    def test_status_and_progress_keep_in_step(self):
        task = self.own
        for vals, state, progress in (
            ({"progress": 30}, "doing", 30),
            ({"progress": 100}, "done", 100),
            ({"progress": 60}, "doing", 60),
            ({"state": "done"}, "done", 100),
            ({"state": "doing"}, "doing", 90),
            ({"state": "todo"}, "todo", 0),
            ({"state": "cancelled"}, "cancelled", 0),
        ):
            task.write(vals)
            self.assertEqual((task.state, task.progress), (state, progress), vals)
        task.write({"state": "done"})
        self.assertEqual(str(task.done_on), "2026-05-15")

    def test_unit_below_reports_on_its_task(self):
        task = self.given.with_user(self.below)
        task.write(
            {
                "progress": 50,
                "outside_doer": "Báo Thái Nguyên",
                "outside_link": "https://baothainguyen.vn/du-luan-1",
                "result_note": "Half of the households",
            }
        )
        self.assertEqual((task.state, task.progress), ("doing", 50))
        task.action_mark_done()
        self.assertEqual(task.state, "done")

    def test_unit_below_changes_nothing_else(self):
        task = self.given.with_user(self.below)
        for vals in (
            {"name": "Less work"},
            {"date_due": "2026-12-31"},
            {"responsible_unit_id": self.cell_a12.id},
            {"state": "cancelled"},
            {"is_added": True},
            {"done_on": "2026-01-01"},
            {"programme_id": self.plan(year=2027).id},
            {"unit_id": self.cell_a11.id},
            {"plan_state": "draft"},
        ):
            with self.subTest(vals=vals):
                self.assert_refused(lambda v=vals: task.write(v))
        self.assert_refused(lambda: task.unlink())
        self.assert_refused(
            lambda: self.own.with_user(self.below).write({"progress": 5})
        )

    def test_person_in_charge_reports(self):
        plan = self.plan(year=2027)
        task = self.task(
            plan, date_due="2027-06-30", responsible_user_id=self.reader.id
        )
        self.approve(plan)
        task.with_user(self.reader).progress = 20
        self.assertEqual(task.progress, 20)
        self.assert_refused(
            lambda: self.own.with_user(self.reader).write({"progress": 5})
        )
        self.reader.dlxh_unit_ids = [Command.set(self.ward_a2.ids)]
        self.assert_refused(lambda: task.with_user(self.reader).write({"progress": 5}))

    def test_task_stays_below_the_unit(self):
        plan = self.plan(year=2027)
        task = self.task(plan, date_due="2027-06-30")
        for unit in (self.ward_a2, self.province_a, self.ward_b1):
            with self.assertRaisesRegex(ValidationError, "does not lie below"):
                task.responsible_unit_id = unit
        task.responsible_unit_id = self.cell_a12
        with self.assertRaisesRegex(ValidationError, "does not work for"):
            task.responsible_user_id = self.beside

    def test_dates_lie_in_the_plan(self):
        plan = self.plan(year=2027)
        for values in (
            {"date_due": "2028-01-01"},
            {"date_due": "2026-12-31"},
            {"date_due": "2027-01-31", "date_from": "2026-12-31"},
        ):
            with self.assertRaisesRegex(ValidationError, "outside the plan"):
                self.task(plan, **values)

    def test_links_are_public(self):
        for link, reason in (
            ("https://www.facebook.com/nguyen.van.a", "page of a person"),
            ("baothainguyen.vn", "not a public address"),
            ("javascript:alert(1)", "not a public address"),
        ):
            with self.assertRaisesRegex(ValidationError, reason):
                self.own.outside_link = link
        self.own.outside_link = "https://thainguyen.gov.vn/tin/1"

    def test_late(self):
        Task = self.env["dlxh.programme.task"]
        mine = [("programme_id", "=", self.running.id)]
        for today, late in (("2026-06-30", False), ("2026-07-01", True)):
            with freeze_time(f"{today} 03:00:00"):
                self.running.task_ids.invalidate_recordset(["is_late"])
                self.assertEqual(self.own.is_late, late)
                found = Task.search([*mine, ("is_late", "=", True)])
                self.assertEqual(self.own in found, late)
                found = Task.search([*mine, ("is_late", "=", False)])
                self.assertEqual(self.own in found, not late)
        with freeze_time("2026-07-01 03:00:00"):
            self.own.state = "done"
            self.assertFalse(Task.search([*mine, ("is_late", "=", True)]) & self.own)

    # what fulfils a task

    def _inspection(self, **values):
        return (
            self.env["dlxh.inspection"]
            .with_user(self.officer)
            .create(
                {
                    "unit_id": self.ward_a1.id,
                    "inspected_unit_id": self.cell_a11.id,
                    "name": "How the team works",
                    "date_from": "2026-05-01",
                    "result": "<p>In order.</p>",
                    **values,
                }
            )
        )

    def _meeting(self, unit=None, **values):
        return self.env["dlxh.meeting"].create(
            {
                "unit_id": (unit or self.ward_a1).id,
                "start": "2026-05-10 01:00:00",
                **values,
            }
        )

    def test_concluded_inspection_fulfils(self):
        inspection = self._inspection()
        self.own.fulfilled_by = inspection
        self.assertEqual(self.own.state, "todo")
        inspection.action_start()
        inspection.action_submit_approval()
        inspection.with_user(self.leader).action_approve()
        self.assertEqual((self.own.state, self.own.progress), ("done", 100))
        self.assertTrue(self.own.done_by_link)
        inspection.with_user(self.leader).action_undo_approval("Wrong unit")
        self.assertEqual((self.own.state, self.own.done_on), ("doing", False))

    def test_meeting_that_was_held_fulfils(self):
        meeting = self._meeting()
        self.own.fulfilled_by = meeting
        meeting._approval_flow().write({"state": "held"})
        self.assertEqual(self.own.state, "done")

    def test_issued_decision_fulfils(self):
        team = self.env["dlxh.team"].create({"unit_id": self.ward_a1.id})
        decision = self.env["dlxh.decision"].create(
            {
                "unit_id": self.ward_a1.id,
                "body_id": self.body.id,
                "decision_type": "consolidate",
                "team_id": team.id,
            }
        )
        self.own.fulfilled_by = decision
        self.assertEqual(self.own.state, "todo")
        decision._approval_flow().write({"state": "issued"})
        self.assertEqual(self.own.state, "done")

    def test_already_done_when_linked(self):
        meeting = self._meeting()
        meeting._approval_flow().write({"state": "held"})
        self.own.fulfilled_by = meeting
        self.assertEqual(self.own.state, "done")
        self.own.fulfilled_by = False
        self.assertEqual(self.own.state, "doing")

    def test_reported_as_done_stays_done(self):
        meeting = self._meeting()
        self.own.write({"state": "done"})
        self.own.fulfilled_by = meeting
        meeting._approval_flow().write({"state": "cancelled"})
        self.assertEqual(self.own.state, "done")

    def test_only_readable_records_are_linked(self):
        foreign = self._meeting(self.ward_a2)
        with self.assertRaisesRegex(UserError, "may not read it"):
            self.own.fulfilled_by = foreign
        for link in (f"res.partner,{self.env.user.partner_id.id}", "res.users,1"):
            self.assert_refused(lambda v=link: self.own.write({"fulfilled_by": v}))

    # conclusions of meetings

    def test_conclusion_becomes_a_task(self):
        meeting = self._meeting()
        meeting._approval_flow().write({"state": "held"})
        conclusion = self.env["dlxh.meeting.conclusion"].create(
            {
                "meeting_id": meeting.id,
                "name": "Explain the land prices",
                "responsible_unit_id": self.cell_a11.id,
                "date_due": "2026-09-30",
            }
        )
        mine = conclusion.with_user(self.officer)
        with self.assertRaisesRegex(UserError, "not approved yet"):
            mine.action_make_task()
        flow = meeting._approval_flow()
        flow.env["dlxh.meeting.conclusion"].browse(conclusion.id).state = "open"
        mine.action_make_task()
        task = mine.task_id
        self.assertEqual(task.programme_id, self.running)
        self.assertTrue(task.is_added)
        self.assertEqual(task.origin_meeting_id, meeting)
        self.assertEqual(mine.action_make_task()["res_id"], task.id)
        conclusion.with_user(self.below).action_done()
        self.assertEqual(task.state, "done")
        # added after the approval: it changes and goes, and is not printed
        task.with_user(self.officer).name = "Explain land prices"
        self.assertNotIn("Explain", self.running._document_body_html())
        self.assert_refused(lambda: task.with_user(self.below).write({"name": "x"}))
        task.with_user(self.officer).unlink()

    def test_nothing_is_added_without_a_held_meeting_of_the_unit(self):
        for meeting in (self._meeting(), self._meeting(self.cell_a11)):
            if meeting.unit_id != self.ward_a1:
                meeting._approval_flow().write({"state": "held"})
            self.assert_refused(
                lambda m=meeting: self.task(self.running, origin_meeting_id=m.id)
            )

    # reminders

    def _digests(self, user):
        kind = self.env.ref("dlxh_collaborator.mail_activity_type_tasks_due")
        return self.env["mail.activity"].search(
            [("activity_type_id", "=", kind.id), ("user_id", "=", user.id)]
        )

    def _remind(self, day):
        with freeze_time(f"{day} 03:00:00"):
            self.remind("dlxh.programme.task")

    def test_one_digest_a_person(self):
        self._remind("2026-06-20")
        self.assertFalse(self._digests(self.officer))
        self._remind("2026-06-23")
        digest = self._digests(self.officer)
        self.assertEqual(len(digest), 1)
        self.assertFalse(digest.res_model)
        self.assertIn("1 due soon", digest.summary)
        self.assertIn(self.own.name, digest.note)
        self.assertEqual(str(digest.date_deadline), "2026-06-30")
        self.assertEqual(len(self._digests(self.below)), 1)
        self.assertFalse(self._digests(self.beside))
        self._remind("2026-07-02")
        self.assertEqual(self._digests(self.officer), digest)
        self.assertIn("1 late", digest.summary)
        self.own.state = "done"
        self._remind("2026-07-03")
        self.assertFalse(digest.exists())

    def test_ticked_off_until_something_new(self):
        self._remind("2026-06-23")
        with freeze_time("2026-06-24 03:00:00"):
            self._digests(self.officer).action_done()
        self._remind("2026-06-25")
        self.assertFalse(self._digests(self.officer))
        self._remind("2026-07-01")  # late since today
        self.assertEqual(len(self._digests(self.officer)), 1)

    def test_digest_goes_to_the_person_in_charge(self):
        plan = self.plan(year=2027)
        self.task(plan, date_due="2027-02-01", responsible_user_id=self.reader.id)
        self.approve(plan)
        self._remind("2027-01-31")
        self.assertEqual(len(self._digests(self.reader)), 1)
        self.assertNotIn("2027", self._digests(self.officer).note or "")

    def test_cards(self):
        def names(user):
            return [
                c["name"] for c in self.env["dlxh.work.item"].with_user(user)._items()
            ]

        with freeze_time("2026-07-01 03:00:00"):
            for user in (self.officer, self.below):
                self.assertIn("Tasks of plans that are late", names(user))
            self.assertNotIn("Tasks of plans that are late", names(self.beside))
        with freeze_time("2026-06-28 03:00:00"):
            self.assertIn("Tasks of plans due soon", names(self.below))
        plan = self.plan(year=2027)
        self.task(plan, date_due="2027-02-01")
        plan.action_submit_approval()
        self.assertIn("Plans and estimates to approve", names(self.leader))
