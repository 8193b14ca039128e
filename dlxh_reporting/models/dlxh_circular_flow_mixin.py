from odoo import api, fields, models
from odoo.exceptions import UserError

from .circular_states import OPEN_STATES

CHAIR = "dlxh_collaborator.group_dlxh_%s"


class DlxhCircularFlowMixin(models.AbstractModel):
    """The steps of a circular: approval, number, sending, closing, withdrawing.

    What sending does is in `dlxh.circular.sending.mixin`.
    """

    _name = "dlxh.circular.flow.mixin"
    _description = "Steps of a Circular"
    _numbered_states = ("approved",)

    can_sign = fields.Boolean(
        compute="_compute_circular_rights", export_string_translation=False
    )
    can_send = fields.Boolean(
        compute="_compute_circular_rights", export_string_translation=False
    )
    can_close = fields.Boolean(
        compute="_compute_circular_rights", export_string_translation=False
    )
    can_withdraw = fields.Boolean(
        compute="_compute_circular_rights", export_string_translation=False
    )

    @api.depends_context("uid")
    @api.depends("state", "unit_id")
    def _compute_circular_rights(self):
        user = self.env.user
        officer = user.has_group(CHAIR % "officer")
        leader = user.has_group(CHAIR % "leader")
        clerk = user.has_group(CHAIR % "clerk")
        for circular in self:
            own, state = circular.is_own_unit, circular.state
            signing = officer or clerk or leader
            circular.can_sign = own and signing and state == "approved"
            circular.can_send = own and (officer or clerk) and state == "signed"
            circular.can_close = own and (officer or leader) and state == "sent"
            circular.can_withdraw = (
                own and (officer or leader) and state in (*OPEN_STATES, "closed")
            )

    # hooks of the approval and of the document

    def _approval_submit_blocker(self):
        if not self._has_text():
            return self.env._(
                "“%(circular)s” has no text yet. Write what the units are told.",
                circular=self.display_name,
            )
        if not self.body_id:
            return self._document_missing_sentence("body_id")
        return (
            self._source_blocker()
            or self._audience_blocker()
            or super()._approval_submit_blocker()
        )

    def _source_blocker(self):
        """Guardrail G27: what guides opinion names where the matter stands."""
        if self.is_orientation and not self.source_ids:
            return self.env._(
                "“%(circular)s” guides opinion, so it cites an official public source: "
                "add at least one under “Official sources”, with who published it and "
                "its number or address.",
                circular=self.display_name,
            )
        return False

    def _approval_approve_blocker(self):
        return self._source_blocker() or super()._approval_approve_blocker()

    def _approval_undo_blocker(self):
        if self.number:
            return self.env._(
                "“%(circular)s” has the number %(code)s. Withdraw it after it was "
                "sent, with a reason.",
                circular=self.display_name,
                code=self.document_code,
            )
        return super()._approval_undo_blocker()

    # buttons

    def action_sign(self):
        """Give approved circulars their number; the secret check comes before."""
        for circular in self:
            circular._need(
                "can_sign",
                self.env._("An officer, clerk or leader of the unit marks it signed."),
            )
            if not circular.number:
                circular.action_take_number()
            circular._in_flow().write({"state": "signed"})
        return True

    def action_send(self):
        """Send signed circulars down the tree; they cannot be changed then."""
        for circular in self:
            circular._need(
                "can_send", self.env._("An officer or clerk of the unit sends it.")
            )
            if blocker := circular._send_blocker():
                raise UserError(blocker)
            circular._in_flow()._begin_sending(self.env.user)
        return True

    def _send_blocker(self):
        """Return why it cannot go out today, or False."""
        now = fields.Datetime.now()
        if self.deadline and self.deadline <= now:
            return self.env._(
                "“%(circular)s” asks to be acknowledged by %(date)s, which is over. "
                "Enter a later deadline, or none.",
                circular=self.display_name,
                date=self._moment_text(self.deadline),
            )
        if self.report_due and self.report_due < fields.Date.context_today(self):
            return self.env._(
                "“%(circular)s” wants a report by %(date)s, which is over. Enter a "
                "later day, or none.",
                circular=self.display_name,
                date=self._date_text(self.report_due),
            )
        return self._audience_blocker()

    def action_close(self):
        """End it: nobody is asked to acknowledge it any more."""
        for circular in self:
            circular._need(
                "can_close",
                self.env._("An officer or leader of the unit closes what was sent."),
            )
            circular._in_flow().write(
                {"state": "closed", "closed_at": fields.Datetime.now()}
            )
        return True

    def action_open_withdraw(self):
        """Ask why a circular is withdrawn."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Withdraw the circular"),
            "res_model": "dlxh.circular.withdraw",
            "view_mode": "form",
            "target": "new",
            "context": {"default_circular_id": self.id},
        }

    def action_withdraw(self, reason=None):
        """Take a sent circular back: units are told why, nothing is owed for it."""
        reason = self._approval_need_reason(reason)
        for circular in self:
            circular._need(
                "can_withdraw",
                self.env._("An officer or leader of the unit withdraws it."),
            )
            flow = circular._in_flow()
            flow.write(
                {
                    "state": "withdrawn",
                    "withdrawn_at": fields.Datetime.now(),
                    "withdraw_reason": reason,
                }
            )
            flow._drop_obligations()
        return True
