from odoo import api, models


class DlxhWorkItem(models.TransientModel):
    _inherit = "dlxh.work.item"

    @api.model
    def _items(self):
        items = super()._items()
        if self.env.user.has_group("dlxh_collaborator.group_dlxh_clerk"):
            items += self._number_items()
        return items

    @api.model
    def _number_items(self):
        """Gaps and doubles in the number book of the clerk's own units."""
        domain = [("is_own_unit", "=", True), ("is_problem", "=", True)]
        count = self.env["dlxh.document.number"].search_count(domain)
        if not count:
            return []
        name = self.env._("Gaps and doubles in the number book")
        return [
            {
                "name": name,
                "hint": self.env._("Compare with the paper book and confirm."),
                "count": count,
                "sequence": 48,
                "action": self._card_action(
                    "dlxh_collaborator.dlxh_document_number_action", domain, name=name
                ),
            }
        ]
