from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_approval import DlxhApprovalCase


@tagged("post_install", "-at_install")
class TestApprovalBack(DlxhApprovalCase):
    """Return a document, or take an approval back: always with a reason."""

    # -- return ------------------------------------------------------------

    def test_return_needs_a_reason(self):
        document = self.submitted().with_user(self.leader)
        for reason in (None, "", "  \n "):
            with self.assertRaisesRegex(UserError, "reason"):
                document.action_return(reason)
        self.assertEqual(document.state, "in_approval")

    def test_every_round_is_kept(self):
        document = self.submitted()
        document.with_user(self.leader).action_return("Figures are missing")
        self.assertEqual(document.state, "draft")
        self.assertEqual(document.followed, "returned: Figures are missing")
        self.assertEqual(document.activity_ids.user_id, self.officer)
        document.name = "Report, corrected"
        document.action_submit_approval()
        self.assertFalse(document.activity_ids)
        document.with_user(self.leader).action_approve()
        self.assertEqual(
            self.history(document),
            [
                (1, "submitted", self.officer, False),
                (1, "returned", self.leader, "Figures are missing"),
                (2, "submitted", self.officer, False),
                (2, "approved", self.leader, False),
            ],
        )

    def test_return_sends_no_mail(self):
        document = self.submitted()
        before = self.env["mail.mail"].sudo().search_count([])
        document.with_user(self.leader).action_return("Figures are missing")
        self.assertEqual(self.env["mail.mail"].sudo().search_count([]), before)
        messages = document.sudo().message_ids.mapped("body")
        self.assertNotIn("Figures", " ".join(messages))

    def test_who_submitted_may_take_it_back_with_a_reason(self):
        document = self.submitted()
        self.assertTrue(document.can_return)
        document.action_return("Sent too early")
        self.assertEqual(document.state, "draft")
        self.assertEqual(document.sudo().approval_round_ids[0].user_id, self.officer)

    def test_wizard_asks_for_the_reason(self):
        document = self.submitted().with_user(self.leader)
        action = document.action_open_return()
        wizard = (
            self.env[action["res_model"]]
            .with_user(self.leader)
            .with_context(**action["context"])
        )
        form = Form(wizard)
        with self.assertRaises(AssertionError):
            form.save()
        form.reason = "See page 2"
        form.save().action_confirm()
        self.assertEqual(document.state, "draft")
        self.assertEqual(document.approval_round_ids[0].reason, "See page 2")

    def test_wizard_undoes_an_approval(self):
        document = self.approved().with_user(self.leader)
        context = document.action_open_undo()["context"]
        wizard = self.env["dlxh.approval.return.wizard"].with_user(self.leader)
        wizard = wizard.with_context(**context).create({"reason": "Wrong figure"})
        wizard.action_confirm()
        self.assertEqual(document.state, "draft")

    def test_wizard_only_for_documents(self):
        wizard = (
            self.env["dlxh.approval.return.wizard"]
            .with_user(self.leader)
            .create({"res_model": "res.users", "res_id": 1, "reason": "x"})
        )
        with self.assertRaises(UserError):
            wizard.action_confirm()

    # -- undo --------------------------------------------------------------

    def test_approver_takes_his_approval_back(self):
        document = self.approved().with_user(self.leader)
        self.assertTrue(document.can_undo)
        with self.assertRaisesRegex(UserError, "reason"):
            document.action_undo_approval(" ")
        document.action_undo_approval("Wrong figure")
        self.assertEqual(document.state, "draft")
        self.assertEqual(document.followed, "undone: Wrong figure")
        self.assertEqual(
            self.history(document)[-1], (1, "undone", self.leader, "Wrong figure")
        )
        document.with_user(self.officer).action_submit_approval()
        self.assertEqual(self.history(document)[-1][:2], (2, "submitted"))

    def test_leader_above_takes_an_approval_back(self):
        document = self.approved(is_sent=True)
        above = self.chair("leader", self.province_a)
        self.assertTrue(document.with_user(above).can_undo)
        document.with_user(above).action_undo_approval("Wrong figure")
        self.assertEqual(document.state, "draft")

    def test_nobody_else_takes_an_approval_back(self):
        document = self.approved(is_sent=True)
        for user in (
            self.officer,
            self.chair("leader", self.ward_a1),
            self.chair("leader", self.ward_a2),
            self.chair("officer", self.province_a),
            self.chair("leader", self.cell_a11),
        ):
            with self.assertRaises(AccessError):
                document.with_user(user).action_undo_approval("No")
        self.leader.dlxh_unit_ids = [Command.set(self.ward_a2.ids)]
        with self.assertRaises(AccessError):
            document.with_user(self.leader).action_undo_approval("No")

    def test_undo_stops_when_the_level_above_accepted(self):
        document = self.approved(blocker="undo").with_user(self.leader)
        with self.assertRaisesRegex(UserError, "Accepted above"):
            document.action_undo_approval("Wrong figure")
        self.assertEqual(document.state, "approved")
