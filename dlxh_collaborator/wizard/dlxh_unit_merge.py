from odoo import fields, models


class DlxhUnitMerge(models.TransientModel):
    """Let units go up in another one, which stands already or is new."""

    _name = "dlxh.unit.merge"
    _inherit = ["dlxh.unit.reorganise"]
    _description = "Merge Units"

    unit_ids = fields.Many2many(
        "dlxh.unit",
        string="Units that end",
        required=True,
        default=lambda self: self._units_from_context(),
        context={"active_test": False},
    )
    into = fields.Selection(
        [("existing", "A unit that goes on"), ("new", "A new unit")],
        required=True,
        default="existing",
    )
    target_id = fields.Many2one("dlxh.unit", string="Goes up in", ondelete="cascade")
    new_name = fields.Char(string="Name of the new unit")
    new_code = fields.Char(string="Code of the new unit")
    carry_responsibilities = fields.Boolean(
        string="Responsibilities move along",
        help="Otherwise they end; the successor has its own.",
    )
    carry_team = fields.Boolean(
        string="Team members move along",
        help="They join the team of the successor. Otherwise the team ends.",
    )
    keep_reading = fields.Boolean(
        string="Users keep reading the old records",
        default=True,
        help="Users work for the successor at once; with this they also still see "
        "the records of the unit that ended.",
    )

    def action_apply(self):
        self.ensure_one()
        target = self.target_id if self.into == "existing" else self._found_new()
        self.unit_ids._plan_merge(
            target,
            self.date,
            self.note,
            carry_responsibilities=self.carry_responsibilities,
            carry_team=self.carry_team,
            keep_reading=self.keep_reading,
        )
        return self._show(target)

    def _found_new(self):
        model = self.unit_ids[:1]
        return model._create_parts(
            [{"name": self.new_name, "code": self.new_code}], self.date
        )
