import json

from odoo import models
from odoo.exceptions import UserError

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow

from .. import condition_lines


class SurveySurvey(models.Model):
    """Conditions of a whole questionnaire: followed when codes change."""

    _inherit = "survey.survey"

    def _dlxh_remap_conditions(self, **maps):
        """Write other codes into the conditions, see `condition_lines.remapped`."""
        for question in self.question_ids.filtered("dlxh_condition"):
            tree = condition_lines.remapped(question.dlxh_condition, **maps)
            if json.dumps(tree) != json.dumps(question.dlxh_condition):
                with_flow(question).dlxh_condition = tree

    def _dlxh_refuse_asked_about(self, label, code, besides=(), **part):
        """Refuse to delete what the condition of another question looks at."""
        for question in self.question_ids.filtered("dlxh_condition"):
            if question.id in besides:
                continue
            if condition_lines.mentions(question.dlxh_condition, code, **part):
                raise UserError(
                    self.env._(
                        "“%(label)s” is looked at by the condition of “%(question)s”. "
                        "Change that condition first.",
                        label=label,
                        question=question.title,
                    )
                )
