from odoo import api, models

from ..models.dlxh_meeting_paper import WRITING_STATES
from ..models.meeting_states import OPEN_STATES

OFFICER = "dlxh_collaborator.group_dlxh_officer"


class DlxhWorkItem(models.TransientModel):
    """Show officers places to fill, nominations to decide and papers to write."""

    _inherit = "dlxh.work.item"

    @api.model
    def _items(self):
        items = super()._items()
        if not self.env.user.has_group(OFFICER):
            return items
        return [
            *items,
            *self._place_items(),
            *self._nomination_items(),
            *self._paper_items(),
        ]

    def _training_card(self, name, count, hint, sequence, action, domain):
        if not count:
            return []
        card = {"name": name, "count": count, "hint": hint, "sequence": sequence}
        opened = self._card_action(f"dlxh_collaborator.{action}", domain)
        return [{**card, "action": opened}]

    @api.model
    def _place_items(self):
        places = self.env["dlxh.training.place"].search(
            [
                ("is_own_unit", "=", True),
                ("is_host", "=", False),
                ("meeting_state", "in", OPEN_STATES),
            ]
        )
        open_ = places.filtered(lambda place: place.can_nominate and place.left_count)
        return self._training_card(
            self.env._("Classes to nominate for"),
            len(open_),
            self.env._("A unit above offers places to yours"),
            32,
            "dlxh_training_place_action",
            [("id", "in", open_.ids)],
        )

    @api.model
    def _nomination_items(self):
        domain = [
            ("is_host", "=", True),
            ("state", "=", "nominated"),
            ("meeting_state", "in", OPEN_STATES),
        ]
        return self._training_card(
            self.env._("Nominations to decide"),
            self.env["dlxh.training.nomination"].search_count(domain),
            self.env._("People named for the classes of your unit"),
            33,
            "dlxh_training_nomination_action",
            domain,
        )

    @api.model
    def _paper_items(self):
        domain = [
            ("is_own_unit", "=", True),
            ("state", "in", WRITING_STATES),
            ("meeting_state", "in", OPEN_STATES),
        ]
        return self._training_card(
            self.env._("Papers to hand in"),
            self.env["dlxh.meeting.paper"].search_count(domain),
            self.env._("Asked of your unit for a conference"),
            34,
            "dlxh_meeting_paper_action",
            domain,
        )
