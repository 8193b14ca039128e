from odoo import fields, models
from odoo.exceptions import UserError

from .. import sampling
from .dlxh_survey_wave_sampling import NAME_LIMIT


class DlxhSurveyStratum(models.Model):
    """Strata that are merged, and how many of their codes were used."""

    _inherit = "dlxh.survey.stratum"

    code_count = fields.Integer(
        string="Codes given out", compute="_compute_code_counts"
    )
    used_text = fields.Char(
        string="Codes used",
        compute="_compute_code_counts",
        help="Only where enough people answered and enough did not, so that nobody "
        "is seen who stayed away.",
    )

    def _compute_code_counts(self):
        """Numbers of all strata of the waves, for one hides behind the others."""
        # sudo: counts only, and only those that tell of nobody (G32)
        waves = self.sudo().wave_id
        groups = (
            self.env["dlxh.survey.ticket"]
            .sudo()
            ._read_group(
                [("wave_id", "in", waves.ids)], ["stratum_id", "used"], ["__count"]
            )
        )
        codes, used = {}, {}
        for stratum, is_used, count in groups:
            codes[stratum.id] = codes.get(stratum.id, 0) + count
            used[stratum.id] = used.get(stratum.id, 0) + (count if is_used else 0)
        shown = {}
        for wave in waves:
            of_wave = {key: codes.get(key, 0) for key in wave.stratum_ids.ids}
            shown |= sampling.shown_counts(of_wave, used, wave.min_cell)
        for stratum in self:
            count = shown.get(stratum.id)
            stratum.code_count = codes.get(stratum.id, 0)
            stratum.used_text = "–" if count is None else str(count)

    def _merge(self):
        """Make the first of these strata hold them all; called after the check."""
        kept, others = self[0], self[1:]
        # sudo: what hangs on the strata, which the officer may write, goes along
        for model in ("ticket", "quota", "allocation"):
            hanging = self.env[f"dlxh.survey.{model}"].sudo()
            hanging.search([("stratum_id", "in", others.ids)]).stratum_id = kept
        kept.write(
            {
                "name": " + ".join(self.mapped("name"))[:NAME_LIMIT],
                "unit_ids": [fields.Command.set(self.unit_ids.ids)],
                "population_n": sum(self.mapped("population_n")),
                "sample_n": sum(self.mapped("sample_n")),
            }
        )
        others.unlink()

    def _refuse_when_used(self):
        """Refuse to throw away strata that codes, quotas or targets belong to."""
        for model in ("ticket", "quota", "allocation"):
            # sudo: whether there is one at all
            hanging = self.env[f"dlxh.survey.{model}"].sudo()
            if hanging.search_count([("stratum_id", "in", self.ids)], limit=1):
                raise UserError(
                    self.env._(
                        "Codes, quotas or targets of units belong to the present "
                        "strata. Merge or correct these instead of making new ones."
                    )
                )
