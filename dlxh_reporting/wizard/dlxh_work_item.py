from odoo import api, fields, models

from .. import period


class DlxhWorkItem(models.TransientModel):
    _inherit = "dlxh.work.item"

    @api.model
    def _items(self):
        items = super()._items()
        user = self.env.user
        if user.has_group("dlxh_collaborator.group_dlxh_collaborator"):
            items += self._opinion_items_of_collaborator()
        if user.has_group("dlxh_collaborator.group_dlxh_officer"):
            items += self._opinion_items_of_officer()
        if user.has_group("dlxh_collaborator.group_dlxh_leader"):
            items += self._issue_items_of_leader()
        return items

    @api.model
    def _opinion_items_of_collaborator(self):
        sheets = self.env["dlxh.opinion"]
        if not sheets._receiving_units():
            return []
        week = period.monday_of(fields.Date.context_today(self))
        mine = [("is_mine", "=", True)]
        counts = dict(sheets._read_group(mine, ["state"], ["__count"]))
        this_week = [*mine, ("observed_week", "=", week), ("state", "!=", "draft")]
        items = [
            {
                "name": self.env._("Write an opinion sheet"),
                "hint": self.env._("One matter a sheet; it takes a few minutes."),
                "button": self.env._("Write"),
                "sequence": 10,
                "action": "dlxh_reporting.dlxh_opinion_action_new",
            }
        ]
        if counts.get("returned"):
            items.append(
                {
                    "name": self.env._("Sheets returned to you"),
                    "count": counts["returned"],
                    "hint": self.env._("Read the reason, correct and hand in again."),
                    "urgent": True,
                    "sequence": 5,
                    "action": "dlxh_reporting.dlxh_opinion_action_mine_returned",
                }
            )
        if counts.get("draft"):
            items.append(
                {
                    "name": self.env._("Sheets not handed in yet"),
                    "count": counts["draft"],
                    "sequence": 12,
                    "action": "dlxh_reporting.dlxh_opinion_action_mine_draft",
                }
            )
        if not sheets.search_count(this_week, limit=1):
            items.append(
                {
                    "name": self.env._("Nothing from you this week yet"),
                    "hint": self.env._("If nothing stood out, say so with one tap."),
                    "button": self.env._("Nothing stood out"),
                    "sequence": 11,
                    "action": "dlxh_reporting.dlxh_opinion_action_nil",
                }
            )
        return items

    @api.model
    def _opinion_items_of_officer(self):
        counts = dict(
            self.env["dlxh.opinion"]._read_group(
                [("is_own_unit", "=", True), ("state", "=", "submitted")],
                ["urgency"],
                ["__count"],
            )
        )
        items = []
        if counts.get("urgent"):
            items.append(
                {
                    "name": self.env._("Urgent sheets to check"),
                    "count": counts["urgent"],
                    "hint": self.env._("Accept or return them now."),
                    "urgent": True,
                    "sequence": 1,
                    "action": "dlxh_reporting.dlxh_opinion_action_urgent",
                }
            )
        if counts.get("normal"):
            items.append(
                {
                    "name": self.env._("Sheets to accept"),
                    "count": counts["normal"],
                    "sequence": 20,
                    "action": "dlxh_reporting.dlxh_opinion_action_received",
                }
            )
        return items

    @api.model
    def _issue_items_of_leader(self):
        late = self.env["dlxh.issue"].search_count(
            [("is_own_unit", "=", True), ("is_late", "=", True)]
        )
        if not late:
            return []
        return [
            {
                "name": self.env._("Issues past their deadline"),
                "count": late,
                "urgent": True,
                "sequence": 15,
                "action": "dlxh_reporting.dlxh_issue_action_late",
            }
        ]
