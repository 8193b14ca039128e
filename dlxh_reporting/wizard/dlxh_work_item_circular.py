from datetime import timedelta

from odoo import api, fields, models

from ..models.circular_states import OPEN_STATES

#: a team is told of what came in the last two weeks
RECENT = timedelta(days=14)


class DlxhWorkItem(models.TransientModel):
    """Cards of circulars: what I approve, number, send, acknowledge, pass on, read."""

    _inherit = "dlxh.work.item"

    @api.model
    def _items(self):
        items = super()._items()
        return items + [card for card in self._circular_cards() if card]

    @api.model
    def _circular_cards(self):
        user = self.env.user
        chairs = {
            chair
            for chair in ("collaborator", "officer", "leader", "clerk")
            if user.has_group(f"dlxh_collaborator.group_dlxh_{chair}")
        }
        cards = []
        if "collaborator" in chairs:
            cards.append(self._circular_card_reading())
        if not user._dlxh_units():
            return cards
        if chairs & {"officer", "leader"}:
            cards += self._circular_cards_received()
        if "leader" in chairs:
            cards.append(self._circular_card_approve())
        if chairs & {"officer", "clerk"}:
            cards += self._circular_cards_outgoing("officer" in chairs)
        return cards

    @api.model
    def _circular_card(
        self, model, action, domain, name, hint, sequence, *, count=None, **values
    ):
        """One card, or nothing when no record waits there.

        :param count: how many wait, where that is known already
        """
        if count is None:
            count = self.env[model].search_count(domain)
        if not count:
            return None
        return {
            "name": name,
            "count": count,
            "hint": hint,
            "sequence": sequence,
            "action": self._card_action(f"dlxh_reporting.{action}", domain, name=name),
            **values,
        }

    @api.model
    def _circular_card_reading(self):
        since = fields.Datetime.now() - RECENT
        return self._circular_card(
            "dlxh.circular",
            "dlxh_circular_action_reading",
            [("is_for_me", "=", True), ("sent_at", ">=", since)],
            self.env._("New orientation information"),
            self.env._("What came in the last two weeks."),
            16,
            button=self.env._("Read"),
        )

    @api.model
    def _circular_cards_received(self):
        deliveries = self.env["dlxh.circular.delivery"]
        own = [("is_own_unit", "=", True)]
        waits = [*own, *deliveries._waits_domain()]
        model, action = "dlxh.circular.delivery", "dlxh_circular_delivery_action"
        return [
            self._circular_card(
                model,
                action,
                [*waits, ("is_late", "=", True)],
                self.env._("Circulars you are late in acknowledging"),
                self.env._("Read them and acknowledge now."),
                13,
                urgent=True,
            ),
            self._circular_card(
                model,
                action,
                [*waits, ("is_late", "=", False)],
                self.env._("Circulars to acknowledge"),
                self.env._("Read them, then tell the level above."),
                22,
            ),
            self._circular_card(
                model,
                action,
                [
                    *own,
                    ("must_relay", "=", True),
                    ("relayed_at", "=", False),
                    ("circular_id.state", "in", OPEN_STATES),
                ],
                self.env._("Circulars to pass on"),
                self.env._("To the units below, and to the phones of your team."),
                23,
            ),
        ]

    @api.model
    def _circular_card_approve(self):
        return self._circular_card(
            "dlxh.circular",
            "dlxh_circular_action",
            [("can_approve", "=", True)],
            self.env._("Circulars to approve"),
            self.env._("Read, then approve or return with a reason."),
            11,
            urgent=True,
        )

    @api.model
    def _circular_cards_outgoing(self, officer):
        model, action = "dlxh.circular", "dlxh_circular_action"
        own = [("is_own_unit", "=", True)]
        counts = self._own_counts(model, ("draft", "approved", "signed"))
        cards = [
            self._circular_card(
                model,
                action,
                [*own, ("state", "=", "approved")],
                self.env._("Circulars to number"),
                self.env._("Secret check done? Take the number, have it signed."),
                41,
                count=counts.get("approved", 0),
            ),
            self._circular_card(
                model,
                action,
                [*own, ("state", "=", "signed")],
                self.env._("Circulars to send"),
                self.env._("Send them to their units."),
                46,
                count=counts.get("signed", 0),
            ),
        ]
        return cards + (self._circular_cards_officer(counts) if officer else [])

    @api.model
    def _circular_cards_officer(self, counts):
        return [
            self._circular_card(
                "dlxh.circular",
                "dlxh_circular_action",
                [("is_own_unit", "=", True), ("state", "=", "draft")],
                self.env._("Circulars being written"),
                self.env._("Finish them and submit for approval."),
                31,
                count=counts.get("draft", 0),
            ),
            self._circular_card(
                "dlxh.circular.delivery",
                "dlxh_circular_delivery_action",
                [("is_own_unit", "=", False), ("is_late", "=", True)],
                self.env._("Units late in acknowledging"),
                self.env._("They were sent a circular and have not answered."),
                27,
            ),
        ]
