from odoo import fields, models

from .. import sampling
from .dlxh_survey_store import IMPORT, KIOSK, PAPER, WEB
from .dlxh_survey_wave_answering import QUOTA_CHAIRS

MODES = (WEB, PAPER, KIOSK, IMPORT)


class DlxhSurveyWave(models.Model):
    """How many answered, by stratum and by the way they answered: numbers only."""

    _inherit = "dlxh.survey.wave"

    progress_html = fields.Html(
        string="Answers so far",
        compute="_compute_progress_html",
        sanitize=False,
        groups=QUOTA_CHAIRS,
    )

    def _compute_progress_html(self):
        for wave in self:
            wave.progress_html = wave.id and self.env["ir.qweb"]._render(
                "dlxh_survey.wave_progress", wave._progress_values()
            )

    def _progress_values(self):
        """Return what the table shows: rows by stratum, and one sum by mode."""
        self.ensure_one()
        # sudo: numbers of answers, shown only where they tell of nobody (G32)
        counts = self.env["dlxh.survey.store"]._counts(self._origin.ids)
        of_wave = counts.get(self._origin.id, {})
        by_stratum, by_mode = {}, dict.fromkeys(MODES, 0)
        for (stratum, mode), number in of_wave.items():
            by_stratum[stratum] = by_stratum.get(stratum, 0) + number
            by_mode[mode] = by_mode.get(mode, 0) + number
        strata = self.sudo().stratum_ids
        invited = {
            one.id: max(one.invited_n, by_stratum.get(one.id, 0)) for one in strata
        }
        shown = sampling.shown_counts(invited, by_stratum, self.min_cell)
        return {
            "rows": [(one.name, one.sample_n, shown[one.id]) for one in strata],
            "modes": self._mode_numbers(by_mode),
            "total": sum(by_mode.values()),
            "target": self.target_n,
            "least": self.min_cell,
        }

    def _mode_numbers(self, by_mode):
        """Return [(name, number or None)]; a small number is not shown, nor one that
        would give it away."""
        names = {
            WEB: self.env._("Online"),
            PAPER: self.env._("On paper"),
            KIOSK: self.env._("On a device of the unit"),
            IMPORT: self.env._("From a file"),
        }
        least = self.min_cell
        used = {mode: number for mode, number in by_mode.items() if number}
        small = {mode for mode, number in used.items() if number < least}
        rest = sorted(used.keys() - small, key=used.get)
        while (
            small
            and rest
            and (len(small) == 1 or sum(used[mode] for mode in small) < least)
        ):
            small.add(rest.pop(0))
        return [
            (names[mode], None if mode in small else number)
            for mode, number in used.items()
        ]
