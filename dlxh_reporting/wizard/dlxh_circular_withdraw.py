from odoo import fields, models


class DlxhCircularWithdraw(models.TransientModel):
    """Ask why a circular is withdrawn."""

    _name = "dlxh.circular.withdraw"
    _description = "Withdrawal of a Circular"

    circular_id = fields.Many2one(
        "dlxh.circular", required=True, readonly=True, ondelete="cascade"
    )
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Withdraw with the reason given; the called method checks the right."""
        self.ensure_one()
        self.circular_id.action_withdraw(self.reason)
        return {"type": "ir.actions.act_window_close"}
