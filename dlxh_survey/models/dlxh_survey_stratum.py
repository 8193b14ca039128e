from odoo import api, fields, models
from odoo.exceptions import UserError

from .wave_states import FROZEN_STATES


class DlxhSurveyStratum(models.Model):
    """A part of the population that is sampled, and counted, by itself (tầng).

    It is the finest thing an answer tells of where it came from; therefore a stratum
    of few invited people is merged before the wave opens (G34).
    """

    _name = "dlxh.survey.stratum"
    _inherit = ["dlxh.scope.base"]
    _description = "Survey stratum"
    _order = "wave_id, sequence, id"

    wave_id = fields.Many2one(
        "dlxh.survey.wave", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="wave_id.unit_id", store=True, index=True, string="Unit"
    )
    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    unit_ids = fields.Many2many(
        "dlxh.unit", string="Units", help="With all units below them."
    )
    population_n = fields.Integer("Population", help="People who belong to it.")
    sample_n = fields.Integer("Sample size")
    invited_n = fields.Integer("Invited", compute="_compute_invited_n")
    # codes are nobody's to read
    ticket_ids = fields.One2many(
        "dlxh.survey.ticket", "stratum_id", groups=fields.NO_ACCESS
    )

    _sizes = models.Constraint(
        "CHECK (COALESCE(population_n, 0) >= 0 AND COALESCE(sample_n, 0) >= 0)",
        "Population and sample cannot be below zero.",
    )

    def _compute_invited_n(self):
        # sudo: how many codes were printed, of strata that may be read
        groups = (
            self.env["dlxh.survey.ticket"]
            .sudo()
            ._read_group([("stratum_id", "in", self.ids)], ["stratum_id"], ["__count"])
        )
        counts = {stratum.id: count for stratum, count in groups}
        for stratum in self:
            stratum.invited_n = counts.get(stratum.id, 0) or stratum.sample_n

    @api.model_create_multi
    def create(self, vals_list):
        strata = super().create(vals_list)
        strata._refuse_when_frozen()
        return strata

    def write(self, vals):
        self._refuse_when_frozen()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        self._refuse_when_frozen()

    def _refuse_when_frozen(self):
        if any(wave.state in FROZEN_STATES for wave in self.wave_id):
            raise UserError(
                self.env._(
                    "The strata stay as they were when the wave was opened: answers "
                    "already belong to them."
                )
            )
