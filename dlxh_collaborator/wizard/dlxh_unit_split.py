from odoo import fields, models


class DlxhUnitSplit(models.TransientModel):
    """Found new units out of one."""

    _name = "dlxh.unit.split"
    _inherit = ["dlxh.unit.reorganise"]
    _description = "Split a Unit"

    unit_id = fields.Many2one(
        "dlxh.unit",
        required=True,
        ondelete="cascade",
        default=lambda self: self._units_from_context()[:1],
    )
    goes_on = fields.Boolean(
        string="The unit itself goes on",
        help="Otherwise it ends, and what no new unit is given goes to the first one.",
    )
    carry_responsibilities = fields.Boolean(string="Responsibilities move along")
    carry_team = fields.Boolean(string="Team members move along")
    keep_reading = fields.Boolean(
        string="Users keep reading the old records", default=True
    )
    line_ids = fields.One2many("dlxh.unit.split.line", "split_id", string="New units")

    def action_apply(self):
        self.ensure_one()
        parts = [
            {
                "name": line.name,
                "code": line.code,
                "child_ids": line.child_ids.ids,
                "user_ids": line.user_ids.ids,
            }
            for line in self.line_ids
        ]
        options = {"keep_reading": self.keep_reading}
        if not self.goes_on:
            options["carry_responsibilities"] = self.carry_responsibilities
            options["carry_team"] = self.carry_team
        self.unit_id._plan_split(self.date, parts, self.note, self.goes_on, **options)
        return self._show(self.unit_id)
