from odoo import fields, models


class DlxhDataRequestExtend(models.TransientModel):
    """Ask for the days and the reason of an extension of a data request."""

    _name = "dlxh.data.request.extend"
    _description = "Extension of a Data Request"

    request_id = fields.Many2one("dlxh.data.request", required=True, readonly=True)
    days = fields.Integer(string="Further days", required=True, default=15)
    reason = fields.Text(required=True, help="The person is told this reason.")

    def action_confirm(self):
        """Extend the request in the user's own rights."""
        self.ensure_one()
        self.request_id.action_extend(self.days, self.reason)
        return {"type": "ir.actions.act_window_close"}
