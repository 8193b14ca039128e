from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.dlxh_collaborator.models.approval_flow import in_flow, with_flow

from . import survey_codes
from .survey_survey import CHAIR, OPINION

COUNTERS = frozenset(("dlxh_next_value", "dlxh_next_row"))


class SurveyQuestion(models.Model):
    """Questions and pages of opinion surveys: a stable code that trends join on.

    The code stays with the question whatever its wording, position or type; a
    number once given is never given to another question of the questionnaire or of
    a later version of it.
    """

    _inherit = "survey.question"

    code = fields.Char(
        help="Stable name of the question in exports and trends, such as q12. "
        "Letters, digits and underscores; given by itself when left empty.",
    )
    question_type = fields.Selection(
        selection_add=[("ranking", "Ranking")],
        ondelete={"ranking": "set multiple_choice"},
    )
    is_demographic = fields.Boolean(
        string="About the respondent",
        help="Age band, education and the like: at most six, always in bands.",
    )
    decimals = fields.Integer(string="Decimal places", aggregator=False)
    dlxh_is_opinion = fields.Boolean(
        compute="_compute_dlxh_is_opinion", export_string_translation=False
    )
    dlxh_types = fields.Json(
        compute="_compute_dlxh_is_opinion", export_string_translation=False
    )
    dlxh_next_value = fields.Integer(
        readonly=True, default=1, export_string_translation=False
    )
    dlxh_next_row = fields.Integer(
        readonly=True, default=1, export_string_translation=False
    )

    _dlxh_code_unique = models.UniqueIndex(
        "(survey_id, lower(code)) WHERE code IS NOT NULL",
        "Another question of the questionnaire already has this code.",
    )
    _dlxh_decimals_range = models.Constraint(
        "CHECK(decimals IS NULL OR decimals BETWEEN 0 AND 4)",
        "A number has between 0 and 4 decimal places.",
    )

    @api.depends("survey_id.survey_type")
    def _compute_dlxh_is_opinion(self):
        for question in self:
            # sudo: the type of the survey that the question stands in
            survey = question.survey_id.sudo()
            question.dlxh_is_opinion = survey.survey_type == OPINION
            question.dlxh_types = list(survey_codes.TYPES)

    @api.depends_context("uid")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        survey_codes.hide_private_names(self.filtered("dlxh_is_opinion"))
        return result

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Offer rankings to those who open opinion surveys, and name the scale for
        them: Odoo's Vietnamese has the scales that weigh."""
        found = super().fields_get(allfields, attributes)
        kinds = found.get("question_type", {}).get("selection")
        if kinds:
            chairs = ("officer", "leader", "clerk", "administrator", "inspector")
            ours = any(self.env.user.has_group(CHAIR % one) for one in chairs)
            found["question_type"]["selection"] = [
                (kind, self.env._("Scale") if ours and kind == "scale" else label)
                for kind, label in kinds
                if ours or kind != "ranking"
            ]
        return found

    # ------------------------------------------------------------------
    # What a question may be
    # ------------------------------------------------------------------

    @api.constrains("code")
    def _check_code(self):
        for question in self:
            code = question.code
            if code and not survey_codes.QUESTION_CODE.fullmatch(code):
                raise ValidationError(
                    self.env._(
                        "“%(code)s” cannot be a code. Begin with a letter, go on with "
                        "letters without accents, digits or underscores, 32 at most.",
                        code=code,
                    )
                )

    @api.constrains(
        "question_type",
        "survey_id",
        "triggering_answer_ids",
        "save_as_email",
        "save_as_nickname",
        "validation_email",
        "comments_allowed",
        "is_time_limited",
    )
    def _check_opinion_question(self):
        for question in self.filtered(lambda one: not one.is_page):
            ours = question.dlxh_is_opinion
            if ours and (reason := question._dlxh_refused()):
                raise ValidationError(
                    self.env._(
                        "“%(question)s” cannot be asked so: %(reason)s.",
                        question=question.title,
                        reason=reason,
                    )
                )
            if not ours and question.question_type == "ranking":
                raise ValidationError(
                    self.env._("Rankings are asked in opinion surveys only.")
                )

    def _dlxh_refused(self):
        """Return why an opinion survey does not ask the question so, or False."""
        if self.question_type not in survey_codes.TYPES:
            return self.env._("opinion surveys do not ask for a time")
        if self.triggering_answer_ids:
            return self.env._("use the condition of opinion surveys")
        if self.save_as_email or self.save_as_nickname or self.validation_email:
            return self.env._("nothing may tell who answers")
        if self.comments_allowed:
            return self.env._("mark an answer as “Other” instead of a comment")
        if self.is_time_limited:
            return self.env._("answering has no time limit")
        return False

    # ------------------------------------------------------------------
    # Guarded writes
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        questions = super().create(vals_list)
        ours = questions.filtered("dlxh_is_opinion")
        ours.survey_id._dlxh_refuse_locked()
        ours._dlxh_give_codes()
        return questions

    def write(self, vals):
        ours = self.filtered("dlxh_is_opinion")
        if ours or "survey_id" in vals:
            self._dlxh_refuse_moving(vals)
        if ours and not in_flow(self.env):
            if COUNTERS & vals.keys():
                raise UserError(
                    self.env._("The values of answers are given by itself.")
                )
            if vals.keys() - {"dlxh_is_opinion"}:
                ours.survey_id._dlxh_refuse_locked()
        if ours and "code" in vals:
            ours._dlxh_rename(vals["code"])
        result = super().write(vals)
        if ours and "code" in vals:
            ours._dlxh_give_codes()
        return result

    def _update_field_translations(self, field_name, translations, *args, **kwargs):
        # translations do not pass through write()
        self.filtered("dlxh_is_opinion").survey_id._dlxh_refuse_locked()
        return super()._update_field_translations(
            field_name, translations, *args, **kwargs
        )

    def unlink(self):
        ours = self.filtered("dlxh_is_opinion")
        ours.survey_id._dlxh_refuse_locked()
        ours._dlxh_refuse_unlink_asked()
        return super().unlink()

    def copy(self, default=None):
        """A copy of a single question gets a code of its own."""
        return super().copy({"code": False, **(default or {})})

    def _dlxh_refuse_moving(self, vals):
        """A question stays in its survey: the rules looked at that one."""
        target = vals.get("survey_id")
        if "survey_id" not in vals or all(one.survey_id.id == target for one in self):
            return
        # sudo: only the type of the survey that the question is to move to
        survey = self.env["survey.survey"].sudo().browse(target or [])
        if survey.survey_type == OPINION or any(self.mapped("dlxh_is_opinion")):
            raise UserError(
                self.env._(
                    "A question stays in its questionnaire. Put the block that it "
                    "stands in into the other one, or write it there."
                )
            )

    # ------------------------------------------------------------------
    # Codes
    # ------------------------------------------------------------------

    def _dlxh_give_codes(self):
        """Give each question and page without a code the next one."""
        for survey, questions in self.grouped("survey_id").items():
            used = [question.code for question in questions if question.code]
            for prefix, counter in (
                ("q", "dlxh_next_question"),
                ("p", "dlxh_next_page"),
            ):
                last = max((survey_codes.numbered(prefix, c) for c in used), default=0)
                following = max(survey[counter], last + 1)
                for question in questions:
                    if not question.code and question.is_page == (prefix == "p"):
                        following = survey._dlxh_free_number(prefix, following)
                        with_flow(question).code = f"{prefix}{following}"
                        following += 1
                if following != survey[counter]:
                    # sudo: a counter of a questionnaire that was just written
                    with_flow(survey.sudo())[counter] = following

    def _dlxh_count_on(self, counter, following):
        self.ensure_one()
        if following > self[counter]:
            # sudo: a counter of a question that was just written
            with_flow(self.sudo())[counter] = following

    def _dlxh_rename(self, code):
        """Let the conditions of later questions follow the new code."""
        for question in self.filtered("code"):
            if code and code != question.code:
                question.survey_id._dlxh_remap_conditions(
                    questions={question.code: code}
                )

    def _dlxh_refuse_unlink_asked(self):
        going = set(self.ids)
        for question in self.filtered(lambda one: one.code and not one.is_page):
            question.survey_id._dlxh_refuse_asked_about(
                question.title, question.code, besides=going
            )
