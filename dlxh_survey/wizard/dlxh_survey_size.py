import math

from odoo import api, fields, models
from odoo.exceptions import UserError

from .. import sampling

LEVELS = [("90", "90 %"), ("95", "95 %"), ("99", "99 %")]


class DlxhSurveySize(models.TransientModel):
    """How many people must answer for a margin of error, and how many to ask."""

    _name = "dlxh.survey.size"
    _description = "Sample Size"

    wave_id = fields.Many2one("dlxh.survey.wave", required=True, ondelete="cascade")
    population = fields.Integer(
        compute="_compute_population",
        store=True,
        readonly=False,
        help="0 where it is very large or not known.",
    )
    margin = fields.Float(
        string="Margin of error (± %)", default=5, required=True, digits=(5, 2)
    )
    level = fields.Selection(LEVELS, string="Confidence", default="95", required=True)
    share = fields.Float(
        string="Share expected (%)",
        default=50,
        required=True,
        digits=(5, 2),
        help="50 % is the most careful.",
    )
    deff = fields.Float(
        string="Design effect",
        default=1,
        required=True,
        digits=(5, 2),
        help="1 for a simple draw; 1.5 to 2 where units are drawn first.",
    )
    answering = fields.Float(
        string="Who will answer (%)",
        default=100,
        required=True,
        digits=(5, 2),
        help="Of those asked; more are asked, so that enough answer.",
    )
    problem = fields.Char(compute="_compute_size")
    size = fields.Integer(string="Must answer", compute="_compute_size")
    ask = fields.Integer(string="To be asked", compute="_compute_size")

    @api.depends("wave_id")
    def _compute_population(self):
        for wizard in self:
            wizard.population = wizard.wave_id.population_n

    @api.depends("population", "margin", "level", "share", "deff", "answering")
    def _compute_size(self):
        for wizard in self:
            wizard.problem = wizard._problem()
            wizard.size = wizard.ask = 0
            if wizard.problem:
                continue
            wizard.size = sampling.sample_size(
                round(wizard.margin / 100, 6),
                wizard.population or None,
                share=round(wizard.share / 100, 6),
                deff=round(wizard.deff, 6),
                level=int(wizard.level) / 100,
            )
            ask = math.ceil(round(wizard.size * 100 / wizard.answering, 6))
            wizard.ask = min(ask, wizard.population or ask)

    def _problem(self):
        self.ensure_one()
        if not self.level:
            return self.env._("Choose a confidence.")
        for value, what in (
            (self.margin, self.env._("The margin of error")),
            (self.share, self.env._("The share expected")),
        ):
            if not 0.01 <= value <= 99.99:
                return self.env._("%(what)s lies between 0 and 100 %%.", what=what)
        if not 1 <= self.answering <= 100:
            return self.env._("Of those asked, between 1 and 100 % answer.")
        if not 0.1 <= self.deff <= 20:
            return self.env._("The design effect lies between 0.1 and 20.")
        if self.population < 0:
            return self.env._("The population cannot be below zero.")
        return False

    def action_use(self):
        """Take the number over into the plan, while that is a draft."""
        self.ensure_one()
        self.wave_id._need_officer("can_sample")
        if self.problem:
            raise UserError(self.problem)
        if self.wave_id.state != "draft":
            raise UserError(
                self.env._(
                    "The plan is no longer a draft; its sample size stays as it was "
                    "decided on."
                )
            )
        values = {"target_n": self.ask}
        if self.population:
            values["population_n"] = self.population
        self.wave_id.write(values)
        return {"type": "ir.actions.act_window_close"}
