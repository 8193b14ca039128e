from datetime import timedelta

from odoo import api, fields, models

SOON = timedelta(days=7)


class DlxhWorkItem(models.TransientModel):
    """Cards of surveys: what I approve, what ends soon, what is to be reported on."""

    _inherit = "dlxh.work.item"

    @api.model
    def _items(self):
        user = self.env.user
        items = super()._items()
        if not user._dlxh_units():
            return items
        cards = []
        if user.has_group("dlxh_collaborator.group_dlxh_leader"):
            cards += self._survey_leader_cards()
        if user.has_group("dlxh_collaborator.group_dlxh_officer"):
            cards += self._survey_officer_cards()
        return items + [card for card in cards if card]

    @api.model
    def _survey_leader_cards(self):
        waiting = [("can_approve", "=", True)]
        return [
            self._survey_card(
                "dlxh.survey.wave",
                waiting,
                self.env._("Survey plans waiting for my approval"),
                self.env._("Approve, or return with a reason."),
                21,
            ),
            self._survey_card(
                "dlxh.survey.report",
                waiting,
                self.env._("Survey reports waiting for my approval"),
                self.env._("Approve, or return with a reason."),
                22,
            ),
        ]

    @api.model
    def _survey_officer_cards(self):
        last = fields.Date.context_today(self) + SOON
        own = ("is_own_unit", "=", True)
        return [
            self._survey_card(
                "dlxh.survey.wave",
                [own, ("state", "=", "approved")],
                self.env._("Survey waves approved, not opened yet"),
                self.env._("Open them on their first day."),
                41,
            ),
            self._survey_card(
                "dlxh.survey.wave",
                [own, ("state", "=", "fieldwork"), ("date_close", "<=", last)],
                self.env._("Survey waves that end within a week"),
                self.env._("See how many answers are still missing."),
                42,
            ),
            self._survey_card(
                "dlxh.survey.wave",
                [own, ("state", "=", "closed")],
                self.env._("Survey waves closed, not published yet"),
                self.env._("Fill in the disclosure and write the report."),
                43,
            ),
        ]

    @api.model
    def _survey_card(self, model, domain, name, hint, sequence):
        """One card, or nothing when no record waits there."""
        count = self.env[model].search_count(domain)
        if not count:
            return None
        xmlid = f"dlxh_survey.{model.replace('.', '_')}_action"
        values = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return {
            "name": name,
            "count": count,
            "hint": hint,
            "urgent": False,
            "sequence": sequence,
            "action": {**values, "domain": domain, "context": {}, "name": name},
        }
