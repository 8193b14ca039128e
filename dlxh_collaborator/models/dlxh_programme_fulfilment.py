from odoo import models


class DlxhMeeting(models.Model):
    """A task “hold the briefing” is done once the meeting was held."""

    _name = "dlxh.meeting"
    _inherit = ["dlxh.meeting", "dlxh.fulfilment.mixin"]

    def _is_fulfilled(self):
        self.ensure_one()
        return self.is_held


class DlxhDecision(models.Model):
    """A task “form the team” is done once the decision is issued."""

    _name = "dlxh.decision"
    _inherit = ["dlxh.decision", "dlxh.fulfilment.mixin"]

    def _is_fulfilled(self):
        self.ensure_one()
        return self.state == "issued"
