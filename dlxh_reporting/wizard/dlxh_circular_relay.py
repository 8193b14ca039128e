from odoo import api, fields, models


class DlxhCircularRelay(models.TransientModel):
    """Choose which units below get a circular, and whether the own team does."""

    _name = "dlxh.circular.relay"
    _description = "Passing a Circular On"

    delivery_id = fields.Many2one(
        "dlxh.circular.delivery", required=True, readonly=True, ondelete="cascade"
    )
    name = fields.Char(string="Circular", related="delivery_id.name")
    possible_unit_ids = fields.Many2many(
        "dlxh.unit",
        string="Units directly below without it",
        compute="_compute_possible_unit_ids",
    )
    unit_ids = fields.Many2many(
        "dlxh.unit",
        "dlxh_circular_relay_unit_rel",
        string="Pass on to",
        compute="_compute_unit_ids",
        store=True,
        readonly=False,
    )
    left_count = fields.Integer(string="Left out", compute="_compute_left_count")
    left_text = fields.Char(string="Who is left out", compute="_compute_left_count")
    has_team = fields.Boolean(
        compute="_compute_possible_unit_ids", export_string_translation=False
    )
    to_team = fields.Boolean(string="Also to the team of my unit")

    @api.depends("delivery_id")
    def _compute_possible_unit_ids(self):
        for wizard in self:
            delivery = wizard.delivery_id
            wizard.possible_unit_ids = (
                delivery._units_to_relay().sudo(False) if delivery else False
            )
            wizard.has_team = bool(delivery) and not delivery.to_team

    @api.depends("delivery_id")
    def _compute_unit_ids(self):
        for wizard in self:
            wizard.unit_ids = wizard.possible_unit_ids

    @api.depends("unit_ids", "possible_unit_ids")
    def _compute_left_count(self):
        for wizard in self:
            wizard.left_count = len(wizard.possible_unit_ids - wizard.unit_ids)
            wizard.left_text = self.env._(
                "%(count)s units are left out; it counts as passed on once they have "
                "it too.",
                count=wizard.left_count,
            )

    def action_confirm(self):
        """Pass it on; the called method checks right and state."""
        self.ensure_one()
        self.delivery_id.action_relay(self.unit_ids.ids, self.to_team)
        return {"type": "ir.actions.act_window_close"}
