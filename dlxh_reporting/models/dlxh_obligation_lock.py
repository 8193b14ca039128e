from odoo import api, fields, models


class DlxhObligationLock(models.Model):
    """After the lock nothing is taken, unless the level above allows it."""

    _inherit = "dlxh.obligation"

    exception_ids = fields.One2many(
        "dlxh.obligation.exception", "obligation_id", string="Allowed after the lock"
    )
    open_until = fields.Date(string="May send until", compute="_compute_is_locked")
    is_locked = fields.Boolean(string="Locked", compute="_compute_is_locked")
    can_grant = fields.Boolean(compute="_compute_can_grant")

    @api.depends("lock_at", "exception_ids.until", "exception_ids.withdrawn_on")
    def _compute_is_locked(self):
        now = fields.Datetime.now()
        # sudo: until when the unit may send is told to whoever sees what it owes
        for obligation in self.sudo():
            leaves = obligation.exception_ids.filtered(lambda one: one._is_open())
            over = bool(obligation.lock_at) and obligation.lock_at < now
            obligation.is_locked = over and not leaves and not obligation.is_member
            obligation.open_until = max(leaves.mapped("until"), default=False)

    @api.depends("state", "is_member", "lock_at")
    @api.depends_context("uid")
    def _compute_can_grant(self):
        user = self.env.user
        officer = user.has_group("dlxh_collaborator.group_dlxh_officer")
        administrator = user.has_group("dlxh_collaborator.group_dlxh_administrator")
        for obligation in self:
            above = officer and not obligation.is_own_unit
            obligation.can_grant = (
                (above or administrator)
                and obligation.is_in_scope
                and not obligation.is_member
                and bool(obligation.lock_at)
                and not obligation.is_submitted
                and obligation.state != "cancelled"
            )

    def action_grant(self):
        """Ask until when and why the unit may send after the lock."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Allow sending after the lock"),
            "res_model": "dlxh.obligation.exception",
            "views": [
                (
                    self.env.ref(
                        "dlxh_reporting.dlxh_obligation_exception_view_ask"
                    ).id,
                    "form",
                )
            ],
            "target": "new",
            "context": {"default_obligation_id": self.id},
        }
