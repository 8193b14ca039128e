from odoo import models


class DlxhOpinion(models.Model):
    """What an urgent sheet sets going when it is handed in, accepted or returned."""

    _inherit = "dlxh.opinion"

    def _on_handed_in(self):
        result = super()._on_handed_in()
        urgent = self.filtered(lambda s: s.urgency == "urgent" and not s.is_nil)
        if urgent:
            self.env["dlxh.alert"]._raise(urgent)
        return result

    def _on_accepted(self):
        """To accept an urgent sheet is to have checked it."""
        result = super()._on_accepted()
        self._alerts(("waiting",))._checked()
        return result

    def _on_given_back(self):
        result = super()._on_given_back()
        self._alerts()._withdraw()
        return result

    def _alerts(self, states=None):
        """The alerts of the unit that received the sheets, as superuser."""
        # sudo: the link is hidden; the officer's right to decide was checked
        alerts = self.env["dlxh.alert"].sudo()
        domain = [("opinion_id", "in", self.ids), ("below_id", "=", False)]
        if states:
            domain.append(("state", "in", states))
        return alerts.search(domain) if self else alerts
