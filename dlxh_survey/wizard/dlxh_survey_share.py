from odoo import api, fields, models
from odoo.exceptions import UserError

from .. import sampling
from ..models.wave_states import SMALLEST_POPULATION


class DlxhSurveyShare(models.TransientModel):
    """Share the sample out over the strata: in proportion or equally."""

    _name = "dlxh.survey.share"
    _description = "Share out the Sample"

    wave_id = fields.Many2one("dlxh.survey.wave", required=True, ondelete="cascade")
    size = fields.Integer(
        string="To be asked", compute="_compute_size", store=True, readonly=False
    )
    method = fields.Selection(
        [
            ("proportional", "In proportion to the people"),
            ("equal", "The same number from each"),
        ],
        string="Shared out",
        default="proportional",
        required=True,
    )
    minimum = fields.Integer(
        string="At least from each",
        default=SMALLEST_POPULATION,
        required=True,
        help="With fewer than 30 a stratum is merged before the wave opens. A smaller "
        "stratum is asked as a whole.",
    )

    @api.depends("wave_id")
    def _compute_size(self):
        for wizard in self:
            wizard.size = wizard.wave_id.target_n

    def action_share(self):
        """Fill in the sample size of each stratum."""
        self.ensure_one()
        self.wave_id._need_officer("can_sample")
        strata = self.wave_id.stratum_ids
        if problem := self._problem(strata):
            raise UserError(problem)
        found = sampling.allocate(
            [sampling.Stratum(one.id, one.population_n) for one in strata],
            self.size,
            self.method,
            self.minimum,
        )
        for stratum in strata:
            stratum.sample_n = found[stratum.id]
        return {"type": "ir.actions.act_window_close"}

    def _problem(self, strata):
        """Return why it cannot be shared out, or False."""
        if not strata:
            return self.env._("There is no stratum yet. Make strata first.")
        people = strata.mapped("population_n")
        if empty := strata.filtered(lambda one: not one.population_n):
            return self.env._(
                "The stratum “%(stratum)s” has no number of people. Fill it in.",
                stratum=empty[0].name,
            )
        if self.size < 1 or self.minimum < 0:
            return self.env._("Ask at least one person; no minimum lies below zero.")
        if self.size > sum(people):
            return self.env._(
                "A sample of %(size)s cannot come from %(people)s people.",
                size=self.size,
                people=sum(people),
            )
        least = sum(min(one, self.minimum) for one in people)
        if least > self.size:
            return self.env._(
                "With at least %(minimum)s from each stratum %(least)s people are "
                "asked, the sample has %(size)s. Lower the minimum, merge strata or "
                "ask more.",
                minimum=self.minimum,
                least=least,
                size=self.size,
            )
        return False
