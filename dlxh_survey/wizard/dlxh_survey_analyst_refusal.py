from odoo import fields, models


class DlxhSurveyAnalystRefusal(models.TransientModel):
    """Ask why an analyst file is refused."""

    _name = "dlxh.survey.analyst.refusal"
    _inherit = ["dlxh.release.refusal.mixin"]
    _description = "Refusal of an Analyst File"
    _request_field = "file_id"

    file_id = fields.Many2one("dlxh.survey.analyst.file", required=True, readonly=True)
