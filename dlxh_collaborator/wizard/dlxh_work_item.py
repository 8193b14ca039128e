from odoo import api, fields, models


class DlxhWorkItem(models.TransientModel):
    """One card of "My work": what I owe and what waits for me.

    The cards are made anew each time the page is opened. Add-ons add theirs by
    extending `_items`.
    """

    _name = "dlxh.work.item"
    _description = "My Work"
    _order = "sequence, id"

    name = fields.Char(readonly=True)
    count = fields.Integer(readonly=True)
    hint = fields.Char(readonly=True)
    urgent = fields.Boolean(readonly=True)
    sequence = fields.Integer(readonly=True)
    button = fields.Char(readonly=True)
    action_data = fields.Json(readonly=True)

    @api.model
    def _items(self):
        """Return the cards of the current user.

        :return: list of dicts: name (str), count (int or None when the card only
            offers an action), hint (str), urgent (bool), sequence (int), button
            (str), action (xml id, or action dict)
        """
        return []

    @api.model
    def action_open_my_work(self):
        """Make the cards of the current user and open the page."""
        # sudo: nobody has the right to write cards; only the user's own are
        # touched, and their contents come from `_items` in the user's own rights
        own = self.sudo()
        # two pages opened at once: each makes its own cards and waits for none
        own.search([("create_uid", "=", self.env.uid)]).try_lock_for_update().unlink()
        cards = own.create([self._card_values(item) for item in self._items()])
        # sudo: ids of two actions of our own. The page bears the id of the server
        # action, so that the menu stays when it is the home page or is reloaded.
        page = self.env.ref("dlxh_collaborator.dlxh_work_item_action").sudo()
        opener = self.env.ref("dlxh_collaborator.dlxh_work_item_action_open").sudo()
        return page._get_action_dict() | {
            "id": opener.id,
            "path": opener.path,
            "domain": [("id", "in", cards.ids)],
        }

    @api.model
    def _card_values(self, item):
        return {
            "name": item["name"],
            "count": item.get("count") or 0,
            "hint": item.get("hint"),
            "urgent": bool(item.get("urgent")),
            "sequence": item.get("sequence", 10),
            "button": item.get("button") or self.env._("Open"),
            "action_data": item["action"],
        }

    def action_open(self):
        """Open what the card leads to."""
        self.ensure_one()
        if isinstance(self.action_data, str):
            return self.env["ir.actions.actions"]._for_xml_id(self.action_data)
        return self.action_data
