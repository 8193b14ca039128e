from odoo import api, fields, models


class DlxhUnit(models.Model):
    """The unit with all that concerns changes of the tree, a mixin per subject."""

    _name = "dlxh.unit"
    _inherit = [
        "dlxh.unit.restructure.mixin",
        "dlxh.unit.plan.mixin",
        "dlxh.unit.carry.mixin",
        "dlxh.unit.history.mixin",
        "dlxh.unit.load.mixin",
        "dlxh.unit",
    ]

    # Predecessors are closed, and are to be shown all the same.
    predecessor_ids = fields.Many2many(context={"active_test": False})
    successor_ids = fields.Many2many(context={"active_test": False})

    @api.depends("change_ids.state")
    def _compute_lineage(self):
        """As before, without changes that were cancelled."""
        changes = self.env["dlxh.unit.change"].search(
            [
                ("change_type", "in", ("merge", "split")),
                ("state", "!=", "cancelled"),
                "|",
                ("unit_id", "in", self.ids),
                ("other_unit_id", "in", self.ids),
            ]
        )
        for unit in self:
            unit.successor_ids = changes.filtered(
                lambda change, u=unit: change.unit_id == u
            ).other_unit_id
            unit.predecessor_ids = changes.filtered(
                lambda change, u=unit: change.other_unit_id == u
            ).unit_id
