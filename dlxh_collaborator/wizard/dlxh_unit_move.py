from odoo import fields, models


class DlxhUnitMove(models.TransientModel):
    """Hang units below another unit."""

    _name = "dlxh.unit.move"
    _inherit = ["dlxh.unit.reorganise"]
    _description = "Move Units"

    unit_ids = fields.Many2many(
        "dlxh.unit",
        string="Units",
        required=True,
        default=lambda self: self._units_from_context(),
        context={"active_test": False},
    )
    parent_id = fields.Many2one(
        "dlxh.unit", string="New unit above", required=True, ondelete="cascade"
    )

    def action_apply(self):
        self.ensure_one()
        self.unit_ids._plan_move(self.parent_id, self.date, self.note)
        return self._show(self.unit_ids[:1])
