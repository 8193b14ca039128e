from odoo import api, fields, models

from ..coverage_figures import Target


class DlxhCoverageTarget(models.Model):
    """A percentage of coverage to be reached, by a day if one is set.

    Without a unit it holds for the whole tree; with one, for the unit and what
    lies below it. The nearest unit and the named level come first.
    """

    _name = "dlxh.coverage.target"
    _inherit = ["dlxh.scope.mixin"]
    _description = "Coverage Target"
    _order = "measure, level_id, unit_id, date_by, id"
    _rec_name = "measure"

    unit_id = fields.Many2one(
        string="Holds for",
        required=False,
        ondelete="cascade",
        help="The unit and those below it; empty: the whole tree.",
    )
    measure = fields.Selection(
        selection=lambda self: self._selection_measure(),
        string="What is measured",
        required=True,
    )
    level_id = fields.Many2one(
        "dlxh.level",
        index="btree_not_null",
        ondelete="cascade",
        help="Units of this level only; empty: of every level.",
    )
    percent = fields.Float(string="Target (%)", digits=(4, 1), default=100)
    date_by = fields.Date(string="To be reached by")
    basis = fields.Char(help="The document that sets the target.")
    active = fields.Boolean(default=True)

    _percent_range = models.Constraint(
        "CHECK(percent >= 0 AND percent <= 100)",
        "A target lies between 0 and 100 percent.",
    )

    @api.model
    def _selection_measure(self):
        return list(self.env["dlxh.coverage"]._measures().items())

    @api.model
    def _by_measure(self):
        """Return {measure: targets}, as the plain package takes them."""
        # sudo: what a unit above has set binds those below, who see no more of it
        # than the number
        found = {}
        measures = list(self.env["dlxh.coverage"]._measures())
        for line in self.sudo().search([("measure", "in", measures)]):
            found.setdefault(line.measure, []).append(
                Target(
                    percent=line.percent,
                    level=line.level_id.id or None,
                    unit=line.unit_id.id or None,
                    by=line.date_by or None,
                )
            )
        return found
