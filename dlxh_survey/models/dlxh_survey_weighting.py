from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.dlxh_collaborator.models.approval_flow import in_flow, with_flow

from .. import weighting as calculation

#: what the weights follow from; a change makes them void
PLAN_FIELDS = frozenset(
    (
        "by_stratum",
        "is_trimmed",
        "margin_codes",
        "target_kind",
        "trim_high",
        "trim_low",
        "use_design",
    )
)
#: written when the weights are computed
STEP_FIELDS = frozenset(
    (
        "answer_n",
        "computed_on",
        "deff",
        "factor_keys",
        "factors",
        "highest",
        "lowest",
        "missing_counts",
        "n_eff",
        "state",
        "step_n",
        "trimmed",
        "worst",
    )
)
#: states of the wave in which weights are prepared
OPEN_STATES = ("fieldwork", "closed")


class DlxhSurveyWeighting(models.Model):
    """Weights of a wave: what the population is like, and factors that follow.

    Everybody who gave the same answers to the questions of the margins has the same
    factor, so nothing is kept about people. The wave names the weighting in force;
    once it is published, that stays.
    """

    _name = "dlxh.survey.weighting"
    _inherit = ["dlxh.survey.weighting.compute.mixin", "dlxh.scope.base"]
    _description = "Weighting of a Survey Wave"
    _order = "wave_id, id"

    wave_id = fields.Many2one(
        "dlxh.survey.wave", required=True, index=True, ondelete="cascade"
    )
    wave_state = fields.Selection(related="wave_id.state", string="Status of the wave")
    unit_id = fields.Many2one(
        related="wave_id.unit_id", store=True, index=True, string="Unit"
    )
    name = fields.Char(
        required=True, default=lambda self: self.env._("Weighted to the population")
    )
    state = fields.Selection(
        [("draft", "Not computed"), ("computed", "Computed")],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    target_kind = fields.Selection(
        [("percent", "Percentages"), ("people", "Numbers of people")],
        string="The population is given in",
        default="percent",
        required=True,
    )
    margin_codes = fields.Char(
        string="Questions",
        compute="_compute_margin_codes",
        store=True,
        readonly=False,
        precompute=True,
        help="Codes of questions with one answer to choose, with commas. Their answers"
        " are listed below, for the figures of the population.",
    )
    by_stratum = fields.Boolean(
        string="Strata too",
        help="The strata of the sample are a margin like the questions.",
    )
    use_design = fields.Boolean(
        string="Begin with the strata",
        help="Answers of a stratum first weigh as many people as it has for each"
        " answer: its population by its answers. Needed where strata were sampled in"
        " different proportions.",
    )
    is_trimmed = fields.Boolean(
        string="Keep weights within bounds",
        default=True,
        help="A few very large weights make all figures uncertain. Kept within"
        " bounds, the figures of the population are met a little less exactly.",
    )
    trim_low = fields.Float(string="Not below", default=0.2, digits=(6, 2))
    trim_high = fields.Float(string="Not above", default=5.0, digits=(6, 2))
    line_ids = fields.One2many(
        "dlxh.survey.weighting.line", "weighting_id", string="Population"
    )
    pasted = fields.Text(
        string="Copied figures",
        help="One line for each answer: the answer or its code, then a tab or a"
        " semicolon and the figure. A line with a question alone stands before its"
        " answers.",
    )
    choices_told = fields.Text(
        string="Questions to choose from", compute="_compute_choices_told"
    )
    is_in_force = fields.Boolean(string="In force", compute="_compute_is_in_force")
    is_stale = fields.Boolean(
        compute="_compute_is_in_force", export_string_translation=False
    )

    _trim_bounds = models.Constraint(
        "CHECK (NOT is_trimmed OR"
        " (trim_low > 0 AND trim_low < 1 AND trim_high > 1 AND trim_high <= 100))",
        "Weights lie around 1: the lower bound is between 0 and 1, the upper one"
        " between 1 and 100.",
    )

    # ------------------------------------------------------------------
    # What can be chosen
    # ------------------------------------------------------------------

    def _asked(self):
        """Return {code: question} of the questions that may be margins."""
        self.ensure_one()
        # sudo: the words of the questionnaire, of a wave whose weighting this is
        wave = self.sudo().wave_id
        definition = wave._fielded_definition() if wave.survey_id else {}
        return {
            one["code"]: one
            for one in definition.get("questions", ())
            if one["type"] == "single"
        }

    @api.depends("wave_id")
    def _compute_margin_codes(self):
        """Propose the questions about the person."""
        for weighting in self:
            asked = weighting._asked() if weighting.wave_id else {}
            weighting.margin_codes = ", ".join(
                code for code, question in asked.items() if question["demographic"]
            )

    @api.depends("wave_id")
    @api.depends_context("lang")
    def _compute_choices_told(self):
        for weighting in self:
            asked = weighting._asked() if weighting.wave_id else {}
            weighting.choices_told = "\n".join(
                f"{code}: {weighting._title_of(question)}"
                for code, question in asked.items()
            )

    @api.depends("wave_id.weighting_id", "answer_n")
    def _compute_is_in_force(self):
        # sudo: which weighting is in force, of a weighting that may be read
        in_force = self.sudo().wave_id.weighting_id
        counts = self.env["dlxh.survey.aggregate"]._numbers(self.wave_id.ids)
        for weighting in self:
            answers = counts.get(weighting.wave_id.id, 0)
            weighting.is_in_force = weighting._origin in in_force
            # after the publication answers are destroyed, and none come in
            weighting.is_stale = (
                weighting.state == "computed"
                and weighting.wave_state in OPEN_STATES
                and weighting.answer_n != answers
            )

    def _codes(self):
        """Return the codes of the margins as they were typed."""
        self.ensure_one()
        codes = (code.strip() for code in (self.margin_codes or "").split(","))
        return list(filter(None, codes))

    @api.constrains("wave_id", "margin_codes")
    def _check_codes(self):
        for weighting in self:
            asked, codes = weighting._asked(), weighting._codes()
            for place, code in enumerate(codes):
                if code in codes[:place]:
                    raise ValidationError(
                        self.env._(
                            "The question “%(code)s” is named twice. Name each once.",
                            code=code,
                        )
                    )
                if code not in asked:
                    raise ValidationError(
                        self.env._(
                            "The questionnaire has no question “%(code)s” with one "
                            "answer to choose. Choose from: %(known)s.",
                            code=code,
                            known=", ".join(asked) or "–",
                        )
                    )

    # ------------------------------------------------------------------
    # Guarded writes
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_steps(vals)
        # nor may defaults of the user take their place
        context = {
            key: value
            for key, value in self.env.context.items()
            if key.removeprefix("default_") not in STEP_FIELDS
        }
        clean = self.with_env(self.env(context=context))
        weightings = super(DlxhSurveyWeighting, clean).create(vals_list)
        weightings._check_open()
        weightings._list_answers()
        return weightings

    def write(self, vals):
        if in_flow(self.env):
            return super().write(vals)
        self._refuse_steps(vals)
        if "wave_id" in vals and any(w.wave_id.id != vals["wave_id"] for w in self):
            raise UserError(
                self.env._("A weighting stays with its wave. Make a new one there.")
            )
        self._check_open()
        if PLAN_FIELDS & vals.keys():
            self._refuse_in_force()
        result = super().write(vals)
        if PLAN_FIELDS & vals.keys():
            self._forget()
            self._list_answers(anew="target_kind" in vals)
        return result

    def _refuse_steps(self, vals):
        if STEP_FIELDS & vals.keys():
            raise UserError(
                self.env._("Weights are computed by the button; they are not typed in.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        self._check_open()
        self._refuse_in_force()

    def _check_open(self):
        """Refuse where the results are published, or nothing was asked yet."""
        for weighting in self:
            # sudo: the state of the wave only
            wave = weighting.sudo().wave_id
            if wave.state not in OPEN_STATES:
                raise UserError(
                    self.env._(
                        "Weights of “%(wave)s” are made once it is in the field, and "
                        "stay as they are once its results are published.",
                        wave=wave.display_name,
                    )
                )

    def _refuse_in_force(self):
        for weighting in self:
            if weighting.is_in_force:
                raise UserError(
                    self.env._(
                        "“%(name)s” is in force for the results. Put it out of force "
                        "first, or make another one.",
                        name=weighting.name,
                    )
                )

    def _forget(self):
        """What was computed holds no longer."""
        # sudo: the factors are nobody's to write; the weighting was just written
        with_flow(self).sudo().write({"state": "draft", "factors": False})

    # ------------------------------------------------------------------
    # Lines
    # ------------------------------------------------------------------

    def _list_answers(self, anew=False):
        """Have a line for each answer of the margins; keep figures that were typed.

        :param anew: figures of the strata are filled in again
        """
        # sudo: the lines come with the weighting, which was just written, and are
        # nobody's to make or delete
        lines = with_flow(self.env["dlxh.survey.weighting.line"].sudo())
        for weighting in self:
            wanted = weighting._wanted_lines()
            kept = {line._key(): line for line in lines.browse(weighting.line_ids.ids)}
            for key in kept.keys() - wanted.keys():
                kept[key].unlink()
            missing = []
            for sequence, (key, target) in enumerate(wanted.items()):
                if key in kept:
                    again = {"target": target} if anew and target is not None else {}
                    kept[key].write({"sequence": sequence, **again})
                    continue
                code, option, stratum = key
                missing.append(
                    {
                        "weighting_id": weighting.id,
                        "sequence": sequence,
                        "question_code": code,
                        "option_code": option,
                        "stratum_id": stratum,
                        "target": target or 0,
                    }
                )
            lines.create(missing)
        self.invalidate_recordset(["line_ids"])

    def _wanted_lines(self):
        """Return {key of a line: figure to begin with or None}, in order."""
        self.ensure_one()
        found = {}
        if self.by_stratum:
            # sudo: sizes of the strata of the wave
            strata = self.sudo().wave_id.stratum_ids
            whole = sum(strata.mapped("population_n"))
            scale = 100 / whole if self.target_kind == "percent" and whole else 1
            for one in strata:
                found[False, False, one.id] = one.population_n * scale
        asked = self._asked()
        for code in self._codes():
            for option in asked[code]["options"]:
                found[code, option["code"], False] = None
        return found

    def action_list_answers(self):
        """List the answers of the questions; saving the form does it."""
        self.check_access("write")
        return True

    def action_paste(self):
        """Take over the figures that were pasted, all or none."""
        for weighting in self:
            weighting.check_access("write")
            places = [line._place() for line in weighting.line_ids]
            people = weighting.target_kind == "people"
            try:
                found = calculation.read_pasted(weighting.pasted or "", places, people)
            except calculation.WeightingError as error:
                raise UserError(weighting._error_sentence(error)) from error
            if not found:
                raise UserError(self.env._("Paste the figures first."))
            for line in weighting.line_ids:
                if line.id in found:
                    line.target = found[line.id]
            weighting.pasted = False
        return True
