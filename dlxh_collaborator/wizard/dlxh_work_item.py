from odoo import api, fields, models
from odoo.tools import SQL

PAGE = "dlxh_collaborator.dlxh_work_item_action"


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
            (str), action (xml id, what `_card_action` returns, or action dict)
        """
        return []

    @api.model
    def _card_action(self, xmlid, domain, **values):
        """Return the action of a card, to be completed by `_cards`.

        :param str xmlid: the window action it is based on
        :param values: further values of the action, such as its name
        """
        action = {"xml_id": xmlid, "domain": list(domain), "context": {}}
        return action | values

    @api.model
    def _cards(self):
        """Return the cards of the current user with complete actions."""
        items = self._items()
        self._complete(items)
        return items

    @api.model
    def _complete(self, items, others=()):
        """Complete the actions of cards, which are read together: read one by one
        they cost more than all the counting.

        :param others: xml ids of further window actions that are wanted
        :return: {xml id: action dict} of all that were read
        """
        based = [item for item in items if self._is_based(item["action"])]
        wanted = {item["action"]["xml_id"] for item in based}
        windows = self._windows(wanted.union(others))
        for item in based:
            item["action"] = windows[item["action"]["xml_id"]] | item["action"]
        return windows

    @api.model
    def _is_based(self, action):
        return isinstance(action, dict) and "type" not in action

    @api.model
    def _windows(self, xmlids):
        """Return {xml id: action dict} of window actions by one read of all."""
        to_id = self.env["ir.model.data"]._xmlid_to_res_id
        ids = {xmlid: to_id(xmlid, raise_if_not_found=True) for xmlid in xmlids}
        # sudo: as `_for_xml_id` does, of which each card would need one
        windows = self.env["ir.actions.act_window"].sudo().browse(ids.values())
        windows.read()
        found = {window.id: window._get_action_dict() for window in windows}
        return {xmlid: found[id_] for xmlid, id_ in ids.items()}

    @api.model
    def action_open_my_work(self):
        """Make the cards of the current user and open the page."""
        # sudo: nobody has the right to write cards; only the user's own are
        # touched, and their contents come from `_items` in the user's own rights
        own = self.sudo()
        # two pages opened at once: each makes its own cards and waits for none
        own._forget_cards()
        items = self._items()
        windows = self._complete(items, [PAGE])
        cards = own.create([self._card_values(item) for item in items])
        # sudo: id and path of an action of our own. The page bears the id of the server
        # action, so that the menu stays when it is the home page or is reloaded.
        opener = self.env.ref("dlxh_collaborator.dlxh_work_item_action_open").sudo()
        return windows[PAGE] | {
            "id": opener.id,
            "path": opener.path,
            "domain": [("id", "in", cards.ids)],
        }

    def _forget_cards(self):
        """Delete the user's cards of before by one statement: nothing hangs on them."""
        self.flush_model()
        self.env.cr.execute(
            SQL(
                "DELETE FROM dlxh_work_item WHERE id IN (SELECT id FROM dlxh_work_item"
                " WHERE create_uid = %s FOR UPDATE SKIP LOCKED)",
                self.env.uid,
            )
        )
        self.invalidate_model()

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
