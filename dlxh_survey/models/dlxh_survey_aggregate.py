"""Counts of answers: the only way from the store to a table."""

from odoo import api, models
from odoo.tools import SQL

from ..tally import NOT_ASKED, Reader, Tally


class DlxhSurveyAggregate(models.AbstractModel):
    """Counts what lies in the store, and gives nothing but counts.

    What it returns is not yet fit to be shown: whoever shows it hides small cells
    first (`statistics.suppress`).
    """

    _name = "dlxh.survey.aggregate"
    _description = "Counts of survey answers"

    @api.model
    def _tally(self, wave, slots, weighting=None):
        """Return the `Tally` of some slots: for many tables, read once.

        :param weighting: as in `_used_weighting`
        """
        wanted = sorted(slots)
        if len(wanted) == wave.definition["slots"]:
            answers = SQL("answers")
        else:
            answers = SQL(
                "ARRAY[%s]::int4[]",
                SQL(", ").join(SQL("answers[%s]", slot + 1) for slot in wanted),
            )
        weight, factors = self._weight(wave, weighting)
        query = SQL(
            "COPY (SELECT coalesce(stratum_id, 0), coalesce(psu, %(none)s),"
            " (%(weight)s)::float8, array_replace(%(answers)s, NULL, %(none)s)"
            " FROM dlxh_survey_response %(factors)s"
            " WHERE wave_id = %(wave)s) TO STDOUT (FORMAT binary)",
            none=NOT_ASKED,
            answers=answers,
            weight=weight,
            factors=factors,
            wave=wave.id,
        )
        reader = Reader(len(wanted))
        if wanted:
            self.env.cr.copy_expert(self.env.cr.mogrify(query).decode(), reader)
        return Tally(wanted, *reader.columns())

    @api.model
    def _slots(self, wave, codes=None):
        """Return the slots of questions that have any."""
        questions = wave.definition["questions"]
        ends = [*(one["slot"] for one in questions[1:]), wave.definition["slots"]]
        return [
            slot
            for question, end in zip(questions, ends, strict=True)
            if codes is None or question["code"] in codes
            for slot in range(question["slot"], end)
        ]

    def _weight(self, wave, weighting):
        """The weight of an answer, and the join it needs."""
        return SQL("weight"), SQL("")
