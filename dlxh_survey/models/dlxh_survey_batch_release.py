from collections import Counter
from secrets import SystemRandom

from odoo import fields, models
from odoo.exceptions import UserError

from .. import keying
from .dlxh_survey_store import PAPER


class DlxhSurveyBatch(models.Model):
    """Releasing a batch: its sheets become answers like all others."""

    _inherit = "dlxh.survey.batch"

    def action_release(self):
        """Hand the answers over to the store, and destroy what was keyed."""
        for batch in self:
            flow = batch._step(
                "can_release",
                batch.env._("An officer of the unit releases a batch once compared."),
            )
            flow.wave_id._check_takes_paper(late=True)
            flow._release()
            batch.invalidate_recordset()
            # sudo: whether the wave closes follows from its plan
            flow.wave_id._close_if_due()
        return True

    def _release(self):
        form, settled = self._settled()
        waiting = sum(len(sheet.open) for sheet in settled.values())
        if waiting:
            raise UserError(
                self.env._(
                    "%(count)s differences between the two entries are not decided "
                    "yet. Decide them, then release the batch.",
                    count=waiting,
                )
            )
        outcomes = Counter(sheet.outcome for sheet in settled.values())
        rows, complete = self._rows(form, settled)
        self.env["dlxh.survey.store"]._put_aside(
            self.wave_id.id, self.stratum_id.id, PAPER, rows
        )
        self._count_quotas(form, rows)
        self._count_fieldwork(outcomes, complete, len(rows))
        self.env["dlxh.survey.sheet"]._destroy(self.ids)
        self.write(
            {
                "state": "released",
                "released_on": fields.Date.context_today(self),
                "row_count": len(rows),
                "text_count": sum(len(texts) for _slots, texts in rows),
                "blank_n": outcomes[keying.BLANK],
                "refused_n": outcomes[keying.REFUSED_SHEET],
                "late_n": outcomes[keying.LATE],
            }
        )
        self.env["dlxh.access.log"]._log(
            "import",
            "dlxh.survey.wave",
            domain=self.wave_id.ids,
            count=len(rows),
            unit=self.keying_unit_id,
        )

    def _rows(self, form, settled):
        """([(slots, texts)] in random order, how many sheets are complete)"""
        rows, complete = [], 0
        for number, sheet in settled.items():
            if sheet.outcome != keying.ANSWERED:
                continue
            checked = form.check(sheet.answers, complete=False)
            if checked.errors:
                sentences = self.env["dlxh.survey.page"]._sentences(
                    checked.errors, self.env.lang
                )
                raise UserError(
                    self.env._(
                        "Sheet %(number)s, question %(question)s: %(sentence)s",
                        number=number,
                        **sentences[0],
                    )
                )
            complete += not form.check(sheet.answers).errors
            rows.append((checked.slots, checked.texts))
        SystemRandom().shuffle(rows)
        return rows, complete

    def _count_quotas(self, form, rows):
        """Count the answers in the quotas. Nobody who filled in a sheet is turned
        away: a full quota is exceeded, and the form online stops there."""
        stratum = self.stratum_id.id or None
        limits = [quota._limit(form) for quota in self.wave_id.quota_ids]
        # in the order of ids, as the intake locks them
        for limit in sorted(limits, key=lambda one: one.id):
            number = sum(limit.counts(slots, stratum) for slots, _texts in rows)
            if number:
                self.env.cr.execute(
                    "UPDATE dlxh_survey_quota SET n = n + %s WHERE id = %s",
                    [number, limit.id],
                )
        self.wave_id.quota_ids.invalidate_recordset(["n"])

    def _count_fieldwork(self, outcomes, complete, answered):
        """Add the sheets to what the unit reached: blank ones count as refused, late
        ones as other (AAPOR)."""
        line = self.allocation_id
        if not line:
            return
        refused = outcomes[keying.BLANK] + outcomes[keying.REFUSED_SHEET]
        line.write(
            {
                "complete_n": line.complete_n + complete,
                "partial_n": line.partial_n + answered - complete,
                "refusal_n": line.refusal_n + refused,
                "other_n": line.other_n + outcomes[keying.LATE],
            }
        )
