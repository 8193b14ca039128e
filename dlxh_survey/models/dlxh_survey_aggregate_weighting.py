import math

from odoo import api, models
from odoo.tools import SQL


class DlxhSurveyAggregate(models.AbstractModel):
    """Counts for weighting, and counts that are weighted."""

    _inherit = "dlxh.survey.aggregate"

    @api.model
    def _numbers(self, wave_ids):
        """{wave id: answers that lie in the store}"""
        self.env.cr.execute(
            "SELECT wave_id, count(*) FROM dlxh_survey_response"
            " WHERE wave_id = ANY(%s) GROUP BY 1",
            [list(wave_ids)],
        )
        return dict(self.env.cr.fetchall())

    @api.model
    def _is_weighted(self, wave):
        """Tell whether answers came in with weights of their own."""
        self.env.cr.execute(
            "SELECT EXISTS (SELECT FROM dlxh_survey_response"
            " WHERE wave_id = %s AND weight <> 1)",
            [wave.id],
        )
        return self.env.cr.fetchone()[0]

    @api.model
    def _cells(self, wave, slots):
        """[(stratum or 0, values of the slots, n, w, w2)] of weights as stored.

        Whatever is no answer (not asked, refused, …) is a nought.
        """
        values = [
            SQL("greatest(coalesce(answers[%s], 0), 0)", one + 1) for one in slots
        ]
        self.env.cr.execute(
            SQL(
                "SELECT %s, count(*), sum(weight), sum(weight * weight)"
                " FROM dlxh_survey_response WHERE wave_id = %s GROUP BY %s",
                SQL(", ").join([SQL("coalesce(stratum_id, 0)"), *values]),
                wave.id,
                SQL(", ").join(SQL(str(at + 1)) for at in range(len(values) + 1)),
            )
        )
        return [
            (stratum, tuple(own), n, w, w2)
            for stratum, *own, n, w, w2 in self.env.cr.fetchall()
        ]

    @api.model
    def _used_weighting(self, wave, weighting=None):
        """Return the weighting to count with, or False for the weights as stored.

        :param weighting: one of the wave, False for none, None for that in force
        """
        if weighting is not None:
            return weighting
        # sudo: which weighting is in force, of a wave whose counts were asked for
        found = wave.sudo().weighting_id
        return False if not found or found.is_stale else found

    def _weight(self, wave, weighting):
        """The stored weight times the factor of the cell that an answer lies in."""
        weighting = self._used_weighting(wave, weighting)
        if not weighting:
            return super()._weight(wave, weighting)
        # sudo: factors are nobody's to read; the caller has checked who may see
        # the results, and what is counted with them is hidden where it is small
        weighting = weighting.sudo()
        if weighting.wave_id.id != wave.id:
            raise ValueError("The weighting belongs to another wave.")
        weighting.flush_recordset(["factors"])
        factors = SQL(
            "LEFT JOIN (SELECT cell.key::bigint AS cell,"
            " cell.value::text::double precision AS factor"
            " FROM dlxh_survey_weighting, jsonb_each(factors) AS cell"
            " WHERE dlxh_survey_weighting.id = %s) AS weighed ON weighed.cell = %s",
            weighting.id,
            self._cell_key(weighting.factor_keys),
        )
        return SQL("weight * coalesce(factor, 1)"), factors

    def _cell_key(self, keys):
        """The key of the cell of an answer, as `weighting.Keys` makes it."""
        terms = []
        if keys["by_stratum"]:
            terms.append(
                SQL("coalesce(stratum_id, 0)::bigint * %s", math.prod(keys["radix"]))
            )
        for place, slot in enumerate(keys["slots"]):
            scale = math.prod(keys["radix"][place + 1 :])
            terms.append(
                SQL("greatest(coalesce(answers[%s], 0), 0) * %s", slot + 1, scale)
            )
        return SQL("(%s)", SQL(" + ").join(terms)) if terms else SQL("0")
