from datetime import timedelta

from odoo import fields, models


class DlxhUnitClose(models.TransientModel):
    """Close units after their last day."""

    _name = "dlxh.unit.close"
    _inherit = ["dlxh.unit.reorganise"]
    _description = "Close Units"

    unit_ids = fields.Many2many(
        "dlxh.unit",
        string="Units",
        required=True,
        default=lambda self: self._units_from_context(),
        context={"active_test": False},
    )
    date = fields.Date(
        string="Last day",
        default=lambda self: fields.Date.context_today(self) - timedelta(days=1),
        help="The unit is archived when this day is over.",
    )
    with_below = fields.Boolean(string="Also close the units below")

    def action_apply(self):
        self.ensure_one()
        self.unit_ids._plan_close(self.date, self.note, self.with_below)
        return self._show(self.unit_ids[:1])
