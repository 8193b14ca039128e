from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .common_approval import DlxhApprovalCase


@tagged("post_install", "-at_install")
class TestApproval(DlxhApprovalCase):
    """Submit, approve, return, undo: who may, and what stays in the history."""

    # -- the ordinary way ------------------------------------------------

    def test_officer_submits_and_leader_approves(self):
        document = self.document()
        self.assertTrue(document.can_submit)
        document.action_submit_approval()
        self.assertEqual(document.state, "in_approval")
        self.assertEqual(document.followed, "submitted")
        self.assertFalse(document.can_submit)
        self.assertFalse(document.can_approve)
        seen_by_leader = document.with_user(self.leader)
        self.assertTrue(seen_by_leader.can_approve)
        self.assertTrue(seen_by_leader.can_return)
        seen_by_leader.action_approve()
        self.assertEqual(document.state, "approved")
        self.assertEqual(document.followed, "approved")
        self.assertEqual(
            self.history(document),
            [
                (1, "submitted", self.officer, False),
                (1, "approved", self.leader, False),
            ],
        )
        last = document.sudo().approval_round_ids[0]
        self.assertEqual(last.tier, "Leader of the unit")
        self.assertEqual(last.document_name, "Report")
        self.assertEqual(last.unit_id, self.ward_a1)

    def test_decisions_are_logged(self):
        domain = [("model", "=", "dlxh.approval.tester")]
        log = self.env["dlxh.access.log"]
        self.approved()
        line = log.search(domain)
        self.assertEqual(len(line), 1)
        self.assertEqual(line.user_id, self.leader)
        # in Vietnamese, although who approved works in English
        self.assertEqual((line.action, line.purpose), ("approve", "Phê duyệt"))
        self.assertEqual(line.unit_id, self.ward_a1)

    def test_the_next_step_goes_through_the_flow(self):
        document = self.approved()
        document.action_sign()
        self.assertEqual(document.state, "signed")

    def test_wrong_state_is_refused(self):
        document = self.document()
        with self.assertRaisesRegex(UserError, "Draft"):
            document.with_user(self.leader).action_approve()
        with self.assertRaisesRegex(UserError, "Draft"):
            document.with_user(self.leader).action_return("no")
        with self.assertRaisesRegex(UserError, "Draft"):
            document.with_user(self.leader).action_undo_approval("no")
        document.action_submit_approval()
        with self.assertRaisesRegex(UserError, "In approval"):
            document.action_submit_approval()

    # -- who may ---------------------------------------------------------

    def test_requester_never_approves_himself(self):
        both = self.chair("leader", self.ward_a1)
        both.group_ids = [
            Command.link(self.env.ref("dlxh_collaborator.group_dlxh_officer").id)
        ]
        document = self.document().with_user(both)
        document.action_submit_approval()
        self.assertFalse(document.can_approve)
        with self.assertRaisesRegex(AccessError, "yourself"):
            document.action_approve()
        self.assertTrue(document.with_user(self.leader).can_approve)

    def test_leaders_of_other_units_do_not_decide(self):
        document = self.submitted(is_sent=True)
        beside = self.chair("leader", self.ward_a2)
        above = self.chair("leader", self.province_a)
        below = self.chair("leader", self.cell_a11)
        nowhere = self.chair("leader")
        self.assertEqual(document.approval_leader_ids, self.leader)
        for user in (beside, above, below, nowhere, self.officer, self.env.user):
            with self.assertRaises(AccessError):
                document.with_user(user).action_approve()
            if user != self.officer:
                with self.assertRaises(AccessError):
                    document.with_user(user).action_return("no")
        self.assertEqual(document.state, "in_approval")

    def test_superuser_does_not_decide(self):
        document = self.submitted()
        with self.assertRaises(AccessError):
            document.sudo().action_approve()

    def test_transfer_of_a_leader_takes_effect_at_once(self):
        document = self.submitted()
        new_leader = self.chair("leader", self.ward_a2)
        waits = [("can_approve", "=", True)]
        self.assertEqual(self.Tester.with_user(self.leader).search(waits), document)
        self.assertFalse(self.Tester.with_user(new_leader).search(waits))
        self.leader.dlxh_unit_ids = [Command.set(self.ward_a2.ids)]
        new_leader.dlxh_unit_ids = [Command.set(self.ward_a1.ids)]
        self.assertFalse(self.Tester.with_user(self.leader).search(waits))
        self.assertEqual(self.Tester.with_user(new_leader).search(waits), document)
        with self.assertRaises(AccessError):
            document.with_user(self.leader).action_approve()
        document.with_user(new_leader).action_approve()
        self.assertEqual(document.state, "approved")

    def test_new_leader_is_told_what_waits(self):
        document = self.submitted()
        new_leader = new_test_user(
            self.env,
            "new_leader",
            groups="dlxh_collaborator.group_dlxh_leader",
            dlxh_unit_ids=[Command.set(self.ward_a1.ids)],
        )
        waits = self.Tester.with_user(new_leader).search([("can_approve", "=", True)])
        self.assertEqual(waits, document)

    def test_stale_list_of_reviewers_gives_no_right(self):
        """Somebody written into the stored list still does not decide."""
        document = self.submitted()
        intruder = self.chair("leader", self.ward_a2)
        reviews = document.sudo()._approval_flow().review_ids
        reviews.reviewer_ids = [Command.link(intruder.id)]
        self.assertFalse(document._approval_turn_of(intruder))

    def test_archived_leader_does_not_decide(self):
        document = self.submitted()
        other = self.chair("leader", self.ward_a1)
        self.leader.sudo().active = False
        self.assertEqual(
            document._approval_open_reviews()._get_reviewers().ids, other.ids
        )

    def test_submit_needs_somebody_who_decides(self):
        self.leader.dlxh_unit_ids = [Command.set(self.ward_a2.ids)]
        with self.assertRaisesRegex(UserError, "Nobody can decide"):
            self.submitted()

    def test_submit_needs_a_level(self):
        self.tier.active = False
        with self.assertRaisesRegex(UserError, "No approval level"):
            self.submitted()

    def test_submit_needs_write_access(self):
        document = self.document()
        with self.assertRaises(AccessError):
            document.with_user(self.leader).action_submit_approval()

    # -- levels that an administrator adds ---------------------------------

    def test_two_levels_in_order(self):
        group = self.env.ref("dlxh_collaborator.group_dlxh_clerk")
        self.tier_for(
            "dlxh.approval.tester",
            name="Clerk checks",
            review_type="group",
            reviewer_group_id=group.id,
            sequence=self.tier.sequence + 10,
        )
        self._access("dlxh.approval.tester", "clerk", False)
        clerk = self.chair("clerk", self.ward_a1)
        elsewhere = self.chair("clerk", self.ward_b1)
        document = self.submitted()
        self.assertFalse(document.with_user(self.leader).can_approve)
        self.assertFalse(document._approval_turn_of(elsewhere))
        document.with_user(clerk).action_approve()
        self.assertEqual(document.state, "in_approval")
        self.assertEqual(
            self.Tester.with_user(self.leader).search([("can_approve", "=", True)]),
            document,
        )
        document.with_user(self.leader).action_approve()
        self.assertEqual(document.state, "approved")
        tiers = document.sudo().approval_round_ids.sorted("id").mapped("tier")
        self.assertEqual(tiers, [False, "Clerk checks", "Leader of the unit"])

    def test_same_person_on_two_levels_decides_once_if_the_level_says_so(self):
        self.tier.approve_sequence_bypass = True
        self.tier_for(
            "dlxh.approval.tester", name="First", sequence=self.tier.sequence + 10
        )
        document = self.approved()
        self.assertEqual(document.state, "approved")
        self.assertEqual(document.approval_round_count, 3)

    def test_named_person_of_another_line_does_not_decide(self):
        stranger = self.chair("leader", self.ward_b1)
        self.tier.write({"review_type": "individual", "reviewer_id": stranger.id})
        with self.assertRaisesRegex(UserError, "Nobody can decide"):
            self.submitted()

    # -- blockers and exceptions ---------------------------------------------

    def test_blockers_tell_why(self):
        with self.assertRaisesRegex(UserError, "Write the amount first"):
            self.submitted(blocker="submit")
        with self.assertRaisesRegex(UserError, "The amount is wrong"):
            self.approved(blocker="approve")

    def test_exceptions_are_shown_then_recorded(self):
        document = self.submitted(missing="ward_a2,ward_a3").with_user(self.leader)
        self.assertEqual(document.approval_exception_text, "ward_a2\nward_a3")
        self.assertFalse(document.with_user(self.officer).approval_exception_text)
        document.action_approve()
        self.assertEqual(
            document.sudo().line_ids.mapped("name"), ["ward_a2", "ward_a3"]
        )
        self.assertEqual(document.approval_round_ids[0].exceptions, "ward_a2\nward_a3")
        self.assertFalse(document.approval_round_ids[1].exceptions)

    # -- the levels themselves ------------------------------------------------

    def test_only_an_administrator_changes_levels(self):
        technical = new_test_user(
            self.env, "technical", groups="base.group_user,base.group_erp_manager"
        )
        administrator = self.chair("administrator", self.centre)
        model = self.env["ir.model"]._get_id("dlxh.approval.tester")
        for user in (self.officer, self.leader, technical):
            tier = self.tier.with_user(user)
            with self.assertRaises(AccessError):
                tier.active = False
            with self.assertRaises(AccessError):
                tier.unlink()
            with self.assertRaises(AccessError):
                tier.create({"name": "Mine", "model_id": model})
        self.tier.with_user(administrator).name = "Leadership"
        self.assertEqual(self.tier.name, "Leadership")

    def test_level_of_another_model_cannot_be_turned_into_ours(self):
        technical = new_test_user(
            self.env, "technical", groups="base.group_user,base.group_erp_manager"
        )
        foreign = self.env["ir.model"]._get_id("dlxh.foreign.tester")
        tier = (
            self.env["tier.definition"]
            .with_user(technical)
            .create({"name": "Theirs", "model_id": foreign})
        )
        with self.assertRaises(AccessError):
            tier.model_id = self.env["ir.model"]._get_id("dlxh.approval.tester")

    def test_level_in_use_is_archived_not_deleted(self):
        self.submitted()
        administrator = self.chair("administrator", self.centre)
        with self.assertRaisesRegex(UserError, "Archive it"):
            self.tier.with_user(administrator).unlink()

    def test_our_models_are_offered_for_levels(self):
        Definition = self.env["tier.definition"]
        names = Definition._get_tier_validation_model_names()
        self.assertIn("dlxh.approval.tester", names)
        self.assertNotIn("dlxh.approval.mixin", names)
        self.assertNotIn("dlxh.foreign.tester", names)
        self.assertEqual(
            Definition.search([("is_dlxh", "=", True), ("id", "=", self.tier.id)]),
            self.tier,
        )

    # -- other users of tier validation, systray, cost -------------------------

    def test_documents_of_other_addons_work_as_before(self):
        foreign = self.env["ir.model"]._get_id("dlxh.foreign.tester")
        reviewer = new_test_user(self.env, "reviewer", groups="base.group_user")
        self.env["tier.definition"].create(
            {
                "name": "Theirs",
                "model_id": foreign,
                "review_type": "individual",
                "reviewer_id": reviewer.id,
            }
        )
        self._access("dlxh.foreign.tester", "user", True)
        reviewer.group_ids = [
            Command.link(self.env.ref("dlxh_collaborator.group_dlxh_user").id)
        ]
        document = (
            self.env["dlxh.foreign.tester"]
            .with_user(self.officer)
            .create({"name": "x"})
        )
        document.request_validation()
        with self.assertRaises(ValidationError):
            document.name = "y"
        document.with_user(reviewer).validate_tier()
        self.assertEqual(document.validation_status, "validated")
        document.state = "confirmed"

    def test_systray_counts_what_waits_for_me(self):
        self.submitted()
        count = self.env["res.users"].with_user(self.leader).review_user_count()
        self.assertEqual(
            [(c["model"], c["pending_count"]) for c in count],
            [("dlxh.approval.tester", 1)],
        )
        self.assertFalse(
            self.env["res.users"].with_user(self.officer).review_user_count()
        )

    def test_history_can_stand_in_the_form_of_a_document(self):
        arch = """<form><header>
            <button name="action_submit_approval" type="object" string="Submit"
                    invisible="not can_submit"/>
            <button name="action_open_return" type="object" string="Return"
                    invisible="not can_return"/></header>
            <field name="name"/><field name="unit_id"/>
            <field name="approval_exception_text"/>
            <field name="approval_round_ids" readonly="1"/></form>"""
        view = self.env["ir.ui.view"].create(
            {"model": self.Tester._name, "name": "tester", "arch": arch}
        )
        document = self.submitted()
        for user in (self.officer, self.leader):
            form = Form(document.with_user(user), view=view)
            self.assertEqual(len(form.approval_round_ids), 1)
        with self.assertRaisesRegex(UserError, "locked"):
            form.name = "Other"
            form.save()
        # a new document has neither history nor rights yet
        new = Form(self.Tester.with_user(self.officer), view=view)
        self.assertFalse(new.can_submit)
        self.assertEqual(len(new.approval_round_ids), 0)

    def test_rights_of_many_documents_cost_the_same(self):
        documents = self.Tester
        for _number in range(3):
            documents |= self.submitted()
        self._cost(documents)  # warm the caches that outlive a request
        few = self._cost(documents)
        for _number in range(12):
            documents |= self.submitted()
        self.assertLessEqual(self._cost(documents), few)

    def _cost(self, documents):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        documents.with_user(self.leader).mapped("can_approve")
        return self.env.cr.sql_log_count - before

    def test_reminder_of_a_waiting_review(self):
        """The scheduled job notes its date on reviews and writes to the document."""
        self.tier.notify_reminder_delay = 1
        document = self.submitted()
        review = document.sudo().review_ids
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE tier_review SET create_date = create_date - interval '3 days'"
            " WHERE id = %s",
            (review.id,),
        )
        self.env.invalidate_all()
        self.env["tier.definition"]._cron_send_review_reminder()
        self.assertTrue(review.last_reminder_date)
        self.assertEqual(document.sudo().activity_ids.user_id, self.leader)
