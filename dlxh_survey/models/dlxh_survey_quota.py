from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .dlxh_survey_intake import Limit


class DlxhSurveyQuota(models.Model):
    """How many answers of a kind a wave takes (chỉ tiêu mẫu, S13).

    Counted while answers come in, in the transaction that takes them, so the last
    place is given once. An empty question means every answer, or every answer of
    the stratum.
    """

    _name = "dlxh.survey.quota"
    _inherit = ["dlxh.scope.base"]
    _description = "Survey quota"
    _order = "wave_id, id"

    wave_id = fields.Many2one(
        "dlxh.survey.wave", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="wave_id.unit_id", store=True, index=True, string="Unit"
    )
    name = fields.Char(required=True)
    stratum_id = fields.Many2one("dlxh.survey.stratum", ondelete="restrict")
    question_code = fields.Char(help="Code of a question with one answer.")
    option_codes = fields.Char(help="Codes of the answers that count, with commas.")
    cap = fields.Integer("Wanted", required=True)
    n = fields.Integer("Answered", default=0, readonly=True, copy=False)
    refused_n = fields.Integer(
        "Turned away",
        default=0,
        readonly=True,
        copy=False,
        help="Came when it was full.",
    )
    is_full = fields.Boolean(compute="_compute_is_full")

    _cap_positive = models.Constraint("CHECK (cap > 0)", "Want at least one answer.")

    @api.depends("n", "cap")
    def _compute_is_full(self):
        for quota in self:
            quota.is_full = quota.n >= quota.cap

    @api.constrains("question_code", "option_codes", "wave_id")
    def _check_question(self):
        for quota in self.filtered("question_code"):
            quota._options()

    def _options(self):
        """The answers that count, as values of the frozen questionnaire's options."""
        self.ensure_one()
        definition = self.wave_id._fielded_definition()
        asked = {question["code"]: question for question in definition["questions"]}
        question = asked.get(self.question_code)
        if not question or question["type"] != "single":
            raise ValidationError(
                self.env._(
                    "Quota “%(quota)s”: the questionnaire has no question "
                    "“%(code)s” with one answer. Choose such a question.",
                    quota=self.name,
                    code=self.question_code,
                )
            )
        values = {option["code"]: option["value"] for option in question["options"]}
        wanted = [code.strip() for code in (self.option_codes or "").split(",")]
        unknown = [code for code in wanted if code not in values]
        if unknown:
            raise ValidationError(
                self.env._(
                    "Quota “%(quota)s”: question “%(code)s” has no answer "
                    "“%(option)s”. Its answers are %(known)s.",
                    quota=self.name,
                    code=self.question_code,
                    option=unknown[0],
                    known=", ".join(values),
                )
            )
        return {values[code] for code in wanted}

    def _limit(self, questionnaire):
        """The quota as the intake keeps it in memory."""
        self.ensure_one()
        if not self.question_code:
            return Limit(self.id, self.stratum_id.id, -1, frozenset())
        slot = questionnaire.by_code[self.question_code].slot
        return Limit(self.id, self.stratum_id.id, slot, frozenset(self._options()))
