from odoo import fields, models


class DlxhDecisionPaper(models.TransientModel):
    """Record the decision on paper by which a team was formed."""

    _name = "dlxh.decision.paper"
    _description = "Decision on Paper"

    team_id = fields.Many2one("dlxh.team", required=True, readonly=True)
    code = fields.Char(string="Number and symbol", required=True)
    date = fields.Date(string="Issued on", required=True)

    def action_confirm(self):
        """Record the decision and name it on the team."""
        self.ensure_one()
        self.team_id.check_access("write")
        self.team_id._refuse_decided()
        self.team_id._record_paper_decision(self.code, self.date)
        return {"type": "ir.actions.act_window_close"}
