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
        return items + self._report_items()

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

    # Reports
    # -------

    @api.model
    def _report_items(self):
        """Cards of the reports that wait for the current user."""
        user = self.env.user
        if not user._dlxh_units():
            return []
        chairs = [
            chair
            for chair in ("officer", "leader", "clerk")
            if user.has_group(f"dlxh_collaborator.group_dlxh_{chair}")
        ]
        cards = []
        if "leader" in chairs:
            cards.append(self._report_card_approve())
        if "clerk" in chairs or "officer" in chairs:
            counts = self._own_counts("dlxh.report", ("draft", "approved", "signed"))
            if "officer" in chairs:
                cards += self._report_cards_officer(counts)
            cards += self._report_cards_clerk(counts)
        return [card for card in cards if card]

    @api.model
    def _own_counts(self, model, states):
        """Return {state: how many of the own units} by one query."""
        own = [("is_own_unit", "=", True), ("state", "in", states)]
        return dict(self.env[model]._read_group(own, ["state"], ["__count"]))

    def _report_card(
        self, domain, name, hint, sequence, *, key, count=None, window=None, **values
    ):
        """One card, or nothing when no report waits there.

        :param count: how many wait, where that is known already
        :param window: the window that opens, when it is not that of all reports
        """
        if count is None:
            count = self.env["dlxh.report"].search_count(domain)
        if not count:
            return None
        return {
            "key": key,
            "name": name,
            "count": count,
            "hint": hint,
            "sequence": sequence,
            "action": self._card_action(
                f"dlxh_reporting.{window or 'dlxh_report_action'}", domain, name=name
            ),
            **values,
        }

    def _report_card_approve(self):
        return self._report_card(
            [("can_approve", "=", True)],
            self.env._("Reports to approve"),
            self.env._("Read, then approve or return with a reason."),
            10,
            key="report_approve",
            urgent=True,
        )

    def _report_cards_officer(self, counts):
        own = ("is_own_unit", "=", True)
        return [
            self._report_card(
                [("can_receive", "=", True)],
                self.env._("Reports from below to receive"),
                self.env._("Receive them, or return them with a reason."),
                20,
                key="report_receive",
                window="dlxh_report_action_below",
            ),
            self._report_card(
                [own, ("state", "=", "returned"), ("superseded_by_id", "=", False)],
                self.env._("Reports returned by the level above"),
                self.env._("Read the reason and send a corrected report."),
                15,
                key="report_returned",
                urgent=True,
            ),
            self._report_card(
                [own, ("state", "=", "draft")],
                self.env._("Reports being written"),
                self.env._("Draft from the sources, edit, submit for approval."),
                30,
                key="report_draft",
                count=counts.get("draft", 0),
            ),
        ]

    def _report_cards_clerk(self, counts):
        own = ("is_own_unit", "=", True)
        return [
            self._report_card(
                [own, ("state", "=", "approved")],
                self.env._("Reports to number"),
                self.env._("Secret check done? Take the number, have it signed."),
                40,
                key="report_sign",
                count=counts.get("approved", 0),
            ),
            self._report_card(
                [own, ("state", "=", "signed")],
                self.env._("Reports to send"),
                self.env._("Attach the signed copy and send it to the level above."),
                45,
                key="report_send",
                count=counts.get("signed", 0),
            ),
        ]
