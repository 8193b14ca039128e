from odoo import fields, models


class DlxhSurveyAllocation(models.Model):
    """The way from the work of a unit to the form that people fill in."""

    _inherit = "dlxh.survey.allocation"

    form_url = fields.Char(string="Address of the form", compute="_compute_form_url")

    def _compute_form_url(self):
        for line in self:
            # sudo: the address that every respondent opens
            wave = line.sudo().wave_id
            line.form_url = wave.state == "fieldwork" and wave.answer_url

    def action_open_form(self):
        """Open the form; a phone that has opened it once asks without a network."""
        self.ensure_one()
        self.check_access("read")
        return {"type": "ir.actions.act_url", "url": self.form_url, "target": "new"}
