from odoo import models


class DlxhDecision(models.Model):
    """The proposal of a consolidation begins with what units below have sent."""

    _inherit = "dlxh.decision"

    def action_propose_consolidation(self):
        """Take the proposals that wait for the unit, then add what is still needed."""
        for decision in self.filtered("team_id"):
            decision.check_access("write")
            waiting = self.env["dlxh.member.proposal"].search(
                [("team_id", "=", decision.team_id.id), ("state", "=", "sent")]
            )
            named = decision.line_ids.collaborator_id
            fresh = waiting.filtered(
                lambda one, named=named: (
                    one.can_decide and one.collaborator_id not in named
                )
            )
            if fresh and fresh[:1]._draft_decision() == decision:
                fresh.action_take()
        return super().action_propose_consolidation()
