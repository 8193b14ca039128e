from odoo import api, models


class DlxhWorkItem(models.TransientModel):
    _inherit = "dlxh.work.item"

    @api.model
    def _items(self):
        return super()._items() + self._raw_export_items()

    @api.model
    def _raw_export_items(self):
        """Requests for opinion sheets that wait for the user's decision or download."""
        exports = self.env["dlxh.raw.export"]
        if not exports.has_access("read"):
            return []
        waiting = [("can_decide", "=", True)]
        mine = [("requested_by_id", "=", self.env.uid), ("state", "=", "released")]
        cards = [
            (
                waiting,
                self.env._("Exports of sheets to release"),
                self.env._("Read what for, then release or refuse."),
                12,
            ),
            (
                mine,
                self.env._("Released sheets to take"),
                self.env._("They can be taken once, within some days."),
                26,
            ),
        ]
        items = []
        for domain, name, hint, sequence in cards:
            count = exports.search_count(domain)
            if count:
                items.append(
                    {
                        "name": name,
                        "hint": hint,
                        "count": count,
                        "sequence": sequence,
                        "action": self._card_action(
                            "dlxh_reporting.dlxh_raw_export_action", domain, name=name
                        ),
                    }
                )
        return items
