from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from .. import condition_lines
from .survey_survey import OPINION


class SurveyQuestion(models.Model):
    """When a question is asked: a condition over answers to earlier questions."""

    _inherit = "survey.question"

    dlxh_condition = fields.Json(string="Condition")
    dlxh_condition_text = fields.Char(
        string="Only asked if", compute="_compute_dlxh_condition_text"
    )

    @api.constrains("dlxh_condition")
    def _check_dlxh_condition(self):
        for question in self.filtered("dlxh_condition"):
            if question.survey_id.survey_type != OPINION:
                raise ValidationError(
                    self.env._("Only questions of opinion surveys have conditions.")
                )
            if found := condition_lines.shape_problem(question.dlxh_condition):
                raise ValidationError(
                    self.env._(
                        "The condition of “%(question)s” cannot be read: %(what)s. "
                        "Open it and choose question, comparison and answer anew.",
                        question=question.title,
                        what=": ".join(found),
                    )
                )

    @api.depends("dlxh_condition", "survey_id.question_and_page_ids.title")
    @api.depends_context("lang")
    def _compute_dlxh_condition_text(self):
        for question in self:
            tree = question.dlxh_condition
            siblings = question.survey_id.question_and_page_ids
            by_code = {one.code: one for one in siblings if tree and one.code}
            question.dlxh_condition_text = self._dlxh_told(tree, by_code)

    @api.model
    def _dlxh_told(self, tree, by_code, inside=False):
        """Return the condition in words."""
        if not tree:
            return False
        if "op" in tree:
            return self._dlxh_leaf_told(tree, by_code)
        if "not" in tree:
            inner = self._dlxh_told(tree["not"], by_code)
            return self.env._("not (%(condition)s)", condition=inner)
        mode = "and" if "and" in tree else "or"
        word = self.env._(" and ") if mode == "and" else self.env._(" or ")
        told = [self._dlxh_told(part, by_code, True) for part in tree[mode]]
        return f"({word.join(told)})" if inside else word.join(told)

    @api.model
    def _dlxh_leaf_told(self, leaf, by_code):
        question = by_code.get(leaf["q"], self.browse())
        name = f"{leaf['q']}. {question.title or '?'}"
        if leaf.get("row"):
            rows = question.matrix_row_ids
            row = rows.filtered(lambda one: one.code == leaf["row"])
            name = f"{name} – {row.value or leaf['row']}"
        value = leaf.get("value")
        if leaf["op"] in condition_lines.CHOICE_OPERATORS:
            options = question.suggested_answer_ids
            value = options.filtered(lambda one: one.code == value).value or value
        elif question.question_type == "date" and value:
            value = format_date(self.env, value)
        values = {"question": name, "value": value}
        operator = leaf["op"]
        if operator == "answered":
            return self.env._("“%(question)s” was answered", **values)
        if operator == "unanswered":
            return self.env._("“%(question)s” was not answered", **values)
        if operator in ("is", "="):
            return self.env._("“%(question)s” is “%(value)s”", **values)
        if operator in ("is_not", "!="):
            return self.env._("“%(question)s” is not “%(value)s”", **values)
        if operator == "has":
            return self.env._("“%(question)s” includes “%(value)s”", **values)
        if operator == "has_not":
            return self.env._("“%(question)s” does not include “%(value)s”", **values)
        return f"“{name}” {operator} {value}"

    def action_open_condition(self):
        """Open the condition in lines, or as a tree where it does not fit."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Only asked if"),
            "res_model": "dlxh.survey.condition",
            "view_mode": "form",
            "target": "new",
            "context": {"default_question_id": self.id},
        }

    def _dlxh_earlier(self):
        """Return the questions of the questionnaire that come before this one."""
        self.ensure_one()
        ordered = self.survey_id.question_and_page_ids.sorted(
            lambda one: (one.sequence, one._origin.id or one.id)
        )
        earlier = self.browse()
        for question in ordered:
            if question == self:
                return earlier
            if not question.is_page:
                earlier += question
        return earlier

    def _dlxh_set_condition_of(self, question, names):
        """Take over the condition of a question of a block, with the codes here."""
        self.dlxh_condition = condition_lines.remapped(
            question.dlxh_condition, questions=names
        )

    def _dlxh_check_condition(self, tree):
        """Refuse a tree that cannot be read, or looks at what does not come before."""
        self.ensure_one()
        if not tree:
            return
        if found := condition_lines.shape_problem(tree):
            raise UserError(
                self.env._(
                    "The condition cannot be read: %(what)s.", what=": ".join(found)
                )
            )
        earlier = set(self._dlxh_earlier().mapped("code"))
        unknown = sorted(condition_lines.questions_in(tree) - earlier)
        if unknown:
            raise UserError(
                self.env._(
                    "Only questions before this one have an answer then. Not among "
                    "them: %(codes)s.",
                    codes=", ".join(unknown),
                )
            )
