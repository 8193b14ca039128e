"""Questions from plain data: the way back from `survey_question_definition`."""

from markupsafe import Markup

from odoo import api, models
from odoo.fields import Command

from ..questionnaire import in_language
from ..questionnaire.model import FIRST_FIGURE, LAST_FIGURE
from . import survey_codes

#: type of the definition -> what of the builder it is
FIELDS_OF = {
    **{kind: {"question_type": name} for name, kind in survey_codes.TYPES.items()},
    "matrix_single": {"question_type": "matrix", "matrix_subtype": "simple"},
    "matrix_multiple": {"question_type": "matrix", "matrix_subtype": "multiple"},
}
SCALE_ENDS = ("min", "mid", "max")


class SurveyQuestion(models.Model):
    """Pages and questions made from entries of a definition."""

    _inherit = "survey.question"

    @api.model
    def _dlxh_page_values(self, page, lang, langs):
        return {
            "is_page": True,
            "question_type": False,
            "code": page["code"],
            **self._dlxh_words(page, "description", lang, langs),
        }

    @api.model
    def _dlxh_question_values(self, question, lang, langs):
        """Return the values that make the question in one language."""
        low, high = question.get("min"), question.get("max")
        kind = question["type"]
        values = {
            **FIELDS_OF[kind],
            "code": question["code"],
            "constr_mandatory": bool(question.get("required")),
            "is_demographic": bool(question.get("demographic")),
            "dlxh_condition": question.get("condition") or False,
            "decimals": question.get("decimals") or 0,
            "suggested_answer_ids": self._dlxh_option_values(question, lang, langs),
            "matrix_row_ids": [
                Command.create(
                    {
                        "code": row["code"],
                        "value": in_language(row["label"], lang, langs),
                        "sequence": place,
                    }
                )
                for place, row in enumerate(question.get("rows") or (), start=1)
            ],
            **self._dlxh_words(question, "help", lang, langs),
        }
        if kind == "scale":
            values |= {"scale_min": low, "scale_max": high}
        elif kind == "number" and (low is not None or high is not None):
            values |= self._dlxh_figure_values(low, high, question)
        elif kind == "date" and (low or high):
            values |= {"validation_min_date": low, "validation_max_date": high}
            values["validation_required"] = True
        elif question.get("max_length"):
            values["validation_length_max"] = question["max_length"]
        return values

    @api.model
    def _dlxh_option_values(self, question, lang, langs):
        return [
            Command.create(
                {
                    "code": option["code"],
                    "code_value": option["value"],
                    "value": in_language(option["label"], lang, langs),
                    "is_exclusive": bool(option.get("exclusive")),
                    "is_other": bool(option.get("other")),
                    "sequence": place,
                }
            )
            for place, option in enumerate(question.get("options") or (), start=1)
        ]

    @api.model
    def _dlxh_figure_values(self, low, high, question):
        """The builder knows both ends or none: an open end lies far away."""
        scale = 10 ** (question.get("decimals") or 0)
        return {
            "validation_required": True,
            "validation_min_float_value": FIRST_FIGURE // scale if low is None else low,
            "validation_max_float_value": (
                LAST_FIGURE // scale if high is None else high
            ),
        }

    @api.model
    def _dlxh_words(self, entry, explained, lang, langs):
        """Return title, explanation and ends of a scale in one language."""
        labels = entry.get("labels") or {}
        text = in_language(entry.get(explained), lang, langs)
        return {
            "title": in_language(entry["title"], lang, langs),
            "description": self._dlxh_html(text),
            **{
                f"scale_{end}_label": in_language(labels[end], lang, langs)
                for end in SCALE_ENDS
                if labels.get(end)
            },
        }

    @api.model
    def _dlxh_html(self, text):
        """Return a plain text as HTML; nothing in it becomes a link."""
        lines = Markup("<br/>").join((text or "").splitlines())
        return Markup("<p>%s</p>") % lines if text else False

    def _dlxh_write_words(self, entry, explained, lang, langs):
        """Write what the entry says in one more language."""
        told = self.with_context(lang=lang)
        told.write(self._dlxh_words(entry, explained, lang, langs))
        for records, items in (
            (told.suggested_answer_ids, entry.get("options") or ()),
            (told.matrix_row_ids, entry.get("rows") or ()),
        ):
            by_code = {one.code: one for one in records}
            for item in items:
                by_code[item["code"]].value = in_language(item["label"], lang, langs)
