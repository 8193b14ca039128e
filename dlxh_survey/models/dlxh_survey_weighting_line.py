from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.dlxh_collaborator.models.approval_flow import in_flow

from .. import weighting as calculation
from ..questionnaire import in_language

#: typed by the officer; all else comes with the weighting
TYPED_FIELDS = frozenset(("target", "together"))


class DlxhSurveyWeightingLine(models.Model):
    """An answer, or a stratum, and how many of the population it stands for."""

    _name = "dlxh.survey.weighting.line"
    _inherit = ["dlxh.scope.base"]
    _description = "Population of a Weighting"
    _order = "weighting_id, sequence, id"
    _rec_name = "option_code"

    weighting_id = fields.Many2one(
        "dlxh.survey.weighting", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="weighting_id.unit_id", store=True, index=True, string="Unit"
    )
    sequence = fields.Integer()
    question_code = fields.Char(string="Code")
    option_code = fields.Char(string="Code of the answer")
    stratum_id = fields.Many2one("dlxh.survey.stratum", ondelete="cascade")
    question = fields.Char(compute="_compute_words")
    label = fields.Char(string="Answer", compute="_compute_words")
    target = fields.Float(
        string="Figure of the population",
        digits=(16, 2),
        help="People of the population who would answer so, or their percentage.",
    )
    together = fields.Char(
        size=3,
        help="Answers of a question with the same letter are weighted as one. Use it"
        " where few people gave them.",
    )
    answer_n = fields.Integer(string="Answers", readonly=True)
    before = fields.Float(string="% before", digits=(16, 2), readonly=True)
    wanted = fields.Float(string="% wanted", digits=(16, 2), readonly=True)
    reached = fields.Float(string="% reached", digits=(16, 2), readonly=True)

    _line_once = models.UniqueIndex(
        "(weighting_id, COALESCE(question_code, ''), COALESCE(option_code, ''),"
        " COALESCE(stratum_id, 0))",
        "The answer is already in the list.",
    )
    _target_positive = models.Constraint(
        "CHECK (target >= 0)", "The population cannot be below zero."
    )

    @api.depends("question_code", "option_code", "stratum_id")
    @api.depends_context("lang")
    def _compute_words(self):
        asked = {one: one._asked() for one in self.weighting_id}
        for line in self:
            question = asked.get(line.weighting_id, {}).get(line.question_code)
            if not question:
                line.question = self.env._("Stratum")
                # sudo: the name of a stratum, on a line that may be read
                line.label = line.sudo().stratum_id.name
                continue
            lang = self.env.lang
            line.question = in_language(question["title"], lang)
            line.label = next(
                (
                    in_language(option["label"], lang)
                    for option in question["options"]
                    if option["code"] == line.option_code
                ),
                line.option_code,
            )

    def _key(self):
        """Return what tells a line of a weighting from the others."""
        self.ensure_one()
        return self.question_code, self.option_code, self.stratum_id.id

    def _place(self):
        """Return what the line may be called where figures are pasted."""
        self.ensure_one()
        plain = calculation.plain
        return calculation.Place(
            key=self.id,
            questions=frozenset((plain(self.question_code), plain(self.question))),
            answers=frozenset((plain(self.option_code), plain(self.label))) - {""},
        )

    def _margin(self, question):
        """Return (margin, lines of each category) of the lines of one margin.

        :param question: of the definition, None for the strata
        """
        values = {
            option["code"]: option["value"]
            for option in (question["options"] if question else ())
        }
        groups = {}
        for line in self:
            mark = (line.together or "").strip().casefold()
            groups.setdefault(mark or line.id, []).append(line)
        variable = question["code"] if question else calculation.STRATUM
        categories = tuple(
            calculation.Category(
                values=frozenset(
                    values[line.option_code] if question else line.stratum_id.id
                    for line in lines
                ),
                target=sum(line.target for line in lines),
            )
            for lines in groups.values()
        )
        lines = [self.browse([line.id for line in group]) for group in groups.values()]
        return calculation.Margin(variable, categories), lines

    # ------------------------------------------------------------------
    # Guarded writes
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_by_hand()
        return super().create(vals_list)

    def write(self, vals):
        if in_flow(self.env):
            return super().write(vals)
        if not TYPED_FIELDS.issuperset(vals):
            self._refuse_by_hand()
        weightings = self.weighting_id
        weightings._check_open()
        weightings._refuse_in_force()
        result = super().write(vals)
        weightings._forget()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_weighting(self):
        self._refuse_by_hand()

    def _refuse_by_hand(self):
        if not in_flow(self.env):
            raise UserError(
                self.env._(
                    "The lines follow from the questions of the weighting. Name the "
                    "questions there, and type the figures of the population here."
                )
            )
