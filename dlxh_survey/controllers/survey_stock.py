from odoo.http import request

from odoo.addons.survey.controllers.main import Survey
from odoo.addons.survey.controllers.survey_session_manage import (
    UserInputSession,
)


def _no_survey():
    return request.env["survey.survey"].sudo()  # sudo: as the callers, and empty


class SurveyStock(Survey):
    """Odoo's pages do not know opinion surveys: they keep names and times."""

    def _fetch_from_access_token(self, survey_token, answer_token):
        survey, answer = super()._fetch_from_access_token(survey_token, answer_token)
        if survey.survey_type == "opinion":
            # sudo: as the callers, and empty
            return _no_survey(), request.env["survey.user_input"].sudo()
        return survey, answer


class SurveySessionStock(UserInputSession):
    """Live sessions neither."""

    def _fetch_from_token(self, survey_token):
        survey = super()._fetch_from_token(survey_token)
        return _no_survey() if survey.survey_type == "opinion" else survey
