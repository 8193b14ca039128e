from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.dlxh_collaborator.deadline import end_of_day

ADMINISTRATOR = "dlxh_collaborator.group_dlxh_administrator"


class DlxhObligationException(models.Model):
    """Leave of the level above to send a report after the lock, for a while.

    It changes neither the due date nor whether the report came in time. It is never
    changed: who thinks again takes it back, and gives another.
    """

    _name = "dlxh.obligation.exception"
    _inherit = ["dlxh.scope.mixin"]
    _description = "Leave to Send after the Lock"
    _order = "id desc"
    _rec_name = "obligation_id"

    obligation_id = fields.Many2one(
        "dlxh.obligation",
        string="For",
        required=True,
        index=True,
        ondelete="cascade",
    )
    unit_id = fields.Many2one(
        related="obligation_id.unit_id", store=True, precompute=True
    )
    regime_id = fields.Many2one(
        related="obligation_id.regime_id", store=True, precompute=True, index=True
    )
    date_from = fields.Date(
        related="obligation_id.date_from",
        string="Period from",
        store=True,
        precompute=True,
    )
    period_name = fields.Char(related="obligation_id.period_name", string="Period")
    until = fields.Date(
        required=True, help="The unit may send up to the end of this day."
    )
    reason = fields.Char(string="Why", required=True)
    granted_by_id = fields.Many2one(
        "res.users",
        string="Allowed by",
        required=True,
        readonly=True,
        default=lambda self: self.env.uid,
        ondelete="restrict",
    )
    granted_on = fields.Datetime(
        string="Allowed on", required=True, readonly=True, default=fields.Datetime.now
    )
    withdrawn_on = fields.Datetime(string="Taken back on", readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        own = {"withdrawn_on": False}
        if not self.env.su:
            own |= {
                "granted_by_id": self.env.uid,
                "granted_on": fields.Datetime.now(),
            }
        # given, so that no default of the user takes their place
        leaves = super().create([{**vals, **own} for vals in vals_list])
        leaves._check_granted()
        return leaves

    def write(self, vals):
        if not self.env.su:
            raise UserError(
                self.env._(
                    "Leave that was given is not rewritten. Take it back and give "
                    "another."
                )
            )
        return super().write(vals)

    def _check_granted(self):
        """Given by the level above or an administrator, for what has a lock."""
        for leave in self:
            # sudo: units are compared; the rule let the user name this obligation
            obligation = leave.sudo().obligation_id
            if obligation.is_member or not obligation.lock_at:
                raise ValidationError(
                    self.env._("“%(name)s” is never locked.", name=leave.display_name)
                )
            if leave.until < fields.Date.context_today(leave):
                raise ValidationError(
                    self.env._("Give a day that is not over, until when it may send.")
                )
            if not (leave.reason or "").strip():
                raise ValidationError(self.env._("Write why the unit may send late."))

    def action_withdraw(self):
        """Take leave back; what was sent by then stays sent."""
        self.check_access("read")
        for leave in self:
            if not leave._may_grant():
                raise AccessError(
                    self.env._(
                        "An officer of the level above or an administrator takes "
                        "it back."
                    )
                )
        # sudo: the right was checked above
        self.sudo().filtered(lambda one: not one.withdrawn_on).write(
            {"withdrawn_on": fields.Datetime.now()}
        )
        return True

    def _may_grant(self):
        user = self.env.user
        if user.has_group(ADMINISTRATOR):
            return self.is_in_scope
        officer = user.has_group("dlxh_collaborator.group_dlxh_officer")
        return officer and self.is_in_scope and not self.is_own_unit

    def _is_open(self):
        """Whether it still lets the unit send."""
        self.ensure_one()
        if self.withdrawn_on:
            return False
        return end_of_day(self.until) >= fields.Datetime.now()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_given(self):
        raise UserError(self.env._("Leave that was given is kept."))
