from odoo import fields, models


class DlxhReleaseRefusalMixin(models.AbstractModel):
    """Ask why a request to take rows out is refused."""

    _name = "dlxh.release.refusal.mixin"
    _description = "Refusal of a Release"

    #: field that leads to the request
    _request_field = ""

    reason = fields.Text(required=True)

    def action_confirm(self):
        """Refuse with the reason given; the called method checks the right."""
        self.ensure_one()
        self[self._request_field].action_refuse(self.reason)
        return {"type": "ir.actions.act_window_close"}
