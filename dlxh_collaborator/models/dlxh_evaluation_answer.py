from odoo import api, fields, models
from odoo.exceptions import UserError

from .approval_flow import in_flow


class DlxhEvaluationAnswer(models.Model):
    """What the collaborator answered to his evaluation; rows are only added."""

    _name = "dlxh.evaluation.answer"
    _inherit = ["dlxh.scope.base", "dlxh.private.name.mixin"]
    _description = "Answer to an Evaluation"
    _order = "date desc, id desc"
    _rec_name = "date"

    evaluation_id = fields.Many2one(
        "dlxh.evaluation", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="evaluation_id.unit_id", store=True, index=True, string="Unit"
    )
    date = fields.Datetime(string="Answered on", required=True)
    grade_id = fields.Many2one(
        "dlxh.evaluation.grade", string="To the grade", ondelete="restrict"
    )
    text = fields.Text(string="Answer", required=True)

    def _check_flow(self):
        if not in_flow(self.env):
            raise UserError(self.env._("An answer stays as it was given."))

    @api.model_create_multi
    def create(self, vals_list):
        self._check_flow()
        return super().create(vals_list)

    def write(self, vals):
        self._check_flow()
        return super().write(vals)

    def unlink(self):
        self._check_flow()
        return super().unlink()
