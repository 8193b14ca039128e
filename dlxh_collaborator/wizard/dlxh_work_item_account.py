from odoo import api, fields, models
from odoo.fields import Domain


class DlxhWorkItem(models.TransientModel):
    """Tell the officer who serves again and cannot get in."""

    _inherit = "dlxh.work.item"

    @api.model
    def _items(self):
        items = super()._items()
        if not self.env.user.has_group("dlxh_collaborator.group_dlxh_officer"):
            return items
        today = fields.Date.context_today(self)
        seat_open = Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        count = self.env["dlxh.collaborator"].search_count(
            Domain("is_in_scope", "=", True)
            & Domain("state", "=", "active")
            & Domain("account_state", "=", "closed")
            & Domain("membership_ids", "any", seat_open)
        )
        if count:
            items.append(
                {
                    "name": self.env._("Closed accounts of people who serve again"),
                    "count": count,
                    "sequence": 45,
                    "action": "dlxh_collaborator.dlxh_account_action_closed",
                }
            )
        return items
