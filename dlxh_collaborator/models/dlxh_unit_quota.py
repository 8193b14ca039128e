from odoo import fields, models


class DlxhUnit(models.Model):
    """Quota of the team of one unit, where it differs from that of its level."""

    _inherit = "dlxh.unit"

    own_team_min = fields.Integer(
        string="Smallest team here",
        help="Only where the unit differs from its level; 0: as the level says.",
    )
    own_team_max = fields.Integer(
        string="Largest team here",
        help="Only where the unit differs from its level; 0: as the level says.",
    )

    _own_team_range = models.Constraint(
        "CHECK(COALESCE(own_team_max, 0) = 0 OR own_team_min <= own_team_max)",
        "The largest team cannot be smaller than the smallest team.",
    )

    def _team_quota(self):
        """Return (smallest, largest) number of members of the team of the unit;
        (0, 0) when there is no quota."""
        self.ensure_one()
        unit = self.sudo()  # the quota of a level is public
        if unit.own_team_max:
            return unit.own_team_min or 0, unit.own_team_max
        return unit.level_id.team_min, unit.level_id.team_max
