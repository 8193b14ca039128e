from odoo import models


class DlxhApprovalMixin(models.AbstractModel):
    """Documents of the time before approval was switched on pass without it."""

    _inherit = "dlxh.approval.mixin"

    def _approval_is_required(self):
        """Return whether somebody has to approve this document."""
        return True

    def _approval_submit(self):
        if self._approval_is_required():
            return super()._approval_submit()
        return self._approval_pass()

    def _approval_pass(self):
        """Go on without a decision; the history says so."""
        self.check_access("write")
        if self[self._state_field] not in self._approval_draft_states:
            self._approval_refuse_state(self.env._("submitted"))
        self._approval_refuse(self._approval_submit_blocker())
        self._approval_refuse(self._approval_approve_blocker())
        exceptions = self._approval_exceptions()
        # sudo: write access was checked above; reviews belong to the flow
        document = self.sudo()._approval_flow()
        document.review_ids.unlink()  # the rounds keep what they said
        document._approval_add_round(
            "passed", document._approval_last_round() + 1, exceptions=exceptions
        )
        document._approval_on_submitted()
        document._approval_record_exceptions(exceptions)
        document.write({self._state_field: self._approval_approved_state})
        document._approval_close_activity()
        document._approval_on_approved()

    def _approval_may_undo(self, user):
        if super()._approval_may_undo(user):
            return True
        if self[self._state_field] != self._approval_approved_state:
            return False
        # sudo: who sent it on without a decision
        last = self.sudo().approval_round_ids.sorted("id")[-1:]
        if last.action != "passed":
            return False
        leads = self._approval_leader_group() in user.sudo().all_group_ids
        own = self.with_user(user).is_own_unit
        return own and (leads or last.user_id == user)
