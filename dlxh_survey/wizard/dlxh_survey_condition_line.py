from odoo import api, fields, models
from odoo.exceptions import UserError

from .. import condition_lines
from ..models import survey_codes

OPERATORS = [
    ("is", "is"),
    ("is_not", "is not"),
    ("has", "includes"),
    ("has_not", "does not include"),
    ("=", "equals"),
    ("!=", "differs from"),
    ("<", "is below"),
    ("<=", "is at most"),
    (">=", "is at least"),
    (">", "is above"),
    ("answered", "was answered"),
    ("unanswered", "was not answered"),
]


class DlxhSurveyConditionLine(models.TransientModel):
    """One comparison with the answer to an earlier question."""

    _name = "dlxh.survey.condition.line"
    _description = "Comparison of a Condition"

    condition_id = fields.Many2one(
        "dlxh.survey.condition", required=True, ondelete="cascade"
    )
    question_id = fields.Many2one(
        "survey.question", string="Answer to", required=True, ondelete="cascade"
    )
    question_type = fields.Selection(related="question_id.question_type", string="Type")
    row_id = fields.Many2one(
        "survey.question.answer",
        string="Row",
        ondelete="cascade",
        domain="[('matrix_question_id', '=', question_id)]",
    )
    operator_choices = fields.Json(compute="_compute_operator_choices")
    operator = fields.Selection(OPERATORS, string="Comparison", required=True)
    answer_id = fields.Many2one(
        "survey.question.answer",
        string="Answer",
        ondelete="cascade",
        domain="[('question_id', '=', question_id)]",
    )
    number = fields.Float(digits=(16, 4))
    date = fields.Date()
    value_kind = fields.Selection(
        [("answer", "Answer"), ("number", "Number"), ("date", "Date")],
        compute="_compute_value_kind",
    )

    @api.depends("question_id")
    def _compute_operator_choices(self):
        for line in self:
            kind = survey_codes.definition_type(line.question_id)
            line.operator_choices = list(condition_lines.operators_for(kind))

    @api.depends("question_id", "operator")
    def _compute_value_kind(self):
        for line in self:
            kind = False
            if line.operator in condition_lines.CHOICE_OPERATORS:
                kind = "answer"
            elif line.operator in condition_lines.NUMBER_OPERATORS:
                kind = "date" if line.question_id.question_type == "date" else "number"
            line.value_kind = kind

    @api.onchange("question_id")
    def _onchange_question_id(self):
        kind = survey_codes.definition_type(self.question_id)
        choices = condition_lines.operators_for(kind) if self.question_id else [False]
        if self.operator not in choices:
            self.operator = choices[0]
        self.row_id = self.answer_id = False

    @api.model
    def _of(self, question, leaf):
        """Return the values of a line that says what the leaf says."""
        asked = question.survey_id.question_ids.filtered(
            lambda one: one.code == leaf["q"]
        )[:1]
        rows = asked.matrix_row_ids.filtered(lambda one: one.code == leaf.get("row"))
        values = {
            "question_id": asked.id,
            "row_id": rows[:1].id,
            "operator": leaf["op"],
        }
        value = leaf.get("value")
        if leaf["op"] in condition_lines.CHOICE_OPERATORS:
            answers = asked.suggested_answer_ids
            values["answer_id"] = answers.filtered(lambda one: one.code == value)[:1].id
        elif leaf["op"] in condition_lines.NUMBER_OPERATORS:
            values["date" if asked.question_type == "date" else "number"] = value
        return values

    def _is_whole(self):
        """Tell whether nothing is missing in the line."""
        self.ensure_one()
        if not self.question_id or not self.operator:
            return False
        if self.question_id.question_type == "matrix" and not self.row_id:
            return False
        if self.value_kind == "answer":
            return bool(self.answer_id)
        return self.value_kind != "date" or bool(self.date)

    def _leaf(self):
        self.ensure_one()
        leaf = {"q": self.question_id.code, "op": self.operator}
        if self.row_id:
            leaf["row"] = self.row_id.code
        if self.value_kind == "answer":
            leaf["value"] = self.answer_id.code
        elif self.value_kind == "date":
            leaf["value"] = self.date.isoformat()
        elif self.value_kind == "number":
            whole = float(self.number).is_integer()
            leaf["value"] = int(self.number) if whole else self.number
        return leaf

    def _checked_leaf(self):
        if not self._is_whole():
            raise UserError(
                self.env._(
                    "The comparison with “%(question)s” is not complete: choose what "
                    "it is compared with.",
                    question=self.question_id.title,
                )
            )
        return self._leaf()
