from odoo import api, models

CHAIRS = ("officer", "leader")


class DlxhWorkItem(models.TransientModel):
    """Tell officers and leaders what was owed to their units and did not come."""

    _inherit = "dlxh.work.item"

    @api.model
    def _items(self):
        items = super()._items()
        user = self.env.user
        if any(user.has_group(f"dlxh_collaborator.group_dlxh_{c}") for c in CHAIRS):
            items += self._late_items()
        return items

    @api.model
    def _late_items(self):
        owed_to = self.env.user._dlxh_units().ids
        late = [("is_late", "=", True), ("parent_unit_id", "in", owed_to)]
        count = self.env["dlxh.obligation"].search_count(late)
        if not count:
            return []
        return [
            {
                "key": "obligation_below",
                "name": self.env._("Late below me"),
                "count": count,
                "hint": self.env._("Reports owed to your units that are overdue."),
                "urgent": True,
                "sequence": 18,
                "action": "dlxh_reporting.dlxh_obligation_action_below",
            }
        ]
