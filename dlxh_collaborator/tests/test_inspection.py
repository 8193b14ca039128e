from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common_programme import DlxhProgrammeCase


@tagged("post_install", "-at_install")
@freeze_time("2026-05-15 03:00:00")
class TestInspection(DlxhProgrammeCase):
    """From the plan to the report, the answers and the end of the follow-up."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.inspector = cls.chair("inspector", cls.ward_a1, login="plan_inspector")
        cls.told_leader = cls.chair("leader", cls.cell_a11, login="told_leader")
        cls.told_clerk = cls.chair("clerk", cls.cell_a11, login="told_clerk")
        cls.told_reader = cls.chair("collaborator", cls.cell_a11, login="told_reader")
        cls.cell_beside = cls.chair("officer", cls.cell_a12, login="cell_beside")

    def inspection(self, user=None, **values):
        return (
            self.env["dlxh.inspection"]
            .with_user(user or self.inspector)
            .create(
                {
                    "unit_id": self.ward_a1.id,
                    "inspected_unit_id": self.cell_a11.id,
                    "name": "How the team works",
                    "date_from": "2026-05-04",
                    "date_to": "2026-05-06",
                    "finding_ids": [
                        Command.create(
                            {
                                "name": "No regulation",
                                "recommendation": "Issue the regulation",
                                "severity": "serious",
                                "deadline": "2026-06-30",
                            }
                        )
                    ],
                    "member_ids": [
                        Command.create(
                            {
                                "partner_id": self.leader.partner_id.id,
                                "position": "Head of the commission",
                                "role": "head",
                            }
                        )
                    ],
                    **values,
                }
            )
        )

    def concluded(self, **values):
        inspection = self.inspection(**values)
        inspection.action_start()
        inspection.action_submit_approval()
        inspection.with_user(self.leader).action_approve()
        return inspection

    def test_defaults(self):
        inspection = self.inspection()
        self.assertEqual(inspection.document_type_id.code, "BC")
        self.assertEqual(inspection.body_id, self.body)
        self.assertIn(self.cell_a11.name, inspection.abstract)
        self.assertEqual(
            inspection.recipient_ids.mapped("name"),
            [self.ward_a1.name, self.cell_a11.name],
        )

    def test_only_units_below_are_inspected(self):
        for unit in (self.ward_a1, self.ward_a2, self.province_a):
            with self.assertRaisesRegex(ValidationError, "only units below"):
                self.inspection(inspected_unit_id=unit.id)

    def test_plan_and_body_of_the_same_unit(self):
        plan = self.plan(self.ward_a2)
        with self.assertRaisesRegex(ValidationError, "of the unit that inspects"):
            self.inspection(programme_id=plan.id)

    def test_steps(self):
        inspection = self.inspection(finding_ids=[])
        with self.assertRaisesRegex(UserError, "has not begun"):
            inspection.action_submit_approval()
        inspection.action_start()
        with self.assertRaisesRegex(UserError, "no result yet"):
            inspection.action_submit_approval()
        inspection.result = "<p>In order.</p>"
        inspection.action_submit_approval()
        self.assert_refused(lambda: inspection.write({"result": "<p>x</p>"}))
        inspection.with_user(self.leader).action_return("More about the roster")
        self.assertEqual(inspection.state, "in_progress")
        inspection.action_submit_approval()
        inspection.with_user(self.leader).action_approve()
        self.assertEqual(inspection.state, "concluded")
        inspection.action_close()
        self.assertEqual(inspection.state, "closed")

    def test_answer_accept_close(self):
        inspection = self.concluded()
        finding = inspection.finding_ids
        told = finding.with_user(self.below)
        with self.assertRaisesRegex(UserError, "not put right yet"):
            inspection.action_close()
        with self.assertRaisesRegex(UserError, "Write what was done"):
            told.action_answer(" ")
        told.action_answer("The regulation is drafted")
        self.assertEqual((finding.state, inspection.state), ("answered", "following"))
        self.assertEqual(finding.answered_by_id, self.below)
        finding.action_ask_again("When is it issued?")
        self.assertEqual(finding.state, "open")
        finding.with_user(self.told_leader).action_answer(
            "Issued as No. 4", fixed_on="2026-05-12"
        )
        finding.action_accept()
        self.assertEqual(
            (finding.state, str(finding.fixed_on)), ("fixed", "2026-05-12")
        )
        for part in ("is drafted", "When is it", "Issued as No. 4", "accepted"):
            self.assertIn(part, finding.exchange)
        inspection.action_close()
        self.assert_refused(lambda: told.action_answer("Once more"))

    def test_dialogs(self):
        finding = self.concluded().finding_ids
        told = finding.with_user(self.below)
        action = told.action_open_answer()
        dialog = (
            self.env[action["res_model"]]
            .with_user(self.below)
            .with_context(**action["context"])
            .create({"text": "Done", "fixed_on": "2026-05-14"})
        )
        dialog.action_confirm()
        self.assertEqual(finding.state, "answered")
        action = finding.action_open_ask_again()
        self.env[action["res_model"]].with_user(self.inspector).with_context(
            **action["context"]
        ).create({"text": "Show it"}).action_confirm()
        self.assertEqual(finding.state, "open")
        self.assert_refused(
            lambda: (
                self.env["dlxh.inspection.answer"]
                .with_user(self.beside)
                .create({"finding_id": finding.id, "text": "x"})
                .action_confirm()
            )
        )

    def test_who_answers_and_who_accepts(self):
        finding = self.concluded().finding_ids
        for user in (
            *(self.told_clerk, self.told_reader, self.cell_beside, self.beside),
            *(self.above, self.officer, self.inspector, self.nowhere),
        ):
            self.assert_refused(lambda u=user: finding.with_user(u).action_answer("x"))
        finding.with_user(self.below).action_answer("Done")
        for user in (
            *(self.below, self.told_leader, self.beside, self.above, self.clerk),
            *(self.leader, self.nowhere),
        ):
            self.assert_refused(lambda u=user: finding.with_user(u).action_accept())
            self.assert_refused(
                lambda u=user: finding.with_user(u).action_ask_again("x")
            )

    def test_steps_are_not_typed_in(self):
        finding = self.concluded().finding_ids
        told = finding.with_user(self.below)
        for vals in (
            {"state": "fixed"},
            {"answer": "x"},
            {"fixed_on": "2026-05-01"},
            {"answered_by_id": self.below.id},
            {"exchange": ""},
            {"deadline": "2030-01-01"},
            {"severity": "minor"},
        ):
            for record in (told, finding, finding.with_user(self.officer)):
                self.assert_refused(lambda r=record, v=vals: r.write(v))
        born = self.inspection(
            finding_ids=[
                Command.create(
                    {
                        "name": "x",
                        "recommendation": "y",
                        "deadline": "2026-06-30",
                        "state": "fixed",
                        "answer": "typed in",
                    }
                )
            ]
        ).finding_ids
        self.assertEqual((born.state, born.answer), ("open", False))

    def test_nobody_is_told_before_it_is_concluded(self):
        inspection = self.inspection()
        everything = (
            inspection,
            inspection.finding_ids,
            inspection.member_ids,
            inspection.recipient_ids,
        )
        told = (self.below, self.told_leader, self.told_clerk)
        never = (self.beside, self.cell_beside, self.nowhere, self.told_reader)
        for step in ("planned", "in_progress", "in_approval", "concluded"):
            if step != "planned":
                inspection.sudo()._approval_flow().write({"state": step})
            readable = step == "concluded"
            for user in (*told, *never, self.above):
                for records in everything:
                    records = records.with_user(user)
                    expected = readable and user not in never
                    with self.subTest(step=step, user=user.login, model=records._name):
                        self.assertEqual(records.has_access("read"), expected)
                        if user != self.told_reader:  # has no right to search
                            found = records.search([("id", "in", records.ids)])
                            self.assertEqual(bool(found), expected)
                        self.assertFalse(records.has_access("write"))

    def test_transfer_takes_effect_at_once(self):
        finding = self.concluded().finding_ids
        told = finding.with_user(self.below)
        self.assertTrue(told.has_access("read"))
        self.below.dlxh_unit_ids = [Command.set(self.cell_a12.ids)]
        self.assertFalse(finding.with_user(self.below).has_access("read"))
        with self.assertRaises(AccessError):
            told.action_answer("From the other cell")

    def test_name_is_kept_from_strangers(self):
        inspection = self.concluded()
        for record in (inspection, inspection.finding_ids):
            name = record.with_user(self.beside).sudo().display_name
            self.assertEqual(name, "(of another unit)")

    def test_undo_until_answered(self):
        inspection = self.concluded()
        inspection.with_user(self.leader).action_undo_approval("Wrong deadline")
        self.assertEqual(inspection.state, "in_progress")
        inspection.action_submit_approval()
        inspection.with_user(self.leader).action_approve()
        inspection.finding_ids.with_user(self.below).action_answer("Done")
        inspection.sudo()._approval_flow().write({"state": "concluded"})
        with self.assertRaisesRegex(UserError, "answered already"):
            inspection.with_user(self.leader).action_undo_approval("Wrong deadline")

    def test_late_findings_and_digest(self):
        inspection = self.concluded()
        finding = inspection.finding_ids
        Finding = self.env["dlxh.inspection.finding"]
        kind = self.env.ref("dlxh_collaborator.mail_activity_type_findings_due")
        digests = [("activity_type_id", "=", kind.id)]
        with freeze_time("2026-07-01 03:00:00"):
            finding.invalidate_recordset(["is_late"])
            self.assertTrue(finding.is_late)
            late = [("id", "=", finding.id), ("is_late", "=", True)]
            self.assertEqual(Finding.search(late), finding)
            self.assertEqual(inspection.late_finding_count, 1)
            self.remind("dlxh.inspection.finding")
            digest = self.env["mail.activity"].search(digests)
            self.assertEqual(digest.user_id, self.below)
            self.assertIn("1 late", digest.summary)
        finding.with_user(self.below).action_answer("Done")
        with freeze_time("2026-07-02 03:00:00"):
            self.remind("dlxh.inspection.finding")
        self.assertFalse(self.env["mail.activity"].search(digests))

    def test_cards(self):
        def names(user):
            items = self.env["dlxh.work.item"].with_user(user)._items()
            return [item["name"] for item in items]

        inspection = self.inspection()
        inspection.action_start()
        inspection.action_submit_approval()
        self.assertIn("Inspection reports to approve", names(self.leader))
        inspection.with_user(self.leader).action_approve()
        self.assertIn("Findings to answer", names(self.below))
        self.assertNotIn("Findings to answer", names(self.officer))
        inspection.finding_ids.with_user(self.below).action_answer("Done")
        self.assertNotIn("Findings to answer", names(self.below))
        self.assertIn("Answers to findings to check", names(self.inspector))
