from datetime import timedelta

from odoo import api, fields, models

from ..models.dlxh_obligation import OPEN_STATES

#: a report is shown as a card so many days before it is due
SOON = 5


class DlxhWorkItem(models.TransientModel):
    """Tell units and members of teams what they owe."""

    _inherit = "dlxh.work.item"

    @api.model
    def _items(self):
        items = super()._items()
        user = self.env.user
        group = "dlxh_collaborator.group_dlxh_%s"
        if any(user.has_group(group % chair) for chair in ("officer", "leader")):
            items += self._owed_items(
                [("is_own_unit", "=", True), ("is_member", "=", False)],
                "dlxh_reporting.dlxh_obligation_action_own",
                self.env._("Reports your unit owes"),
                self.env._("Draft, have approved and send before they are due."),
            )
        if user.has_group(group % "collaborator"):
            items += self._owed_items(
                [("is_mine", "=", True)],
                "dlxh_reporting.dlxh_obligation_action_mine",
                self.env._("Sheets you owe"),
                self.env._("One sheet, or that nothing stood out, is enough."),
            )
        return items

    @api.model
    def _owed_items(self, domain, action, name, hint):
        """One card for what is due soon or late; urgent when something is late."""
        now = fields.Datetime.now()
        soon = fields.Datetime.to_string(now + timedelta(days=SOON))
        today = fields.Date.to_string(fields.Date.context_today(self))
        waiting = [
            *domain,
            ("state", "in", OPEN_STATES),
            ("date_from", "<=", today),
            ("due_at", "<=", soon),
        ]
        obligations = self.env["dlxh.obligation"]
        count = obligations.search_count(waiting)
        if not count:
            return []
        late = obligations.search_count([*waiting, ("due_at", "<", now)])
        if late:
            hint = self.env._("%(count)s of them overdue.", count=late)
        return [
            {
                "key": action.rpartition(".")[2],
                "name": name,
                "count": count,
                "hint": hint,
                "urgent": bool(late),
                "sequence": 8,
                "action": self._card_action(action, waiting),
            }
        ]
