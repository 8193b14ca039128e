from odoo import fields, models


class DlxhSurveyAnalystRefusal(models.TransientModel):
    """Ask why an analyst file is refused."""

    _name = "dlxh.survey.analyst.refusal"
    _description = "Refusal of an Analyst File"

    file_id = fields.Many2one("dlxh.survey.analyst.file", required=True, readonly=True)
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Refuse with the reason given; the called method checks the right."""
        self.ensure_one()
        self.file_id.action_refuse(self.reason)
        return {"type": "ir.actions.act_window_close"}
