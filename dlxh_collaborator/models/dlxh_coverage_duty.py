from odoo import fields, models


class DlxhCoverageDuty(models.Model):
    """Which responsibilities each unit of a level must have filled."""

    _name = "dlxh.coverage.duty"
    _description = "Responsibility Due at a Level"
    _order = "level_id, role"
    _rec_name = "role"

    level_id = fields.Many2one(
        "dlxh.level", required=True, index=True, ondelete="cascade"
    )
    role = fields.Selection(
        selection=lambda self: self._roles(), string="Responsibility", required=True
    )

    _level_role_uniq = models.Constraint(
        "UNIQUE(level_id, role)", "This responsibility is already due at this level."
    )

    def _roles(self):
        """The roles of units, as they are called there."""
        role = self.env["dlxh.unit.responsibility"]._fields["role"]
        return role._description_selection(self.env)
