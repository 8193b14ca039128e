from odoo import api, fields, models


class DlxhEvaluationGrade(models.Model):
    """Grade of an evaluation and the score from which it is given."""

    _name = "dlxh.evaluation.grade"
    _description = "Grade of Evaluation"
    _order = "min_score desc, id"

    name = fields.Char(string="Grade", required=True)
    min_score = fields.Float(string="From score", digits=(5, 2), required=True)
    active = fields.Boolean(default=True)

    _score_range = models.Constraint(
        "CHECK(min_score BETWEEN 0 AND 100)", "A score lies between 0 and 100."
    )
    _score_once = models.UniqueIndex(
        "(min_score) WHERE active", "Another grade is given from this score."
    )

    @api.model
    def _thresholds(self):
        """Return pairs (score, id) of the grades in use."""
        return [(grade.min_score, grade.id) for grade in self.search([])]
