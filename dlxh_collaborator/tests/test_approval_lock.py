from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_approval import DlxhApprovalCase


@tagged("post_install", "-at_install")
class TestApprovalLock(DlxhApprovalCase):
    """What nobody changes once it was submitted, and who reads the history."""

    def test_locked_from_submission_on(self):
        for document in (self.submitted(), self.approved()):
            for user in (self.officer, self.env.ref("base.user_root")):
                with self.assertRaisesRegex(UserError, "locked"):
                    document.with_user(user).name = "Other"
            with self.assertRaisesRegex(UserError, "locked"):
                document.sudo().amount = 3
            with self.assertRaisesRegex(UserError, "locked"):
                document.sudo().unlink()
        self.assertEqual(document.name, "Report")

    def test_locked_in_states_of_the_model_itself(self):
        document = self.approved()
        document.action_sign()
        with self.assertRaisesRegex(UserError, "Signed"):
            document.sudo().amount = 3

    def test_no_context_opens_the_lock(self):
        document = self.approved()
        for key in (
            "skip_validation_check",
            "skip_check_state_condition",
            "dlxh_approval_flow",
        ):
            for value in (True, 1, "FLOW_MARK", {"a": 1}):
                with self.assertRaises(UserError):
                    document.with_context(**{key: value}).name = "Other"

    def test_exception_of_tier_validation_opens_nothing(self):
        names = ("name", "state")
        fields = [self.env["ir.model.fields"]._get(self.Tester._name, n) for n in names]
        self.env["tier.validation.exception"].create(
            {
                "model_id": self.env["ir.model"]._get_id(self.Tester._name),
                "field_ids": [Command.set([field.id for field in fields])],
            }
        )
        with self.assertRaises(UserError):
            self.approved().name = "Other"

    def test_free_fields_and_talk_stay_open(self):
        document = self.approved()
        document.note = "filed"
        document.message_post(body="Printed")
        document.message_subscribe(partner_ids=self.leader.partner_id.ids)
        self.assertEqual(document.note, "filed")

    def test_translation_is_locked_too(self):
        document = self.approved()
        with self.assertRaisesRegex(UserError, "locked"):
            document.update_field_translations("name", {"en_US": "Other"})

    def test_state_changes_by_buttons_only(self):
        document = self.document()
        for state in ("in_approval", "approved", "signed"):
            with self.assertRaisesRegex(UserError, "buttons"):
                document.state = state
            with self.assertRaisesRegex(UserError, "starts as a draft"):
                self.document(state=state)
            with self.assertRaisesRegex(UserError, "starts as a draft"):
                self.Tester.with_context(default_state=state).create(
                    {"unit_id": self.ward_a1.id}
                )
        document.state = "draft"  # no change
        with self.assertRaisesRegex(UserError, "buttons"):
            document.validation_status = "validated"

    def test_reviews_cannot_be_brought_along(self):
        line = {"model": self.Tester._name, "definition_id": self.tier.id}
        with self.assertRaises(UserError):
            self.document(review_ids=[Command.create({**line, "status": "approved"})])
        document = self.submitted()
        other = self.document()
        with self.assertRaises(UserError):
            other.review_ids = [Command.link(document.sudo().review_ids.id)]
        with self.assertRaises(UserError):
            document.review_ids = [Command.clear()]

    def test_copy_starts_as_a_draft_without_history(self):
        copy = self.approved().copy()
        self.assertEqual(copy.state, "draft")
        self.assertFalse(copy.approval_round_ids)
        self.assertFalse(copy.sudo().review_ids)

    def test_submitted_once_is_never_deleted(self):
        self.document().unlink()
        document = self.submitted()
        document.with_user(self.leader).action_return("Correct it")
        with self.assertRaisesRegex(UserError, "submitted once"):
            document.unlink()

    def test_file_of_a_field_is_locked_too(self):
        document = self.document(file=b"b25l")
        document.file = b"dHdv"
        document.action_submit_approval()
        file = self.env["ir.attachment"].search(
            [
                ("res_model", "=", document._name),
                ("res_id", "=", document.id),
                ("res_field", "=", "file"),
            ]
        )
        self.assertEqual(file.raw, b"two")
        for user in (self.officer, self.env.ref("base.user_root")):
            with self.assertRaisesRegex(UserError, "locked"):
                file.with_user(user).raw = b"three"
            with self.assertRaisesRegex(UserError, "locked"):
                file.with_user(user).unlink()
        loose = file.with_user(self.officer).create({"name": "x", "raw": b"four"})
        with self.assertRaisesRegex(UserError, "locked"):
            loose.write(
                {
                    "res_model": document._name,
                    "res_id": document.id,
                    "res_field": "file",
                }
            )
        document.sudo()._approval_flow().file = b"Zml2ZQ=="
        self.assertEqual(file.raw, b"five")

    # -- lines -------------------------------------------------------------------

    def test_lines_are_locked_with_their_document(self):
        document = self.document()
        line = document.line_ids.create({"tester_id": document.id, "name": "a"})
        line.name = "b"
        document.action_submit_approval()
        draft = self.document()
        free = document.line_ids.create({"tester_id": draft.id, "name": "c"})
        with self.assertRaisesRegex(UserError, "locked"):
            line.name = "c"
        with self.assertRaisesRegex(UserError, "locked"):
            line.unlink()
        with self.assertRaisesRegex(UserError, "locked"):
            line.create({"tester_id": document.id})
        with self.assertRaisesRegex(UserError, "locked"):
            free.tester_id = document
        with self.assertRaisesRegex(UserError, "locked"):
            line.tester_id = draft
        line.seen = True
        self.assertTrue(line.seen)

    # -- rounds ------------------------------------------------------------------

    def test_rounds_are_append_only(self):
        rounds = self.approved().sudo().approval_round_ids
        self.assertEqual(len(rounds), 2)
        for user in (self.leader, self.env.ref("base.user_root")):
            some = rounds.with_user(user)
            with self.assertRaises(UserError):
                some.write({"reason": "x"})
            with self.assertRaises(UserError):
                some.unlink()
            with self.assertRaises(UserError):
                some[0].copy()

    def test_rounds_are_not_changed_even_inside_the_flow(self):
        document = self.approved().sudo()._approval_flow()
        with self.assertRaises(UserError):
            document.approval_round_ids.write({"reason": "x"})
        with self.assertRaises(UserError):
            document.approval_round_ids.unlink()

    # -- who reads ---------------------------------------------------------------

    def _rows(self, user):
        """Return how many rounds and reviews of the tester model a user finds."""
        found = []
        for model, field in (
            ("dlxh.approval.round", "res_model"),
            ("tier.review", "model"),
        ):
            rows = self.env[model].with_user(user)
            found.append(rows.search_count([(field, "=", self.Tester._name)]))
        return found

    def test_history_is_read_with_its_document(self):
        document = self.submitted()
        above = self.chair("officer", self.province_a)
        for user in (self.officer, self.leader):
            self.assertEqual(self._rows(user), [1, 1])
        for user in (
            above,  # in the territory, but the document was not sent up
            self.chair("officer", self.ward_a2),
            self.chair("leader", self.cell_a11),
            self.chair("collaborator", self.ward_a1),
            self.chair("officer"),
        ):
            self.assertEqual(self._rows(user), [0, 0])
        document.sudo()._approval_flow().is_sent = True
        self.assertEqual(self._rows(above), [1, 1])
        self.assertEqual(len(document.with_user(above).approval_round_ids), 1)
        above.dlxh_unit_ids = [Command.set(self.province_b.ids)]
        self.assertEqual(self._rows(above), [0, 0])

    def test_rows_cannot_be_read_by_their_ids(self):
        document = self.submitted().sudo()
        stranger = self.chair("officer", self.province_a)
        for rows in (document.review_ids, document.approval_round_ids):
            with self.assertRaises(AccessError):
                rows.with_user(stranger).read(["display_name"])

    def test_inspector_reads_approvals_but_not_documents(self):
        document = self.submitted()
        inspector = self.chair("inspector", self.province_a)
        self.assertEqual(self._rows(inspector)[0], 1)
        self.assertEqual(self._rows(self.chair("inspector", self.ward_a2))[0], 0)
        with self.assertRaises(AccessError):
            document.with_user(inspector).check_access("read")
