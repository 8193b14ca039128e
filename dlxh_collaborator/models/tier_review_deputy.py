from datetime import timedelta

from odoo import api, fields, models

from .approval_flow import with_flow
from .house_time import house_today

OPEN = ("waiting", "pending")
BATCH = 200


class TierReview(models.Model):
    """Deputies decide for leaders: by delegation, or when it has waited too long.

    Asked at the moment of the decision, so that a right ends with its last day,
    whatever the stored lists still say.
    """

    _inherit = "tier.review"

    dlxh_on_behalf_id = fields.Many2one(
        "res.users",
        string="Decided for",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="The leader for whom a deputy decided.",
    )
    dlxh_is_overdue = fields.Boolean(
        string="Waited too long",
        readonly=True,
        copy=False,
        help="Deputies were asked because the hours of the level had passed.",
    )

    def _on_behalf_of(self, user):
        """Return for which leader `user` decides here; empty: for himself."""
        leaders = self._get_reviewers(deputies=False)
        return self._stand_ins(leaders).get(user, user.browse())

    def _stand_ins(self, leaders):
        """Return {deputy: leader} of those who may decide for one of `leaders`.

        Who asked for the approval, or wrote the document, does not decide on it
        for somebody else. `leaders` never holds him either, so nobody decides for
        him.
        """
        self.ensure_one()
        # sudo: units and people are compared, nothing of them is shown
        unit = self.sudo().dlxh_unit_id
        above = {int(part) for part in (unit.parent_path or "").split("/") if part}
        found = {}
        for leader in leaders:
            for unit_id, deputy_id in self.env["dlxh.delegation"]._for_leader(leader):
                if unit_id in above:
                    found.setdefault(deputy_id, (leader, unit_id))
        if leaders and self._is_overdue():
            # who leads the unit decides for himself
            for deputy in self._overdue_deputies() - leaders:
                found.setdefault(deputy.id, (leaders[:1], unit.id))
        if not found:
            return {}
        # sudo: who wrote the document is compared with the deputies, not shown
        document = self.env[self.model].browse(self.res_id).sudo()
        barred = self.requested_by | document.create_uid
        return {
            user: found[user.id][0]
            for user in self.env["res.users"].browse(found)
            if user not in barred
            and user.sudo().active  # compared as above
            and found[user.id][1] in user._dlxh_units().ids
        }

    # ------------------------------------------------------------------
    # Waited too long
    # ------------------------------------------------------------------

    def _approval_hours(self):
        """Return after how many hours the deputies are asked; 0: never."""
        # sudo: a number of hours, set by the administrator
        return self.sudo().dlxh_unit_id.level_id.approval_hours

    def _turn_since(self):
        """Return since when this step of the approval waits."""
        # sudo: dates of the steps before this one
        steps = self.sudo().env[self.model].browse(self.res_id).review_ids
        before = steps.filtered(
            lambda r: r.sequence < self.sequence and r.reviewed_date
        )
        begun = self.create_date or fields.Datetime.now()
        return max([begun, *before.mapped("reviewed_date")])

    def _is_overdue(self):
        hours = self._approval_hours()
        if hours <= 0:
            return False
        moment = self.reviewed_date or fields.Datetime.now()
        return moment - self._turn_since() >= timedelta(hours=hours)

    def _overdue_deputies(self):
        """Return the users who sign for the head of the body that issues it."""
        document = self.env[self.model].browse(self.res_id)
        # sudo: who signs for a body is public within the organisation
        body = document.sudo()["body_id"] if "body_id" in document._fields else None
        bodies = body or self.env["dlxh.body"].sudo().search(
            [("unit_id", "=", self.dlxh_unit_id.id)]
        )
        today = house_today()
        return bodies.signer_ids.filtered(
            lambda s: s.form == "kt" and s.user_id and s._may_sign_on(today)
        ).user_id

    def _watch(self):
        """Ask the scheduled job to look at these reviews when their hours pass."""
        # sudo: the hours of a scheduled job
        job = self.env.ref("dlxh_collaborator.dlxh_approval_cron_stand_in").sudo()
        now = fields.Datetime.now()
        hours = {review._approval_hours() for review in self} - {0}
        moments = [now + timedelta(hours=h, minutes=1) for h in sorted(hours)]
        if moments:
            job._trigger(at=moments)

    @api.model
    def _cron_stand_in(self):
        """Put before the deputies what begins, ends or has waited too long."""
        self.env["dlxh.delegation"]._cron_tell()
        waiting = self._waiting_too_long()
        left = len(waiting)
        for start in range(0, left, BATCH):
            batch = waiting[start : start + BATCH].filtered("dlxh_unit_id")
            late = batch.filtered(lambda review: review._is_overdue())
            with_flow(late).write({"dlxh_is_overdue": True})
            self.env.add_to_compute(self._fields["reviewer_ids"], late)
            late.mapped("reviewer_ids")
            if not self.env["ir.cron"]._commit_progress(
                len(batch), remaining=max(0, left - start - BATCH)
            ):
                break

    @api.model
    def _waiting_too_long(self):
        """Return open reviews older than the hours of their level."""
        levels = self.env["dlxh.level"].with_context(active_test=False)
        found = self.browse()
        for level in levels.search([("approval_hours", ">", 0)]):
            before = fields.Datetime.now() - timedelta(hours=level.approval_hours)
            found |= self.search(
                [
                    ("status", "in", OPEN),
                    ("dlxh_is_overdue", "=", False),
                    ("dlxh_unit_id.level_id", "=", level.id),
                    ("create_date", "<=", before),
                ]
            )
        return found
