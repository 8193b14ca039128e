from odoo import fields, models
from odoo.fields import Domain


class DlxhSurveyWave(models.Model):
    """What goes with a wave when its time of storage is over, and what stays.

    Single answers, open answers and codes are destroyed; the wave keeps its tables
    as they were published, and how many had answered.
    """

    _inherit = "dlxh.survey.wave"

    destroyed_on = fields.Date(string="Answers destroyed on", readonly=True, copy=False)
    destroyed_n = fields.Integer(readonly=True, copy=False)
    kept_tables = fields.Json(readonly=True, copy=False, prefetch=False)

    def _retention_domain(self, rule, cutoff):
        """Published so long ago; or over so long ago and never published."""
        return Domain("destroyed_on", "=", False) & (
            Domain("published_on", "<", cutoff)
            | Domain("published_on", "=", False) & Domain("closed_on", "<", cutoff)
        )

    def _retention_purge(self, rule):
        for wave in self:
            tables = False
            if wave.state == "published":
                results = self.env["dlxh.survey.results"]
                lang = wave.definition["langs"][0]
                tables = results.with_context(lang=lang)._tables(wave)
            wave.write(
                {
                    "destroyed_on": fields.Date.context_today(wave),
                    "destroyed_n": wave.response_count,
                    "kept_tables": tables,
                }
            )
        for model in ("dlxh.survey.text", "dlxh.survey.ticket"):
            self.env[model].search([("wave_id", "in", self.ids)]).unlink()
        codings = self.env["dlxh.survey.coding"].search([("wave_id", "in", self.ids)])
        codings._forget_coders()
        self.env["dlxh.survey.store"]._destroy(self.ids)
        self.invalidate_recordset(["response_count"])
