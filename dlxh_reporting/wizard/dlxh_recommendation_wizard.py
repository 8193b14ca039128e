from odoo import api, fields, models


class DlxhRecommendationWizard(models.TransientModel):
    """Ask for an answer, for the decision that used it, or why it is closed."""

    _name = "dlxh.recommendation.wizard"
    _description = "Decision on Recommendations"

    kind = fields.Selection(
        [
            ("answer", "Answer"),
            ("use", "Decision that used it"),
            ("close", "Close"),
            ("handled", "Report on the handling"),
        ],
        required=True,
        readonly=True,
    )
    recommendation_ids = fields.Many2many(
        "dlxh.recommendation", string="Recommendations", readonly=True
    )
    issue_id = fields.Many2one("dlxh.issue", readonly=True)
    asked = fields.Text(
        string="What is recommended", compute="_compute_asked", readonly=True
    )
    text = fields.Text(string="Your words")
    symbol = fields.Char(string="Number and symbol")
    date = fields.Date(default=fields.Date.context_today)

    @api.depends("recommendation_ids")
    def _compute_asked(self):
        for wizard in self:
            wizard.asked = "\n".join(wizard.recommendation_ids.mapped("text"))

    def action_confirm(self):
        """Do it; the called method checks the right."""
        self.ensure_one()
        rows = self.recommendation_ids
        if self.kind == "answer":
            rows.action_answer(self.text)
        elif self.kind == "use":
            rows.action_use(self.symbol, self.date, self.text)
        elif self.kind == "close":
            rows.action_close(self.text)
        else:
            self.issue_id.action_report_handling(self.text)
        return {"type": "ir.actions.act_window_close"}
