from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow

from .. import statistics
from .. import weighting as calculation
from ..questionnaire import NO_ANSWER


class DlxhSurveyWeightingComputeMixin(models.AbstractModel):
    """Weights computed on joint counts, and the report of how they came out."""

    _name = "dlxh.survey.weighting.compute.mixin"
    _inherit = ["dlxh.survey.weighting.text.mixin"]
    _description = "Computing the Weights of a Survey Wave"

    # by kind of answers, however few gave them: nobody's to read
    factors = fields.Json(
        readonly=True,
        copy=False,
        prefetch=False,
        groups=fields.NO_ACCESS,
        export_string_translation=False,
    )
    factor_keys = fields.Json(
        readonly=True,
        copy=False,
        groups=fields.NO_ACCESS,
        export_string_translation=False,
    )
    computed_on = fields.Datetime(string="Computed on", readonly=True, copy=False)
    answer_n = fields.Integer(string="Answers weighted", readonly=True, copy=False)
    step_n = fields.Integer(string="Steps", readonly=True, copy=False)
    worst = fields.Float(
        string="Farthest from the population",
        digits=(16, 3),
        readonly=True,
        copy=False,
        help="In percentage points.",
    )
    trimmed = fields.Float(
        string="Answers held at a bound (%)", digits=(16, 1), readonly=True, copy=False
    )
    lowest = fields.Float(
        string="Smallest weight", digits=(16, 2), readonly=True, copy=False
    )
    highest = fields.Float(
        string="Largest weight", digits=(16, 2), readonly=True, copy=False
    )
    deff = fields.Float(
        string="Design effect of the weights",
        digits=(16, 2),
        readonly=True,
        copy=False,
        help="By how much unequal weights multiply the variance (Kish).",
    )
    n_eff = fields.Integer(
        string="Effective answers",
        readonly=True,
        copy=False,
        help="So many answers with equal weights would tell as much.",
    )
    missing_counts = fields.Json(
        readonly=True, copy=False, export_string_translation=False
    )
    missing_told = fields.Text(
        string="Without an answer", compute="_compute_missing_told"
    )

    @api.depends("missing_counts", "state")
    @api.depends_context("lang")
    def _compute_missing_told(self):
        for weighting in self:
            counts = weighting.missing_counts or {}
            lines = weighting.state == "computed" and [
                weighting._missing_sentence(code, n) for code, n in counts.items() if n
            ]
            weighting.missing_told = "\n".join(lines or ())

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_compute(self):
        """Find the weights, or say why there are none; then nothing is stored."""
        for weighting in self:
            weighting.check_access("write")
            weighting._check_open()
            weighting._check_closed()
            weighting._refuse_in_force()
            try:
                weighting._keep(*weighting._found())
            except calculation.WeightingError as error:
                raise UserError(weighting._error_sentence(error)) from error
        return True

    def action_use(self):
        """Put the weights in force for all results of the wave."""
        for weighting in self:
            weighting._need_usable()
            # sudo: the right to write was just checked
            weighting.sudo().wave_id._use_weighting(weighting)
        return True

    def action_stop(self):
        """Show the results with the weights as stored again."""
        for weighting in self:
            weighting.check_access("write")
            weighting._check_open()
            if weighting.is_in_force:
                # sudo: the right to write was just checked
                weighting.sudo().wave_id._use_weighting(weighting.browse())
        return True

    def _need_usable(self):
        self.check_access("write")
        self._check_open()
        self._check_closed()
        if self.state != "computed" or self.is_stale:
            raise UserError(
                self.env._(
                    "“%(name)s” is not computed, or answers came in since. Compute it "
                    "first.",
                    name=self.name,
                )
            )

    def _check_closed(self):
        # sudo: the state of the wave only
        wave = self.sudo().wave_id
        if wave.state != "closed":
            raise UserError(
                self.env._(
                    "Weights are computed once “%(wave)s” is closed: until then "
                    "answers come in.",
                    wave=wave.display_name,
                )
            )

    # ------------------------------------------------------------------
    # Computing
    # ------------------------------------------------------------------

    def _found(self):
        """Return (weights, keys, [(margin, lines of categories)], people)."""
        self.ensure_one()
        # sudo: counts of the wave, whose weighting the user may write
        wave = self.sudo().wave_id
        parts = self._margins()
        margins = [margin for margin, _lines in parts]
        calculation.check_targets(margins, self.target_kind == "percent")
        keys = self._keys(margins)
        rows = self.env["dlxh.survey.aggregate"]._cells(wave, keys.slots)
        if not rows:
            raise calculation.WeightingError("empty")
        people = self._people(margins, rows)
        for margin in margins:
            hidden = self._hidden(wave, margin, people[margin.variable])
            calculation.check_people(
                margin, people[margin.variable], hidden, wave.min_cell
            )
        weights = calculation.weigh(
            margins,
            rows,
            self._populations(wave),
            (self.trim_low, self.trim_high) if self.is_trimmed else None,
        )
        return weights, keys, parts, people

    def _margins(self):
        """Return [(margin, lines of each category)], the strata first."""
        asked, found = self._asked(), []
        lines = self.line_ids
        if self.by_stratum:
            if not lines.stratum_id:
                raise calculation.WeightingError("no_strata")
            found.append(lines.filtered("stratum_id")._margin(None))
        for code in self._codes():
            own = lines.filtered(lambda line, c=code: line.question_code == c)
            found.append(own._margin(asked[code]))
        return found

    def _keys(self, margins):
        asked = self._asked()
        asked = [asked[one.variable] for one in margins if one.variable in asked]
        return calculation.Keys(
            slots=tuple(question["slot"] for question in asked),
            radix=tuple(
                1 + max(option["value"] for option in question["options"])
                for question in asked
            ),
            by_stratum=self.by_stratum or self.use_design,
        )

    def _people(self, margins, rows):
        """Return {variable: {value: people}} with what was no answer as 0."""
        found = {}
        at = -1 if self.by_stratum else 0
        for place, margin in enumerate(margins, at):
            counts = found[margin.variable] = {}
            for stratum, values, n, _w, _w2 in rows:
                value = stratum if place < 0 else values[place]
                counts[value] = counts.get(value, 0) + n
        return found

    def _hidden(self, wave, margin, counts):
        """Return the values whose numbers of people the tables hide, None for all."""
        if margin.variable == calculation.STRATUM:
            published = self._strata_table(wave, counts)
        else:
            results = self.env["dlxh.survey.results"]
            _counted, found = results._one_way(wave, [margin.variable], False)
            (published,) = found[margin.variable]
        if published.table is None:
            return None
        return [cell.key for cell in published.table.cells if cell.n is None]

    def _strata_table(self, wave, counts):
        """Return the strata as a table, with what is hidden of it."""
        question = {
            "code": calculation.STRATUM,
            "type": "single",
            "slot": 0,
            "options": [{"value": one.id} for one in wave.stratum_ids],
        }
        rows = [
            (0, stratum or NO_ANSWER, 0, None, n, float(n), float(n))
            for stratum, n in counts.items()
        ]
        (table,) = statistics.one_way(question, rows)
        return statistics.suppress(table, wave.min_cell)

    def _populations(self, wave):
        if not self.use_design:
            return None
        if not wave.stratum_ids:
            raise calculation.WeightingError("no_strata")
        return {one.id: one.population_n for one in wave.stratum_ids}

    # ------------------------------------------------------------------
    # Keeping
    # ------------------------------------------------------------------

    def _keep(self, weights, keys, parts, people):
        """Store factors and report; called after the check of the right."""
        flow = with_flow(self)
        cells = {
            str(keys.of(stratum, values)): factor
            for (stratum, values), factor in weights.factors.items()
        }
        # sudo: the factors are written by this step only
        flow.sudo().write(
            {
                "state": "computed",
                "computed_on": fields.Datetime.now(),
                "factors": cells,
                "factor_keys": {
                    "slots": keys.slots,
                    "radix": keys.radix,
                    "by_stratum": keys.by_stratum,
                },
                "answer_n": weights.n,
                "step_n": weights.steps,
                "worst": 100 * weights.worst,
                "trimmed": 100 * weights.trimmed,
                # rounded: exact, they could tell how few are in a joint cell
                "lowest": round(weights.lowest, 2),
                "highest": round(weights.highest, 2),
                "deff": round(weights.deff, 2),
                "n_eff": round(weights.n_eff),
                "missing_counts": self._missing(people),
            }
        )
        fits = {(fit.variable, fit.category): fit for fit in weights.fits}
        # sudo: figures of the own lines; whoever computes was asked for the right
        flow.line_ids.sudo().write(dict.fromkeys(("answer_n", "before"), 0))
        for margin, groups in parts:
            for place, lines in enumerate(groups):
                if fit := fits.get((margin.variable, place)):
                    self._keep_line(with_flow(lines), fit)

    def _keep_line(self, lines, fit):
        # sudo: figures of the report are written by this step only
        lines.sudo().write(
            {
                "answer_n": fit.n,
                "before": 100 * fit.before,
                "wanted": 100 * fit.target,
                "reached": 100 * fit.after,
            }
        )

    def _missing(self, people):
        """Return {variable: people without an answer; -1 for a few}."""
        # sudo: the least number of people that is told
        least = self.sudo().wave_id.min_cell
        found = {code: counts.get(0, 0) for code, counts in people.items()}
        return {code: -1 if 0 < n < least else n for code, n in found.items()}
