from odoo import api, models

from ..models.dlxh_data_request import OPEN_STATES


class DlxhWorkItem(models.TransientModel):
    """Show requests and incidents whose clock runs to those who handle them."""

    _inherit = "dlxh.work.item"

    @api.model
    def _items(self):
        return [*super()._items(), *self._data_request_items(), *self._incident_items()]

    @api.model
    def _data_request_items(self):
        requests = self.env["dlxh.data.request"]
        running = [("handler_id", "=", self.env.uid), ("state", "in", OPEN_STATES)]
        count = requests.search_count(running)
        if not count:
            return []
        late = requests.search_count([*running, ("is_late", "=", True)])
        hint = (
            self.env._("%(count)s are past a time limit of the law", count=late)
            if late
            else self.env._("What people ask about their own data")
        )
        return [
            {
                "name": self.env._("Data requests"),
                "count": count,
                "hint": hint,
                "urgent": bool(late),
                "sequence": 40,
                "action": self._card_action(
                    "dlxh_collaborator.dlxh_data_request_action", running
                ),
            }
        ]

    @api.model
    def _incident_items(self):
        incidents = self.env["dlxh.incident"]
        if not self.env.user.has_group("dlxh_collaborator.group_dlxh_data_officer"):
            return []
        count = incidents.search_count([("state", "=", "open")])
        if not count:
            return []
        return [
            {
                "name": self.env._("Data incidents"),
                "count": count,
                "hint": self.env._("Notify the authority within 72 hours"),
                "urgent": True,
                "sequence": 41,
                "action": "dlxh_collaborator.dlxh_incident_action",
            }
        ]
