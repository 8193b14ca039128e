from odoo import api, models

CHAIRS = ("officer", "leader")


class DlxhWorkItem(models.TransientModel):
    """Tell officers and leaders how many units below have no force."""

    _inherit = "dlxh.work.item"

    @api.model
    def _items(self):
        items = super()._items()
        user = self.env.user
        if any(user.has_group(f"dlxh_collaborator.group_dlxh_{c}") for c in CHAIRS):
            items += self._coverage_items()
        return items

    @api.model
    def _coverage_items(self):
        domain = [
            ("is_own_unit", "=", False),
            ("team_kind", "=", "none"),
            ("org_type", "=", self.env.user._dlxh_org_type() or "party"),
        ]
        count = self.env["dlxh.coverage"].search_count(domain)
        if not count:
            return []
        name = self.env._("Units without a force")
        return [
            {
                "key": "coverage_missing",
                "name": name,
                "count": count,
                "hint": self.env._(
                    "Units below that have neither a team nor a concurrent group."
                ),
                "sequence": 60,
                "action": self._card_action(
                    "dlxh_collaborator.dlxh_coverage_action",
                    domain,
                    name=name,
                    display_name=name,
                ),
            }
        ]
