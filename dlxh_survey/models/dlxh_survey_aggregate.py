"""Counts of answers: the only way from the store to a table."""

import numpy as np

from odoo import api, models
from odoo.tools import SQL

from ..tally import cardinality, joint_groups, marginal, pair

#: how an answer that was not asked for is written among integers (statistics.grid)
NOT_ASKED = -2147483648
#: joint counts that one statement fetches
TOGETHER = 6


class DlxhSurveyAggregate(models.AbstractModel):
    """Asks the database for counts, never for an answer.

    What it returns is not yet fit to be shown: whoever shows it hides small cells
    first (`statistics.suppress`).
    """

    _name = "dlxh.survey.aggregate"
    _description = "Counts of survey answers"

    @api.model
    def _one_way(self, wave, codes=None, weighting=None, where=()):
        """Rows (slot, value, stratum, psu, n, w, w2) as columns.

        :param codes: questions wanted, all by default
        :param weighting: `dlxh.survey.weighting` or None for the weights as stored
        :param where: filters, see `_condition`
        """
        slots = self._slots(wave, codes)
        groups = joint_groups(slots)
        found = [
            marginal(slot, place, joint)
            for group, joint in self._joints(wave, groups, weighting, where)
            for place, slot in enumerate(group)
        ]
        if not found:
            return tuple(np.zeros(0, dtype=int) for _column in range(7))
        return tuple(np.concatenate(column) for column in zip(*found, strict=True))

    @api.model
    def _crossed(self, wave, column_slot, codes=None, weighting=None, where=()):
        """{slot: rows (value, value of the column, stratum, psu, n, w, w2)}"""
        slots = self._slots(wave, codes)
        columns = self._slots(wave)
        wide = columns[column_slot]
        groups = joint_groups(slots, fixed=wide)
        joined = [[*group, column_slot] for group in groups]
        result = {}
        for group, joint in self._joints(wave, joined, weighting, where):
            for place, slot in enumerate(group[:-1]):
                result[slot] = pair(place, len(group) - 1, joint)
        return result

    @api.model
    def _slots(self, wave, codes=None):
        """{slot: how many values it may hold} of questions that have slots."""
        questions = wave.definition["questions"]
        found = {}
        for at, question in enumerate(questions):
            if codes is not None and question["code"] not in codes:
                continue
            end = (
                questions[at + 1]["slot"]
                if at + 1 < len(questions)
                else wave.definition["slots"]
            )
            values = cardinality(question)
            found.update(dict.fromkeys(range(question["slot"], end), values))
        return found

    def _joints(self, wave, groups, weighting, where):
        """Yield (group, joint count) of each group of slots."""
        for start in range(0, len(groups), TOGETHER):
            some = groups[start : start + TOGETHER]
            wide = max(map(len, some))
            counts = [
                self._joint(wave, number, group, wide, weighting, where)
                for number, group in enumerate(some)
            ]
            self.env.cr.execute(SQL(" UNION ALL ").join(counts))
            rows = [[] for _group in some]
            for row in self.env.cr.fetchall():
                rows[row[0]].append(row)
            for group, own in zip(some, rows, strict=True):
                yield group, self._as_columns(own, len(group))

    def _joint(self, wave, number, slots, wide, weighting, where):
        """Count the combinations of some slots in each stratum, as one of several."""
        values = [
            SQL("coalesce(answers[%s], %s)", slot + 1, NOT_ASKED) for slot in slots
        ]
        # every part of a UNION has as many columns
        values += [SQL("%s", NOT_ASKED)] * (wide - len(slots))
        weight, factors = self._weight(wave, weighting)
        keys = [*range(2, len(slots) + 2), wide + 2, wide + 3]
        return SQL(
            "(SELECT %(number)s, %(values)s, coalesce(stratum_id, 0), psu,"
            " count(*), sum(%(weight)s), sum(%(weight)s * %(weight)s)"
            " FROM dlxh_survey_response %(factors)s"
            " WHERE wave_id = %(wave)s %(where)s GROUP BY %(keys)s)",
            number=number,
            values=SQL(", ").join(values),
            weight=weight,
            factors=factors,
            wave=wave.id,
            where=SQL(" ").join(self._condition(*one) for one in where),
            keys=SQL(", ").join(SQL(str(key)) for key in keys),
        )

    @api.model
    def _condition(self, slot, values):
        """Only answers whose slot holds one of the values (a filter of a table)."""
        return SQL("AND answers[%s] = ANY(%s)", slot + 1, list(values))

    def _weight(self, wave, weighting):
        """The weight of an answer, and the join it needs."""
        return SQL("weight"), SQL("")

    def _as_columns(self, rows, width):
        """The rows of one joint count; before the values stands its number."""
        columns = list(zip(*rows, strict=True)) or [()] * (width + 6)
        integers = [
            np.array(column, dtype=np.int64) for column in columns[1 : width + 1]
        ]
        stratum, psu, n, w, w2 = columns[-5:]
        return {
            "values": integers,
            "stratum": np.array(stratum, dtype=np.int64),
            "psu": np.array(psu, dtype=object),
            "n": np.array(n, dtype=np.int64),
            "w": np.array(w, dtype=float),
            "w2": np.array(w2, dtype=float),
        }
