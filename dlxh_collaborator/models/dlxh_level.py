from odoo import fields, models


class DlxhLevel(models.Model):
    """Level of the Party organisation, with the team quota that holds there.

    Levels are data: an administrator adds, renames or archives them. The group
    of a level decides which menus and powers its users have.
    """

    _name = "dlxh.level"
    _description = "Party Level"
    _order = "sequence, id"

    name = fields.Char(required=True)
    code = fields.Char(required=True, copy=False)
    sequence = fields.Integer(
        default=10, required=True, help="1 is the top; levels below have more."
    )
    team_min = fields.Integer(string="Smallest team")
    team_max = fields.Integer(string="Largest team")
    group_id = fields.Many2one(
        "res.groups", string="Powers of the level", ondelete="set null"
    )
    is_area = fields.Boolean(
        string="May be an area",
        help="An opinion may say it was heard in a unit of this level.",
    )
    approval_hours = fields.Integer(
        string="Approval waits at most (hours)",
        default=48,
        help="After so many hours a document also waits for those who sign for the "
        "head of the body that issues it. 0: it waits for the leader alone.",
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "Level codes must be unique.")
    _team_range = models.Constraint(
        "CHECK(team_min >= 0 AND team_max >= team_min)",
        "The largest team cannot be smaller than the smallest team.",
    )
    _hours_positive = models.Constraint(
        "CHECK(approval_hours >= 0)", "Hours cannot be negative; 0 means never."
    )

    def write(self, vals):
        result = super().write(vals)
        if "group_id" in vals:
            units = self.env["dlxh.unit"].search([("level_id", "in", self.ids)])
            units._sync_level_groups_of_users()
        return result
