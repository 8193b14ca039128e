from odoo import fields, models


class DlxhDecisionReason(models.TransientModel):
    """Ask why a decision is revoked, or a proposal declined."""

    _name = "dlxh.decision.reason"
    _description = "Reason on a Decision"

    decision_id = fields.Many2one("dlxh.decision", readonly=True)
    proposal_id = fields.Many2one("dlxh.member.proposal", readonly=True)
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Act with the reason given; the called method checks the right."""
        self.ensure_one()
        if self.proposal_id:
            self.proposal_id.action_decline(self.reason)
        else:
            self.decision_id.action_revoke(self.reason)
        return {"type": "ir.actions.act_window_close"}
