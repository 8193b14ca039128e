from odoo import api, fields, models
from odoo.tools.misc import formatLang

from .. import coding as themes_of
from .dlxh_survey_coding import CODER
from .dlxh_survey_coding_desk import WAITING

SAID = ("coded", "unclear")


class DlxhSurveyCoding(models.Model):
    """How far two who coded agree, from what both say of the sample now.

    Coders also see how often each of the two gave a theme; these numbers may be too
    small for anybody else (G12).
    """

    _inherit = "dlxh.survey.coding"

    agreement_html = fields.Html(
        string="Agreement", compute="_compute_agreement_html", sanitize=False
    )

    @api.depends_context("uid", "lang")
    @api.depends("theme_ids.name", "second_coder_ids")
    def _compute_agreement_html(self):
        for coding in self:
            pairs = coding._pairs()
            coding.agreement_html = pairs and self.env["ir.qweb"]._render(
                "dlxh_survey.coding_agreement", coding._agreement_values(pairs)
            )

    def _pairs(self):
        """Return [(themes given first, themes given second)] once none waits."""
        if WAITING in self._sample():
            return []
        both = [("state", "in", SAID), ("second_state", "in", SAID)]
        return [
            (text.theme_ids.ids, text.second_theme_ids.ids)
            for text in self._texts(both)
        ]

    def _agreement_values(self, pairs):
        kappas = themes_of.agreement(pairs)
        rows = [
            {
                "name": theme.name,
                "first": sum(theme.id in one for one, _other in pairs),
                "second": sum(theme.id in other for _one, other in pairs),
                **self._kappa_words(kappas.get(theme.id)),
            }
            for theme in self.theme_ids
        ]
        told = self.env._(
            "%(number)s texts were coded twice: by the first coder, and by somebody "
            "who did not see what was said.",
            number=len(pairs),
        )
        advice = self.env._(
            "Below %(enough)s: describe the theme more sharply, with an example, and "
            "code its texts again.",
            enough=self._decimals(themes_of.ENOUGH, 1),
        )
        return {
            "told": told,
            "rows": rows,
            "mean": self._kappa_words(kappas[None]),
            "advice": any(row["low"] for row in rows) and advice,
            "with_numbers": self.env.user.has_group(CODER),
        }

    def _kappa_words(self, kappa):
        if kappa is None:
            return {"kappa": "–", "word": "", "low": False}
        words = {
            "poor": self.env._("poor"),
            "slight": self.env._("slight"),
            "fair": self.env._("fair"),
            "moderate": self.env._("moderate"),
            "substantial": self.env._("substantial"),
            "almost_perfect": self.env._("almost perfect"),
        }
        return {
            "kappa": self._decimals(kappa, 2),
            "word": words[themes_of.strength(kappa)],
            "low": round(kappa, 2) < themes_of.ENOUGH,
        }

    def _decimals(self, value, digits):
        return formatLang(self.env, value, digits=digits)
