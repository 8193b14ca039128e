from odoo import api, models


class DlxhWorkItem(models.TransientModel):
    """Point the administrator to the set-up until a province is set up."""

    _inherit = "dlxh.work.item"

    @api.model
    def _items(self):
        items = super()._items()
        if not self.env.user.has_group("dlxh_collaborator.group_dlxh_administrator"):
            return items
        left = self.env["dlxh.setup.wizard"].search_count(
            [("step", "!=", "done")], limit=1
        )
        if left or not self.env["dlxh.unit"].search_count([], limit=1):
            items.append(
                {
                    "name": self.env._("Set up my province"),
                    "hint": self.env._(
                        "Units, issuing bodies, first users and numbers in five steps."
                    ),
                    "sequence": 1,
                    "button": self.env._("Go on") if left else self.env._("Begin"),
                    "action": "dlxh_collaborator.dlxh_setup_wizard_action_open",
                }
            )
        return items
