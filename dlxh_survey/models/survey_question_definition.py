from odoo import models
from odoo.tools import html2plaintext

from . import survey_codes


class SurveyQuestion(models.Model):
    """A question as plain data."""

    _inherit = "survey.question"

    def _dlxh_texts(self, name, langs):
        """Return {language: text without tags} of a translated field."""
        texts = {}
        for lang in langs:
            text = self.with_context(lang=lang)[name] or ""
            html = self._fields[name].type == "html"
            texts[lang] = html2plaintext(text) if html else text
        return texts if any(texts.values()) else {}

    def _dlxh_page(self, langs):
        self.ensure_one()
        return {
            "code": self.code,
            "title": self._dlxh_texts("title", langs),
            "description": self._dlxh_texts("description", langs),
            "questions": [],
        }

    def _dlxh_defined(self, langs):
        """Return the question as an entry of the definition, without its slot."""
        self.ensure_one()
        low, high = self._dlxh_bounds()
        return {
            "code": self.code,
            "type": survey_codes.definition_type(self),
            "title": self._dlxh_texts("title", langs),
            "help": self._dlxh_texts("description", langs),
            "required": self.constr_mandatory,
            "condition": self.dlxh_condition or None,
            "demographic": self.is_demographic,
            "options": self._dlxh_options(langs),
            "rows": self._dlxh_rows(langs),
            "min": low,
            "max": high,
            "decimals": self.decimals if self.question_type == "numerical_box" else 0,
            "labels": self._dlxh_labels(langs),
            "max_length": self._dlxh_max_length(),
        }

    def _dlxh_options(self, langs):
        if self.question_type not in survey_codes.LIST_TYPES:
            return []
        one_or_more = self.question_type in ("simple_choice", "multiple_choice")
        return [
            {
                "code": option.code,
                "value": option.code_value,
                "label": option._dlxh_label(langs),
                "exclusive": option.is_exclusive and self._dlxh_many(),
                "other": option.is_other and one_or_more,
            }
            for option in self.suggested_answer_ids
        ]

    def _dlxh_many(self):
        """Tell whether several answers may be chosen at once."""
        return survey_codes.definition_type(self) in ("multiple", "matrix_multiple")

    def _dlxh_rows(self, langs):
        if self.question_type != "matrix":
            return []
        return [
            {"code": row.code, "label": row._dlxh_label(langs)}
            for row in self.matrix_row_ids
        ]

    def _dlxh_bounds(self):
        """Return the smallest and largest answer, None where there is no limit."""
        kind = self.question_type
        if kind == "scale":
            return self.scale_min, self.scale_max
        if not self.validation_required:
            return None, None
        if kind == "numerical_box":
            return self._dlxh_figure("min"), self._dlxh_figure("max")
        if kind == "date":
            ends = (self.validation_min_date, self.validation_max_date)
            return tuple(end.isoformat() if end else None for end in ends)
        return None, None

    def _dlxh_figure(self, end):
        value = round(self[f"validation_{end}_float_value"], self.decimals or 0)
        return value if self.decimals else int(value)

    def _dlxh_labels(self, langs):
        if self.question_type != "scale":
            return {}
        labels = {
            end: self._dlxh_texts(f"scale_{end}_label", langs)
            for end in ("min", "mid", "max")
        }
        return {end: texts for end, texts in labels.items() if texts}

    def _dlxh_max_length(self):
        if self.question_type not in ("char_box", "text_box"):
            return None
        return self.validation_length_max or None
