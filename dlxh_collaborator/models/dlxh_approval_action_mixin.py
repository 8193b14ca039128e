from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .approval_flow import in_flow

ACTIVITY_RETURNED = "dlxh_collaborator.mail_activity_type_returned"


class DlxhApprovalActionMixin(models.AbstractModel):
    """What people do in an approval, and the hooks around it.

    Every public way into tier validation leads through these actions.
    """

    _name = "dlxh.approval.action.mixin"
    _inherit = ["dlxh.approval.lock.mixin"]
    _description = "Approval Actions"

    # ------------------------------------------------------------------
    # Hooks
    # ------------------------------------------------------------------

    def _approval_submit_blocker(self):
        """Return a sentence: why the document cannot be submitted; or False."""
        return False

    def _approval_approve_blocker(self):
        """Return a sentence: why the document cannot be approved; or False."""
        return False

    def _approval_undo_blocker(self):
        """Return a sentence: why the approval cannot be taken back; or False."""
        return False

    def _approval_exceptions(self):
        """Return sentences: what is missing though the document is approved."""
        return []

    def _approval_record_exceptions(self, exceptions):
        """Keep each of the exceptions that were accepted; called in the flow."""
        return None

    def _approval_on_submitted(self):
        """Follow up a submission; called in the flow."""
        return None

    def _approval_on_approved(self):
        """Follow up the last approval; called in the flow."""
        return None

    def _approval_on_returned(self, reason):
        """Follow up a return; called in the flow."""
        return None

    def _approval_on_undone(self, reason):
        """Follow up an approval taken back; called in the flow."""
        return None

    def _approval_label(self):
        """Return the name kept with the rounds; inspectors read it."""
        return self.display_name

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_submit_approval(self):
        """Ask the leaders of the unit to approve; the document is locked."""
        for document in self:
            document._approval_submit()
        return True

    def action_approve(self):
        """Approve what waits for the current user."""
        for document in self:
            document._approval_approve()
        return True

    def action_return(self, reason=None):
        """Give the document back to its writers, with a reason."""
        reason = self._approval_need_reason(reason)
        for document in self:
            document._approval_return(reason)
        return True

    def action_undo_approval(self, reason=None):
        """Take an approval back, with a reason; the document is a draft again."""
        reason = self._approval_need_reason(reason)
        for document in self:
            document._approval_undo(reason)
        return True

    def action_open_return(self):
        """Ask for the reason of a return."""
        return self._approval_reason_wizard("return", self.env._("Return"))

    def action_open_undo(self):
        """Ask for the reason of taking an approval back."""
        return self._approval_reason_wizard("undo", self.env._("Undo approval"))

    # The methods of tier validation that a client may call

    def request_validation(self):
        if in_flow(self.env):
            return super().request_validation()  # creates the reviews
        return self.action_submit_approval()

    def validate_tier(self):
        return self.action_approve()

    def reject_tier(self):
        return self.action_open_return()

    def restart_validation(self):
        raise UserError(
            self.env._(
                "An approval is not restarted. Return the document with a reason;"
                " its writers correct it and submit it again."
            )
        )

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def _approval_submit(self):
        self.check_access("write")
        if self[self._state_field] not in self._approval_draft_states:
            self._approval_refuse_state(self.env._("submitted"))
        self._approval_refuse(self._approval_submit_blocker())
        # sudo: write access was checked above; reviews belong to the flow
        document = self.sudo()._approval_flow()
        document.review_ids.unlink()  # the rounds keep what they said
        reviews = document.request_validation()
        document._approval_check_reviewers(reviews)
        reviews[:1]._watch()
        document.write({self._state_field: self._approval_pending_state})
        document._approval_add_round("submitted", document._approval_last_round() + 1)
        document._approval_close_activity()
        document._approval_on_submitted()

    def _approval_approve(self):
        self._approval_check_pending(self.env._("approved"))
        reviews = self._approval_check_turn()
        self._approval_refuse(self._approval_approve_blocker())
        exceptions = self._approval_exceptions()
        # sudo: a leader decides without the right to write; his turn was checked
        document = self.sudo()._approval_flow()
        number = document._approval_last_round()
        while reviews:
            self.env.add_to_compute(reviews._fields["reviewer_ids"], reviews)
            document._validate_tier(reviews.with_env(document.env))
            for review in reviews:
                document._approval_add_round(
                    "approved", number, exceptions=exceptions, review=review
                )
            reviews = self._approval_turn_of(self.env.user).filtered(
                "approve_sequence_bypass"
            )
        document._update_counter({"review_deleted": True})
        self._approval_log(lambda house: house._("Approval"))
        if waiting := document._approval_open_reviews():
            waiting[:1]._watch()
            return
        document._approval_record_exceptions(exceptions)
        document.write({self._state_field: self._approval_approved_state})
        document._approval_on_approved()
        document._approval_sign_for_head()

    def _approval_return(self, reason):
        self._approval_check_pending(self.env._("returned"))
        if self._approval_requested_by() != self.env.user:
            self._approval_check_turn()
        self.check_access("read")
        # sudo: as for an approval; who submitted may withdraw
        document = self.sudo()._approval_flow()
        reviews = document._approval_open_reviews()
        requester = reviews.requested_by
        reviews[:1].write(
            {
                "status": "rejected",
                "done_by": self.env.uid,
                "reviewed_date": fields.Datetime.now(),
            }
        )
        reviews[1:].write({"status": "cancel"})
        document.write({self._state_field: self._approval_returned_state})
        document._approval_add_round(
            "returned",
            document._approval_last_round(),
            reason=reason,
            review=reviews[:1],
        )
        document._update_counter({"review_deleted": True})
        self._approval_log(lambda house: house._("Return"))
        document._approval_open_activity(requester)
        document._approval_on_returned(reason)

    def _approval_undo(self, reason):
        self.check_access("read")
        if self[self._state_field] != self._approval_approved_state:
            self._approval_refuse_state(self.env._("taken back"))
        if not self._approval_may_undo(self.env.user):
            raise AccessError(
                self.env._(
                    "Only the leader who approved “%(name)s”, or a leader of a unit"
                    " above, takes the approval back.",
                    name=self.display_name,
                )
            )
        self._approval_refuse(self._approval_undo_blocker())
        # sudo: the right to take back was checked above
        document = self.sudo()._approval_flow()
        requester = document.review_ids.requested_by
        given = document.review_ids.filtered(lambda r: r.done_by == self.env.user)[:1]
        document.write({self._state_field: self._approval_returned_state})
        document._approval_add_round(
            "undone", document._approval_last_round(), reason=reason, review=given
        )
        document.review_ids.write({"status": "cancel"})
        self._approval_log(lambda house: house._("Undo approval"))
        document._approval_open_activity(requester)
        document._approval_on_undone(reason)
        document._approval_sign_as_head()

    # ------------------------------------------------------------------
    # Inside
    # ------------------------------------------------------------------

    def _need(self, right, sentence):
        """Refuse with a sentence unless the computed right is given."""
        self.ensure_one()
        self.check_access("read")
        if not self[right]:
            self._refuse_step(sentence)

    def _refuse_step(self, sentence):
        """Refuse a step, telling who takes it and how the document stands."""
        raise AccessError(
            self.env._(
                "%(sentence)s “%(name)s” is in the state “%(state)s”.",
                sentence=sentence,
                name=self.display_name,
                state=self._approval_state_label(),
            )
        )

    def _in_flow(self):
        # sudo: a step asks `_need` for its computed right before it comes here, which
        # tests_plain/test_steps.py reads in the code of both add-ons
        return self.sudo()._approval_flow()

    def _approval_need_reason(self, reason):
        reason = (reason or "").strip()
        if not reason:
            raise UserError(
                self.env._("Write the reason: what has to be corrected, and where.")
            )
        return reason

    def _approval_refuse(self, sentence):
        if sentence:
            raise UserError(sentence)

    def _approval_refuse_state(self, what):
        raise UserError(
            self.env._(
                "“%(name)s” cannot be %(what)s: its state is “%(state)s”.",
                name=self.display_name,
                what=what,
                state=self._approval_state_label(),
            )
        )

    def _approval_check_pending(self, what):
        self.check_access("read")
        if self[self._state_field] != self._approval_pending_state:
            self._approval_refuse_state(what)

    def _approval_check_reviewers(self, reviews):
        """Refuse to submit what nobody could decide on."""
        if not reviews:
            raise UserError(
                self.env._(
                    "No approval level is set up for “%(type)s”. Ask the"
                    " administrator to add one.",
                    type=self.env["ir.model"]._get(self._name).name,
                )
            )
        for review in reviews:
            if not review.reviewer_ids:
                raise UserError(
                    self.env._(
                        "Nobody can decide on “%(name)s”: the level “%(tier)s” has"
                        " no one besides you at “%(unit)s”. Ask the administrator"
                        " to assign a leader to this unit.",
                        name=self.display_name,
                        tier=review.name,
                        unit=self.unit_id.display_name,
                    )
                )

    def _validate_tier(self, tiers=False):
        self._approval_need_flow()
        return super()._validate_tier(tiers)

    def _rejected_tier(self, tiers=False):
        self._approval_need_flow()
        return super()._rejected_tier(tiers)

    def _approval_need_flow(self):
        if not in_flow(self.env):
            raise AccessError(
                self.env._("Use the buttons Approve and Return on the document.")
            )

    def _prepare_tier_review_vals(self, definition, sequence):
        vals = super()._prepare_tier_review_vals(definition, sequence)
        # a review begins open, whatever defaults the user set for himself
        open_ = {"status": "waiting", "done_by": False, "reviewed_date": False}
        return {**vals, **open_, "dlxh_unit_id": self.unit_id.id}

    def _approval_last_round(self):
        """Return the number of the last round, 0 before the first."""
        self.ensure_one()
        return max(self.approval_round_ids.mapped("round"), default=0)

    def _approval_add_round(
        self, action, number, reason=None, exceptions=(), review=None
    ):
        """Add a step to the history; called in the flow.

        :param review: the step of the approval that the user decided
        """
        self.ensure_one()
        leader = self._approval_on_behalf_of(self.env.user, review)
        if review and leader:
            review.with_env(self.env).write({"dlxh_on_behalf_id": leader.id})
        self.env["dlxh.approval.round"].create(
            {
                "res_model": self._name,
                "res_id": self.id,
                "document_name": self._approval_label(),
                "unit_id": self.unit_id.id,
                "round": number,
                "action": action,
                "tier": review and review.name,
                "user_id": self.env.uid,
                "on_behalf_id": leader.id,
                "date": fields.Datetime.now(),
                "reason": reason,
                "exceptions": "\n".join(exceptions),
            }
        )
        self.invalidate_recordset(["approval_round_ids", "approval_round_count"])

    def _approval_log(self, purpose):
        self.env["dlxh.access.log"]._log(
            "approve",
            self._name,
            domain=self.ids,
            count=len(self),
            purpose=purpose,
            unit=self.unit_id,
        )

    def _approval_open_activity(self, users):
        """Remind who submitted to correct the document; without a mail, and
        without the reason, which stays in the history."""
        if "activity_ids" not in self._fields:
            return
        for user in users:
            self.with_context(mail_activity_quick_update=True).activity_schedule(
                ACTIVITY_RETURNED, user_id=user.id
            )

    def _approval_close_activity(self):
        if "activity_ids" in self._fields:
            self.activity_feedback([ACTIVITY_RETURNED])

    def _approval_reason_wizard(self, kind, title):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "dlxh.approval.return.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_res_model": self._name,
                "default_res_id": self.id,
                "default_kind": kind,
            },
        }
