from odoo import api, models

from . import survey_codes
from .survey_survey import OPINION


class SurveySurvey(models.Model):
    """The title of a questionnaire is for those who may read it."""

    _inherit = "survey.survey"

    @api.depends_context("uid")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        ours = self.filtered(lambda survey: survey.survey_type == OPINION)
        survey_codes.hide_private_names(ours)
        return result
