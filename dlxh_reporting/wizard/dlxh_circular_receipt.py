from odoo import api, fields, models


class DlxhCircularReceipt(models.TransientModel):
    """Ask when units without an account told that they have a circular."""

    _name = "dlxh.circular.receipt"
    _description = "Circular Taken Note Of by Units without an Account"

    delivery_ids = fields.Many2many(
        "dlxh.circular.delivery",
        "dlxh_circular_receipt_delivery_rel",
        string="Deliveries",
        required=True,
        readonly=True,
    )
    units_text = fields.Char(string="Recorded for", compute="_compute_units_text")
    step = fields.Selection(
        [
            ("acknowledged", "They took note of it"),
            ("received", "They received it, no more"),
        ],
        string="What they told",
        required=True,
        default="acknowledged",
    )
    at = fields.Datetime(
        string="Told on",
        required=True,
        default=fields.Datetime.now,
        help="When the unit told it, on paper or by telephone; not when it is "
        "entered here.",
    )

    @api.depends("delivery_ids")
    def _compute_units_text(self):
        for wizard in self:
            # sudo: names of units on deliveries that the user reads
            units = wizard.delivery_ids._filtered_access("read").sudo().unit_id
            wizard.units_text = ", ".join(units.mapped("name"))

    def action_confirm(self):
        """Record it; the called method checks right and state."""
        self.ensure_one()
        self.delivery_ids.action_record(self.at, self.step)
        return {"type": "ir.actions.act_window_close"}
