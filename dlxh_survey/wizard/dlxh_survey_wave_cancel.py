from odoo import fields, models


class DlxhSurveyWaveCancel(models.TransientModel):
    """Ask why a wave is cancelled; the reason stays with it."""

    _name = "dlxh.survey.wave.cancel"
    _description = "Cancel a Wave"

    wave_id = fields.Many2one("dlxh.survey.wave", required=True, ondelete="cascade")
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Cancel; the right is checked by the wave."""
        self.ensure_one()
        return self.wave_id.action_cancel(self.reason)
