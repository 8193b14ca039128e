from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.dlxh_collaborator.models.approval_flow import in_flow, with_flow

from . import survey_codes
from .survey_survey import OPINION


class SurveyQuestionAnswer(models.Model):
    """Answers to choose from, and rows of a matrix: a stable code and a number.

    The number (`code_value`) is what the store of responses keeps; it is given once
    and never to another answer of the question, in later versions neither. Odoo
    calls the label `value`.
    """

    _inherit = "survey.question.answer"

    code = fields.Char(
        help="Stable name of the answer in exports and trends. Given by itself."
    )
    code_value = fields.Integer(
        string="Number",
        readonly=True,
        aggregator=False,
        help="Number that stands for the answer in data files; never given twice.",
    )
    is_exclusive = fields.Boolean(
        string="Excludes the others",
        help="Choosing it, such as “None of these”, takes back all other choices.",
    )
    is_other = fields.Boolean(
        string="Other: text",
        help="Whoever chooses it may write what else; the text is kept apart.",
    )
    dlxh_survey_id = fields.Many2one(
        "survey.survey",
        string="Questionnaire",
        compute="_compute_dlxh_survey_id",
        store=True,
        index="btree_not_null",
        ondelete="cascade",
    )

    _dlxh_code_unique = models.UniqueIndex(
        "(question_id, lower(code)) WHERE code IS NOT NULL AND question_id IS NOT NULL",
        "Another answer to the question already has this code.",
    )
    _dlxh_value_unique = models.UniqueIndex(
        "(question_id, code_value) WHERE code_value > 0 AND question_id IS NOT NULL",
        "Another answer to the question already has this number.",
    )
    _dlxh_row_unique = models.UniqueIndex(
        "(matrix_question_id, lower(code))"
        " WHERE code IS NOT NULL AND matrix_question_id IS NOT NULL",
        "Another row of the question already has this code.",
    )

    @api.depends("question_id.survey_id", "matrix_question_id.survey_id")
    def _compute_dlxh_survey_id(self):
        for answer in self:
            question = answer.question_id or answer.matrix_question_id
            answer.dlxh_survey_id = question.survey_id

    @api.depends_context("uid", "dlxh_answer_alone")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        if self.env.context.get("dlxh_answer_alone"):  # its question stands beside it
            for answer in self._dlxh_of_opinion():
                answer.display_name = answer.value_label
        survey_codes.hide_private_names(self._dlxh_of_opinion())
        return result

    @api.constrains("code")
    def _check_code(self):
        for answer in self:
            if answer.code and not survey_codes.OPTION_CODE.fullmatch(answer.code):
                raise ValidationError(
                    self.env._(
                        "“%(code)s” cannot be the code of an answer. Use letters "
                        "without accents, digits or underscores, 32 at most.",
                        code=answer.code,
                    )
                )

    @api.constrains("code_value")
    def _check_code_value(self):
        for answer in self:
            if not 0 <= answer.code_value <= survey_codes.LARGEST_VALUE:
                raise ValidationError(
                    self.env._(
                        "The number of “%(answer)s” lies between 1 and %(most)s.",
                        answer=answer.value,
                        most=survey_codes.LARGEST_VALUE,
                    )
                )

    def _dlxh_question(self):
        self.ensure_one()
        return self.question_id or self.matrix_question_id

    def _dlxh_of_opinion(self):
        # sudo: the type of the survey that the answer stands in
        return self.filtered(
            lambda one: one.sudo()._dlxh_question().survey_id.survey_type == OPINION
        )

    # ------------------------------------------------------------------
    # Guarded writes
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        answers = super().create(vals_list)
        ours = answers._dlxh_of_opinion()
        ours.dlxh_survey_id._dlxh_refuse_locked()
        ours._dlxh_give_codes()
        return answers

    def write(self, vals):
        ours = self._dlxh_of_opinion()
        moving = {"question_id", "matrix_question_id"} & vals.keys()
        if moving:
            self._dlxh_refuse_moving(vals, moving)
        if ours and not in_flow(self.env):
            ours.dlxh_survey_id._dlxh_refuse_locked()
            given = vals.get("code_value")
            if given is not None and any(one.code_value != given for one in ours):
                raise UserError(
                    self.env._(
                        "The number of an answer stays, so that waves can be compared. "
                        "Change its code or its words instead."
                    )
                )
        if ours and "code" in vals:
            ours._dlxh_rename(vals["code"])
        result = super().write(vals)
        if ours and "code" in vals:
            ours._dlxh_give_codes()
        return result

    def _update_field_translations(self, field_name, translations, *args, **kwargs):
        # translations do not pass through write()
        self._dlxh_of_opinion().dlxh_survey_id._dlxh_refuse_locked()
        return super()._update_field_translations(
            field_name, translations, *args, **kwargs
        )

    def unlink(self):
        ours = self._dlxh_of_opinion()
        ours.dlxh_survey_id._dlxh_refuse_locked()
        ours._dlxh_refuse_unlink_asked()
        return super().unlink()

    def copy(self, default=None):
        return super().copy({"code": False, "code_value": 0, **(default or {})})

    def _dlxh_refuse_moving(self, vals, names):
        """An answer stays with its question: the rules looked at that one."""
        for name in names:
            target = vals[name] or False
            if all(answer[name].id == target for answer in self):
                continue
            # sudo: only the type of the survey it is to move to
            question = self.env["survey.question"].sudo().browse(target or [])
            opinion = question.survey_id.survey_type == OPINION
            if opinion or self._dlxh_of_opinion():
                raise UserError(
                    self.env._("An answer stays with its question. Write a new one.")
                )

    # ------------------------------------------------------------------
    # Codes
    # ------------------------------------------------------------------

    def _dlxh_give_codes(self):
        """Give each answer its number, and answers and rows without one a code."""
        for question, answers in (
            self.filtered("question_id").grouped("question_id").items()
        ):
            following = max(
                question.dlxh_next_value, max(answers.mapped("code_value")) + 1
            )
            taken = {
                one.code.lower() for one in question.suggested_answer_ids if one.code
            }
            for answer in with_flow(answers):
                if not answer.code_value:
                    answer.code_value = following
                    following += 1
                if not answer.code:
                    answer.code = answer._dlxh_free_code(str(answer.code_value), taken)
                    taken.add(answer.code.lower())
            question._dlxh_count_on("dlxh_next_value", following)
        rows = self.filtered("matrix_question_id")
        for question, answers in rows.grouped("matrix_question_id").items():
            used = [survey_codes.numbered("r", row.code) for row in answers]
            following = max(question.dlxh_next_row, max(used) + 1)
            taken = {one.code.lower() for one in question.matrix_row_ids if one.code}
            for row in with_flow(answers):
                if not row.code:
                    row.code = row._dlxh_free_code(f"r{following}", taken)
                    taken.add(row.code.lower())
                    following += 1
            question._dlxh_count_on("dlxh_next_row", following)

    @api.model
    def _dlxh_free_code(self, code, taken):
        return code if code.lower() not in taken else f"{code}_{len(taken) + 1}"

    def _dlxh_rename(self, code):
        """Let the conditions that look at the answer follow its new code."""
        for answer in self.filtered("code"):
            question = answer._dlxh_question()
            key = (question.code, answer.code)
            maps = {"rows" if answer.matrix_question_id else "values": {key: code}}
            if code:
                question.survey_id._dlxh_remap_conditions(**maps)

    def _dlxh_refuse_unlink_asked(self):
        for answer in self.filtered("code"):
            question = answer._dlxh_question()
            kind = "row" if answer.matrix_question_id else "value"
            question.survey_id._dlxh_refuse_asked_about(
                answer.value, question.code, **{kind: answer.code}
            )
