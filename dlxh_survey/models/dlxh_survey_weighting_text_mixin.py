from odoo import api, fields, models

from .. import weighting as calculation
from ..questionnaire import in_language


class DlxhSurveyWeightingTextMixin(models.AbstractModel):
    """What a weighting says: what is wrong, how it came out, what tables note."""

    _name = "dlxh.survey.weighting.text.mixin"
    _description = "Words of a Weighting"

    margin_titles = fields.Char(string="Weighted by", compute="_compute_margin_titles")

    @api.depends("wave_id", "margin_codes", "by_stratum")
    @api.depends_context("lang")
    def _compute_margin_titles(self):
        for weighting in self:
            asked = weighting._asked()
            codes = [code for code in weighting._codes() if code in asked]
            titles = [weighting._title_of(asked[code]) for code in codes]
            if weighting.by_stratum:
                titles.append(weighting._variable_name(calculation.STRATUM))
            weighting.margin_titles = "; ".join(titles)

    def _title_of(self, question):
        return in_language(question["title"], self.env.lang) or question["code"]

    def _variable_name(self, variable):
        """Return the title of a question, or the word for strata."""
        if variable == calculation.STRATUM:
            return self.env._("Strata")
        question = self._asked().get(variable)
        return self._title_of(question) if question else variable

    def _category_name(self, variable, place):
        """Return the answers of a category as errors name them."""
        for margin, lines in self._margins():
            if margin.variable == variable:
                return " + ".join(
                    f"“{line.label}”" for line in lines[place].filtered("label")
                )
        return ""

    def _number(self, value, digits=0):
        return self.env["dlxh.survey.results"]._number(value, digits)

    # ------------------------------------------------------------------
    # What is wrong
    # ------------------------------------------------------------------

    def _error_sentence(self, error):
        """Return a `WeightingError` in the words of the officer."""
        detail = error.detail
        words = {"least": self.sudo().wave_id.min_cell}  # sudo: the threshold only
        if "variable" in detail:
            words["question"] = self._variable_name(detail["variable"])
        if "other" in detail:
            words["other"] = self._variable_name(detail["other"])
        places = detail.get("categories", [detail.get("category")])
        if None not in places:
            words["answers"] = ", ".join(
                self._category_name(detail["variable"], place) for place in places
            )
        for name, digits in (("total", 2), ("total_other", 2), ("apart", 2)):
            if name in detail:
                words[name] = self._number(detail[name], digits)
        words |= {name: detail[name] for name in ("row", "text") if name in detail}
        for name in ("steps", "most"):
            if name in detail:
                words[name] = self._number(detail[name])
        if "stratum" in detail:
            words["stratum"] = self._stratum_name(detail["stratum"])
        # the sentence stands in the plain package, marked there
        return self.env._(calculation.REASONS[error.kind], **words)

    def _stratum_name(self, stratum):
        # sudo: the name of a stratum of the wave
        found = self.env["dlxh.survey.stratum"].sudo().browse(stratum).exists()
        return found.name or self.env._("answers without a stratum")

    # ------------------------------------------------------------------
    # How it came out
    # ------------------------------------------------------------------

    def _missing_sentence(self, variable, n):
        """Say how many keep the weight they came with; -1 stands for a few."""
        if n < 0:
            least = self.sudo().wave_id.min_cell  # sudo: the threshold only
            return self.env._(
                "“%(question)s”: fewer than %(least)s gave no answer; it does not "
                "change their weight.",
                question=self._variable_name(variable),
                least=least,
            )
        return self.env._(
            "“%(question)s”: %(n)s gave no answer; it does not change their weight.",
            question=self._variable_name(variable),
            n=self._number(n),
        )

    def _by_what(self):
        """Return the names of the margins, of the strata first if they come first."""
        names = [self._variable_name(margin.variable) for margin, _l in self._margins()]
        strata = self._variable_name(calculation.STRATUM)
        if self.use_design and strata not in names:
            names.insert(0, strata)
        return "; ".join(names)

    def _note(self):
        """Return what stands below every table."""
        self.ensure_one()
        return self.env._(
            "Percentages and means are weighted to the population by: %(names)s. "
            "Numbers of people are those who answered. Design effect of the weights "
            "%(deff)s.",
            names=self._by_what(),
            deff=self._number(self.deff, 2),
        )

    def _disclosed(self):
        """Return what the survey discloses of the weighting."""
        self.ensure_one()
        texts = [
            self.env._(
                "Weighted to the population by: %(names)s (raking on marginal "
                "figures).",
                names=self._by_what(),
            )
            if self.line_ids
            else self.env._("Weighted by the population of the strata.")
        ]
        if self.is_trimmed and self.line_ids:
            texts.append(
                self.env._(
                    "Weights were kept between %(low)s and %(high)s times the mean; "
                    "%(share)s%% of the answers lie at a bound.",
                    low=self._number(self.trim_low, 2),
                    high=self._number(self.trim_high, 2),
                    share=self._number(self.trimmed, 1),
                )
            )
        texts.append(
            self.env._(
                "Weights from %(lowest)s to %(highest)s; design effect %(deff)s; "
                "%(answers)s answers tell as much as %(effective)s with equal weights.",
                lowest=self._number(self.lowest, 2),
                highest=self._number(self.highest, 2),
                deff=self._number(self.deff, 2),
                answers=self._number(self.answer_n),
                effective=self._number(self.n_eff),
            )
        )
        return " ".join(texts)
