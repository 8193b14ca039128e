from odoo import api, fields, models
from odoo.tools import html2plaintext

from .. import questionnaire

FORMAT = 1
FIRST_LANG = "vi_VN"


class SurveySurvey(models.Model):
    """The questionnaire as plain data: what a wave freezes when it is opened.

    Respondents' page, intake, paper, imports and statistics read this and nothing
    of Odoo's builder, so that a wave stays what it was.
    """

    _inherit = "survey.survey"

    dlxh_problem_text = fields.Text(
        string="What has to be mended",
        compute="_compute_dlxh_findings",
        help="A wave cannot be submitted with these.",
    )
    dlxh_advice_text = fields.Text(
        string="What to think over", compute="_compute_dlxh_findings"
    )

    # ------------------------------------------------------------------
    # What is wrong with it
    # ------------------------------------------------------------------

    @api.depends("question_and_page_ids", "lang_ids")
    @api.depends_context("lang")
    def _compute_dlxh_findings(self):
        for survey in self:
            survey.dlxh_problem_text = survey.dlxh_advice_text = False
            if survey.survey_type != "opinion" or not survey._origin.id:
                continue
            definition = survey._origin._definition()
            if not definition["questions"]:
                continue
            errors, advice = survey._dlxh_findings(definition)
            survey.dlxh_problem_text = "\n".join(errors)
            survey.dlxh_advice_text = "\n".join(advice)

    def _dlxh_findings(self, definition):
        """Return (sentences that forbid fielding, sentences to think over)."""
        errors = questionnaire.problems(definition)
        found = [] if errors else questionnaire.lint(definition)
        advice = [one for one in found if one.level != "block"]
        errors = [*errors, *(one for one in found if one.level == "block")]
        told = self._dlxh_told_finding
        return list(map(told, errors)), list(map(told, advice))

    @api.model
    def _dlxh_told_finding(self, finding):
        # the sentence stands in the plain package, marked there
        sentence = self.env._(finding.template, **finding.params)
        return f"{finding.code}: {sentence}" if finding.code else sentence

    # ------------------------------------------------------------------
    # The definition
    # ------------------------------------------------------------------

    def _dlxh_langs(self):
        """Return the codes of the languages it is asked in, Vietnamese first."""
        self.ensure_one()
        codes = self.lang_ids.filtered("active").mapped("code")
        codes = codes or [code for code, _name in self.env["res.lang"].get_installed()]
        return sorted(codes, key=lambda code: code != FIRST_LANG)

    def _definition(self):
        """Return the questionnaire as JSON, as the packages of this add-on read it.

        Questions that stand before the first page form a page of their own.
        """
        self.ensure_one()
        langs = self._dlxh_langs()
        told = {lang: self.with_context(lang=lang) for lang in langs}
        pages, questions = [], []
        for record in self.question_and_page_ids.sorted(
            lambda one: (one.sequence, one.id)
        ):
            if record.is_page:
                pages.append(record._dlxh_page(langs))
                continue
            if not pages:
                pages.append(
                    {"code": "p0", "title": {}, "description": {}, "questions": []}
                )
            pages[-1]["questions"].append(record.code)
            questions.append(record._dlxh_defined(langs))
        definition = {
            "format": FORMAT,
            "title": {lang: told[lang].title or "" for lang in langs},
            "description": {
                lang: html2plaintext(told[lang].description or "") for lang in langs
            },
            "langs": langs,
            "pages": pages,
            "questions": questions,
        }
        return questionnaire.lay_out(definition)
