from collections import Counter

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import clean_context

from .. import questionnaire
from ..questionnaire import in_language

#: what the scales of the builder reach
SCALE_FROM, SCALE_TO = 0, 10


class SurveySurvey(models.Model):
    """Questionnaires from plain data, and out of the house as XLSForms."""

    _inherit = "survey.survey"

    @api.model
    def _dlxh_installed_langs(self, definition):
        """Return the languages of a definition that are installed here."""
        installed = dict(self.env["res.lang"].get_installed())
        return [lang for lang in definition["langs"] if lang in installed]

    @api.model
    def _dlxh_build(self, definition, unit):
        """Make a questionnaire of the unit from a definition without problems.

        Codes, values, conditions and translations are those of the definition; the
        rules say whether the user writes questionnaires of that unit.
        """
        langs = self._dlxh_installed_langs(definition)
        spoken = [*langs, *definition["langs"]]
        first = langs[0]
        entries = self._dlxh_entries(definition)
        told = self.with_context(clean_context(self.env.context), lang=first)
        survey = told.create(
            {
                "survey_type": "opinion",
                "dlxh_unit_id": unit.id,
                "lang_ids": [
                    Command.set(
                        [self.env["res.lang"]._lang_get(lang).id for lang in langs]
                    )
                ],
                **self._dlxh_survey_words(definition, first, spoken),
                "question_and_page_ids": [
                    Command.create({**values, "sequence": place})
                    for place, values in enumerate(
                        (
                            self._dlxh_entry_values(entry, first, spoken)
                            for entry in entries
                        ),
                        start=1,
                    )
                ],
            }
        )
        by_code = {one.code: one for one in survey.question_and_page_ids}
        for lang in langs[1:]:
            survey.with_context(lang=lang).write(
                self._dlxh_survey_words(definition, lang, spoken)
            )
            for entry in entries:
                explained = "help" if "type" in entry else "description"
                record = by_code[entry["code"]]
                record._dlxh_write_words(entry, explained, lang, spoken)
        return self.browse(survey.id)

    @api.model
    def _dlxh_survey_words(self, definition, lang, spoken):
        text = in_language(definition.get("description"), lang, spoken)
        return {
            "title": in_language(definition["title"], lang, spoken),
            "description": self.env["survey.question"]._dlxh_html(text),
        }

    @api.model
    def _dlxh_entry_values(self, entry, lang, spoken):
        questions = self.env["survey.question"]
        if "type" in entry:
            return questions._dlxh_question_values(entry, lang, spoken)
        return questions._dlxh_page_values(entry, lang, spoken)

    @api.model
    def _dlxh_entries(self, definition):
        """Return pages and questions in their order.

        Questions of a first page that says nothing stand before any page; other
        pages without a title are called by their number, for the builder needs one.
        """
        by_code = {one["code"]: one for one in definition["questions"]}
        taken = {code.lower() for code in by_code}
        found = []
        for number, page in enumerate(definition["pages"], start=1):
            titled = any(page["title"].values())
            if titled or any((page.get("description") or {}).values()) or number > 1:
                code = page["code"] if page["code"].lower() not in taken else ""
                while not code or code.lower() in taken:
                    code = f"p{number}_{len(taken)}"
                taken.add(code.lower())
                name = self.env._("Page %(number)s", number=number)
                words = page["title"] if titled else {definition["langs"][0]: name}
                found.append({**page, "code": code, "title": words})
            found += [by_code[code] for code in page["questions"]]
        return found

    @api.model
    def _dlxh_misfits(self, definition):
        """Yield (code, what stands there, sentence, whether it forbids the import):
        what a definition may say and the builder cannot."""
        codes = Counter(one["code"].lower() for one in definition["questions"])
        for question in definition["questions"]:
            code, kind = question["code"], question["type"]
            low, high = question.get("min"), question.get("max")
            if codes[code.lower()] > 1:
                yield code, code, self._dlxh_alike(code), True
            for key in ("options", "rows"):
                names = [one["code"] for one in question.get(key) or ()]
                alike = Counter(map(str.lower, names))
                for name in names:
                    if alike[name.lower()] > 1:
                        yield code, name, self._dlxh_alike(name), True
            if kind == "scale" and (low < SCALE_FROM or high > SCALE_TO):
                sentence = self.env._(
                    "A scale goes from 0 to 10 at most. Ask for a number instead "
                    "(integer, with limits)."
                )
                yield code, f"{low} – {high}", sentence, True
            if kind in ("multiple", "ranking") and (low is not None or high):
                sentence = self.env._(
                    "How many answers may be chosen is not limited here; the limit "
                    "is left out. Say it in the words of the question."
                )
                yield code, f"{low or 0} – {high or '…'}", sentence, False

    @api.model
    def _dlxh_alike(self, code):
        return self.env._(
            "Another code differs from “%(code)s” by capital letters only. Change one.",
            code=code,
        )

    # ------------------------------------------------------------------
    # Files
    # ------------------------------------------------------------------

    def action_export_form(self):
        """Download the questionnaire as an XLSForm."""
        self.ensure_one()
        self._dlxh_check_exportable()
        report = self.env.ref("dlxh_survey.survey_survey_action_report_xlsform")
        return report.report_action(self)

    def _dlxh_check_exportable(self):
        """Return the definition; whoever reads a questionnaire may take it along."""
        self.ensure_one()
        self.check_access("read")
        definition = self._definition()
        wrong = [
            self._dlxh_told_finding(one) for one in questionnaire.problems(definition)
        ]
        if self.survey_type != "opinion" or wrong:
            raise UserError(
                self.env._(
                    "“%(survey)s” cannot be written to a file before this is mended:\n"
                    "%(problems)s",
                    survey=self.title,
                    problems="\n".join(wrong[:20]),
                )
            )
        return definition
