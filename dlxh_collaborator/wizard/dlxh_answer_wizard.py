from odoo import api, fields, models
from odoo.exceptions import UserError

ANSWERED = ("dlxh.evaluation", "dlxh.discipline")


class DlxhAnswerWizard(models.TransientModel):
    """Ask a collaborator for his answer to an evaluation or a discipline."""

    _name = "dlxh.answer.wizard"
    _description = "Answer"

    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Integer(required=True, readonly=True)
    text = fields.Text(string="Your answer")

    @api.model
    def _open(self, record):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Answer"),
            "res_model": self._name,
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_res_model": record._name,
                "default_res_id": record.id,
            },
        }

    def action_confirm(self):
        """Hand the answer over; the record checks who answers and when."""
        self.ensure_one()
        if self.res_model not in ANSWERED:
            raise UserError(self.env._("Open the record and answer there."))
        self.env[self.res_model].browse(self.res_id).action_answer(self.text or "")
        return {"type": "ir.actions.client", "tag": "soft_reload"}
