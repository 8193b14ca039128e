from odoo import api, fields, models

from ..evaluation import share


class DlxhEvaluationLine(models.Model):
    """Duties done of duties due, by one criterion."""

    _name = "dlxh.evaluation.line"
    _inherit = ["dlxh.scope.base", "dlxh.private.name.mixin"]
    _description = "Line of an Evaluation"
    _order = "evaluation_id, sequence, id"
    _rec_name = "criterion_id"

    evaluation_id = fields.Many2one(
        "dlxh.evaluation", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="evaluation_id.unit_id", store=True, index=True, string="Unit"
    )
    criterion_id = fields.Many2one(
        "dlxh.evaluation.criterion",
        required=True,
        ondelete="restrict",
    )
    sequence = fields.Integer(default=10)
    weight = fields.Integer(aggregator=False)
    done = fields.Integer()
    due = fields.Integer()
    score = fields.Float(
        digits=(5, 2), compute="_compute_score", store=True, aggregator=False
    )
    counted = fields.Char(string="Counts", compute="_compute_counted")

    _once = models.UniqueIndex(
        "(evaluation_id, criterion_id)", "This criterion is on the evaluation already."
    )

    @api.depends("done", "due")
    def _compute_score(self):
        for line in self:
            line.score = share(line.done, line.due) or 0

    @api.depends("done", "due")
    @api.depends_context("lang")
    def _compute_counted(self):
        for line in self:
            line.counted = (
                f"{line.done}/{line.due}"
                if line.due
                else self.env._("nothing was due: left out")
            )
