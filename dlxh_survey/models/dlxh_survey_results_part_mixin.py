from odoo import models
from odoo.exceptions import UserError

from .. import result_tables

#: a question with more answers makes no filter: all of them are counted
MOST_ANSWERS = 12


class DlxhSurveyResultsPartMixin(models.AbstractModel):
    """Cross tables of those who gave one answer to a third question.

    The parts of a whole can be subtracted from each other, so all answers to that
    question are counted, whichever is asked for, and a part is shown complete or
    not at all (see `statistics.suppression`).
    """

    _name = "dlxh.survey.results.part.mixin"
    _description = "Results of a Part of the Respondents"

    def _third(self, wave, column, only):
        """Return (question, value) of a filter, or refuse."""
        code, value = only.get("code"), only.get("value")
        third = next(
            (
                one
                for one in wave.definition["questions"]
                if one["code"] == code
                and one["type"] == "single"
                and len(one["options"]) <= MOST_ANSWERS
            ),
            None,
        )
        if not third or code == column[0]["code"]:
            raise UserError(
                self.env._(
                    "Answers cannot be narrowed by “%(code)s”. Choose another question"
                    " with one answer out of at most %(most)s.",
                    code=code,
                    most=MOST_ANSWERS,
                )
            )
        if value not in {option["value"] for option in third["options"]}:
            raise UserError(
                self.env._(
                    "Question “%(code)s” has no such answer. Choose another one.",
                    code=code,
                )
            )
        return third, value

    def _parts(self, wave, column, questions, only, tally):
        """Return [(question, [Published])] of the part that `only` names."""
        third, value = self._third(wave, column, only)
        questions = [one for one in questions if one["code"] != third["code"]]
        asked = [one["code"] for one in questions]
        by = column[0]
        all_codes = [*asked, by["code"], third["code"]]
        _counted, one_way = self._counted(wave, all_codes, tally)
        whole = self._cross_rows_of(wave, column, asked, tally)
        place = result_tables.column_slot(third)
        parts = {
            option["value"]: self._cross_rows_of(
                wave, column, asked, tally.only(place, option["value"])
            )
            for option in third["options"]
        }
        # the same people are a column of the tables crossed by the third question
        beside = {
            question["code"]: tables
            for question, tables in self._crossed_of(
                wave, (third, None), [*questions, by], tally
            )
        }
        design = self._design(wave, tally.people())
        found = []
        for question in questions:
            ties = result_tables.ties([question, by, third], one_way)
            for code in (question["code"], by["code"]):
                for table in beside[code]:
                    if not result_tables.is_column_shown(table, value):
                        ties.append(result_tables.HIDING)
            published = result_tables.publish_part(
                question,
                column,
                whole,
                parts,
                value,
                design,
                wave.min_cell,
                self._precision(wave, tally),
                ties,
            )
            found.append((question, published))
        return found
