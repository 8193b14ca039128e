from odoo import api, fields, models
from odoo.exceptions import UserError


class DlxhUnitChange(models.Model):
    """One line of the history of a unit: merged, split, moved, closed, renamed."""

    _name = "dlxh.unit.change"
    _inherit = ["dlxh.scope.mixin"]
    _description = "Change of a Unit"
    _order = "date desc, id desc"

    change_type = fields.Selection(
        [
            ("merge", "Merged into"),
            ("split", "Split into"),
            ("reparent", "Moved below"),
            ("close", "Closed"),
            ("rename", "Renamed"),
        ],
        string="Change",
        required=True,
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    other_unit_id = fields.Many2one(
        "dlxh.unit", string="Other unit", index="btree_not_null", ondelete="restrict"
    )
    former_parent_id = fields.Many2one(
        "dlxh.unit", string="Was below", ondelete="restrict"
    )
    former_name = fields.Char(string="Was named")
    note = fields.Char(string="Basis", help="The decision that ordered the change.")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        raise UserError(self.env._("The history of units is kept."))
