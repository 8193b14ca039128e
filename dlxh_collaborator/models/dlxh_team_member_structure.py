from odoo import fields, models

from .. import team_structure
from .dlxh_team_structure_mixin import branch_of


class DlxhTeamMember(models.Model):
    """A membership as the structure check reads it."""

    _inherit = "dlxh.team.member"

    position = fields.Char(related="collaborator_id.position")
    workplace_id = fields.Many2one(
        "dlxh.unit", related="collaborator_id.unit_id", string="Workplace"
    )

    def _structure_seat(self, date):
        """Return the seat on `date`; read as superuser by the check."""
        self.ensure_one()
        person, unit = self.collaborator_id, self.team_id.unit_id
        place = self.represented_unit_id or person.unit_id
        trained = bool(person.trained_on and person.trained_on <= date)
        return team_structure.Seat(
            self.id,
            person.id,
            person.partner_id.id,
            self.role,
            branch_of(place, unit),
            self.date_to or None,
            trained,
            frozenset(person.expertise_ids.ids),
            self._why_left(date),
        )

    def _why_left(self, date):
        """Return why the person no longer belongs in the team, or "".

        State and workplace are known as of today only, so they say nothing about
        the past.
        """
        person, unit = self.collaborator_id, self.team_id.unit_id
        work = person.unit_id
        if work.date_close and work.date_close < date:
            return "closed"
        if date < fields.Date.context_today(self):
            return ""
        if person.state == "ended" or not person.active:
            return "ended"
        home = (self.represented_unit_id or unit).parent_path or ""
        path = work.parent_path or ""
        return "" if path.startswith(home) or home.startswith(path) else "moved"
