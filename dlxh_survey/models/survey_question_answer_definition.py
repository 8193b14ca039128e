from odoo import models


class SurveyQuestionAnswer(models.Model):
    """An answer as plain data."""

    _inherit = "survey.question.answer"

    def _dlxh_label(self, langs):
        self.ensure_one()
        return {lang: self.with_context(lang=lang).value or "" for lang in langs}
