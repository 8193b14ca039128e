import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from .. import condition_lines


class DlxhSurveyCondition(models.TransientModel):
    """When a question is asked, as lines that all or any of must hold.

    What does not fit in lines (brackets, “not”) is written as a tree.
    """

    _name = "dlxh.survey.condition"
    _description = "Condition of a Question"

    question_id = fields.Many2one("survey.question", required=True, ondelete="cascade")
    earlier_ids = fields.Many2many(
        "survey.question",
        "dlxh_survey_condition_earlier_rel",
        compute="_compute_earlier_ids",
        export_string_translation=False,
    )
    mode = fields.Selection(
        [("and", "all of these hold"), ("or", "one of these holds")],
        string="Asked if",
        required=True,
        default="and",
    )
    line_ids = fields.One2many(
        "dlxh.survey.condition.line", "condition_id", string="Comparisons"
    )
    is_tree = fields.Boolean(
        string="Write it as a tree",
        help="For brackets and “not”; with the codes of questions and answers.",
    )
    tree_text = fields.Text(string="Tree")

    @api.depends("question_id")
    def _compute_earlier_ids(self):
        for wizard in self:
            wizard.earlier_ids = wizard.question_id._dlxh_earlier()

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        question = self.env["survey.question"].browse(values.get("question_id") or [])
        if not question:
            return values
        question.check_access("read")
        tree = question.dlxh_condition
        lines = condition_lines.lines_of(tree)
        values["tree_text"] = json.dumps(tree, indent=2) if tree else ""
        values["is_tree"] = lines is None
        if lines:
            mode, leaves = lines
            values["mode"] = mode
            values["line_ids"] = [
                Command.create(
                    self.env["dlxh.survey.condition.line"]._of(question, one)
                )
                for one in leaves
            ]
        return values

    @api.onchange("is_tree")
    def _onchange_is_tree(self):
        """Show what the lines say as a tree; a tree that fits goes into lines."""
        if self.is_tree and not (self.tree_text or "").strip() and self.line_ids:
            tree = condition_lines.tree_of(
                self.mode, [line._leaf() for line in self.line_ids if line._is_whole()]
            )
            self.tree_text = json.dumps(tree, indent=2) if tree else ""

    def action_save(self):
        """Write the condition to the question."""
        self.ensure_one()
        self.question_id.check_access("write")
        tree = self._tree()
        self.question_id._dlxh_check_condition(tree)
        self.question_id.dlxh_condition = tree
        return {"type": "ir.actions.act_window_close"}

    def action_clear(self):
        """Ask the question always."""
        self.ensure_one()
        self.question_id.check_access("write")
        self.question_id.dlxh_condition = False
        return {"type": "ir.actions.act_window_close"}

    def _tree(self):
        if not self.is_tree:
            return condition_lines.tree_of(
                self.mode, [line._checked_leaf() for line in self.line_ids]
            )
        text = (self.tree_text or "").strip()
        if not text:
            return None
        try:
            return json.loads(text)
        except ValueError as error:
            raise UserError(
                self.env._(
                    "The tree cannot be read near line %(line)s, column %(column)s. "
                    "Check brackets, commas and quotation marks.",
                    line=error.lineno,
                    column=error.colno,
                )
            ) from error
