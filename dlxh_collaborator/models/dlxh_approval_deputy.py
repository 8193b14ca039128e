from odoo import models
from odoo.exceptions import UserError

from .house_time import house_today


class DlxhApprovalMixin(models.AbstractModel):
    """A document that a deputy approved for the leader is signed by the deputy."""

    _inherit = "dlxh.approval.mixin"

    def _approval_decided_for(self):
        """Return (deputy, leader) of the last decision, empty if decided in person."""
        decided = self.review_ids.filtered(lambda r: r.status == "approved")
        last = decided.sorted("sequence")[-1:]
        if not last.dlxh_on_behalf_id:
            return self.env["res.users"], self.env["res.users"]
        return last.done_by, last.dlxh_on_behalf_id

    def _approval_sign_for_head(self):
        """Put the deputy below the document; called in the flow, once approved."""
        deputy, leader = self._approval_decided_for()
        if not deputy or "signer_id" not in self._fields or not self.body_id:
            return
        # sudo: who signs for a body is public; the decision was checked before
        body = self.body_id.sudo()
        signers = body.signer_ids.filtered(
            lambda s: s.user_id == deputy and s._may_sign_on(house_today())
        )
        signer = signers.filtered(lambda s: s.form == "kt")[:1] or signers[:1]
        self.signer_id = signer or self._approval_new_signer(body, deputy, leader)

    def _approval_new_signer(self, body, deputy, leader):
        """Enter the deputy among the signers of the body, while he stands in."""
        # sudo: the delegation itself was the leader's to give
        delegation = (
            self.env["dlxh.delegation"]
            .sudo()
            .search(
                [
                    ("leader_id", "=", leader.id),
                    ("deputy_id", "=", deputy.id),
                    ("state", "=", "active"),
                ],
                limit=1,
            )
        )
        if not body.head_position or not delegation:
            raise UserError(
                self.env._(
                    "You approve for %(leader)s, so the document is signed by you "
                    "for the head. Ask the administrator to fill in “Position of "
                    "the head” of %(body)s and to enter you among its signers.",
                    leader=leader.name,
                    body=body.name,
                )
            )
        return body.signer_ids.create(
            {
                "body_id": body.id,
                "sequence": 100,
                "name": deputy.name,
                "position": delegation.position,
                "form": "kt",
                "user_id": deputy.id,
                "date_from": delegation.date_from,
                "date_to": delegation.date_to,
            }
        )

    def _approval_sign_as_head(self):
        """Put the usual signer back when an approval is taken back."""
        if "signer_id" not in self._fields or not self.body_id:
            return
        # sudo: as above
        stands_in = self.signer_id.sudo().user_id
        if stands_in and stands_in in self.review_ids.filtered(
            "dlxh_on_behalf_id"
        ).mapped("done_by"):
            date = self.document_date or house_today()
            self.signer_id = self.body_id.sudo()._signer_on(date)
