from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from .approval_flow import in_flow, with_flow


class TierReview(models.Model):
    """Reviews of our documents change only inside the approval flow.

    The module gives every internal user all rights on reviews. Reviews of
    models that do not use our approval keep working as before.
    """

    _name = "tier.review"
    _inherit = ["tier.review", "dlxh.approval.trail.mixin"]
    _trail_model_field = "model"

    dlxh_unit_id = fields.Many2one(
        "dlxh.unit", string="Unit", index=True, readonly=True, ondelete="restrict"
    )

    def _is_approval_review(self):
        """Return the reviews that belong to our documents."""
        is_ours = self.env["tier.definition"]._is_approval_model
        # sudo: only the name of the model
        return self.filtered(lambda review: is_ours(review.sudo().model))

    def _check_approval_flow(self, vals_list=()):
        """Refuse a change of reviews of our documents outside the flow."""
        if in_flow(self.env):
            return
        is_ours = self.env["tier.definition"]._is_approval_model
        if self._is_approval_review() or any(
            is_ours(v.get("model")) for v in vals_list
        ):
            raise AccessError(
                self.env._(
                    "Reviews cannot be written by hand. Open the document and use"
                    " the buttons Submit, Approve or Return."
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        reviews = super().create(vals_list)
        # after creation, so that a model given as a default is seen too
        reviews._check_approval_flow()
        return reviews

    def write(self, vals):
        self._check_approval_flow([vals])
        return super().write(vals)

    def unlink(self):
        self._check_approval_flow()
        return super().unlink()

    def _update_review_status(self):
        # The systray of any user calls this; it only opens the review whose
        # turn it is, as the definition says, so it runs inside the flow.
        # sudo: the turn depends on all reviews of a document, readable or not.
        ours = self._is_approval_review()
        super(TierReview, with_flow(ours.sudo()))._update_review_status()
        return super(TierReview, self - ours)._update_review_status()

    def _send_review_reminder(self):
        # reached by the scheduled job only; it notes the date of the reminder
        return super(TierReview, with_flow(self))._send_review_reminder()

    def _get_reviewers(self, deputies=True):
        """Return who may decide, never the one who asked for the approval.

        :param deputies: with those who may decide for somebody else
        """
        if self.model not in self.env:
            # updating: the add-on of the document is not loaded yet
            return self._origin.reviewer_ids
        reviewers = super()._get_reviewers()
        if not self._is_approval_review():
            return reviewers
        document = self.env[self.model].browse(self.res_id)
        if self.definition_id.review_type != "field":
            reviewers = document._approval_filter_reviewers(reviewers)
        reviewers = reviewers.filtered("active") - self.requested_by
        return reviewers.union(*self._stand_ins(reviewers)) if deputies else reviewers

    @api.model
    def _refresh_reviewers(self, units, users=None):
        """Compute anew who decides on the open reviews of `units`.

        :param users: only the reviews that wait for one of them, those of the
            units below included
        """
        domain = Domain("status", "in", ("waiting", "pending"))
        if users is None:
            domain &= Domain("dlxh_unit_id", "in", units.ids)
        else:
            domain &= Domain("dlxh_unit_id", "child_of", units.ids)
            domain &= Domain("reviewer_ids", "in", users.ids)
        # sudo: follows from a change of users that was allowed
        reviews = self.sudo().search(domain)
        self.env.add_to_compute(self._fields["reviewer_ids"], reviews)
