from odoo import fields, models


class DlxhInspectionAnswer(models.TransientModel):
    """Dialog for the answer to a finding, or for asking the unit again."""

    _name = "dlxh.inspection.answer"
    _description = "Answer to a Finding"

    finding_id = fields.Many2one(
        "dlxh.inspection.finding", required=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [("answer", "Answer the finding"), ("ask", "Ask again")],
        required=True,
        default="answer",
    )
    text = fields.Text(string="What was done, or what is still missing", required=True)
    fixed_on = fields.Date(string="Put right on", help="Empty: not put right yet.")

    def action_confirm(self):
        """Hand in the answer; the finding itself checks who may."""
        self.ensure_one()
        if self.kind == "answer":
            self.finding_id.action_answer(self.text, fixed_on=self.fixed_on)
        else:
            self.finding_id.action_ask_again(self.text)
        return {"type": "ir.actions.act_window_close"}
