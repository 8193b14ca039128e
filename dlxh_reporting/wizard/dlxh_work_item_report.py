from odoo import api, models


class DlxhWorkItem(models.TransientModel):
    _inherit = "dlxh.work.item"

    @api.model
    def _items(self):
        return super()._items() + self._report_items()

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
        if "officer" in chairs:
            cards += self._report_cards_officer()
        if "clerk" in chairs or "officer" in chairs:
            cards += self._report_cards_clerk()
        return [card for card in cards if card]

    def _report_card(self, domain, name, hint, sequence, **values):
        """One card, or nothing when no report waits there."""
        count = self.env["dlxh.report"].search_count(domain)
        if not count:
            return None
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_reporting.dlxh_report_action"
        )
        return {
            "key": values.pop("key"),
            "name": name,
            "count": count,
            "hint": hint,
            "sequence": sequence,
            "action": {**action, "domain": domain, "context": {}, "name": name},
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

    def _report_cards_officer(self):
        own = ("is_own_unit", "=", True)
        return [
            self._report_card(
                [("can_receive", "=", True)],
                self.env._("Reports from below to receive"),
                self.env._("Receive them, or return them with a reason."),
                20,
                key="report_receive",
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
            ),
        ]

    def _report_cards_clerk(self):
        own = ("is_own_unit", "=", True)
        return [
            self._report_card(
                [own, ("state", "=", "approved")],
                self.env._("Reports to number"),
                self.env._("Secret check done? Take the number, have it signed."),
                40,
                key="report_sign",
            ),
            self._report_card(
                [own, ("state", "=", "signed")],
                self.env._("Reports to send"),
                self.env._("Attach the signed copy and send it to the level above."),
                45,
                key="report_send",
            ),
        ]
