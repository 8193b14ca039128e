from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .meeting_states import KINDS


class DlxhMeetingCadence(models.Model):
    """How many meetings of a kind the units of a level owe in a year."""

    _name = "dlxh.meeting.cadence"
    _description = "Meetings Due in a Year"
    _order = "level_id, kind, date_from desc, id"
    _rec_name = "kind"

    kind = fields.Selection(KINDS, required=True, index=True)
    level_id = fields.Many2one(
        "dlxh.level", string="Level", required=True, index=True, ondelete="cascade"
    )
    per_year = fields.Integer(string="Times a year", required=True, default=1)
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="To")
    note = fields.Char(string="Basis")
    active = fields.Boolean(default=True)

    _times = models.Constraint(
        "CHECK(per_year BETWEEN 0 AND 366)",
        "Meetings take place between 0 and 366 times a year.",
    )
    _dates_ordered = models.Constraint(
        "CHECK(date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "The last day cannot come before the first.",
    )

    @api.constrains("kind", "level_id", "date_from", "date_to", "active")
    def _check_one_at_a_time(self):
        for cadence in self.filtered("active"):
            domain = (
                Domain("kind", "=", cadence.kind)
                & Domain("level_id", "=", cadence.level_id.id)
                & Domain("id", "!=", cadence.id)
            )
            if cadence.date_from:
                domain &= Domain("date_to", "=", False) | Domain(
                    "date_to", ">=", cadence.date_from
                )
            if cadence.date_to:
                domain &= Domain("date_from", "=", False) | Domain(
                    "date_from", "<=", cadence.date_to
                )
            if self.search_count(domain, limit=1):
                raise ValidationError(
                    self.env._(
                        "Another line says how often units of the level "
                        "“%(level)s” hold this kind of meeting at that time. End "
                        "that line first.",
                        level=cadence.level_id.name,
                    )
                )

    @api.model
    def _due(self, level, year):
        """Return {kind: times} that the units of a level owe in a year.

        A line that holds on the last day of the year counts for the whole year.
        """
        day = fields.Date.to_date(f"{year}-12-31")
        found = self.search(
            Domain("level_id", "=", level.id)
            & (Domain("date_from", "=", False) | Domain("date_from", "<=", day))
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
        )
        return {cadence.kind: cadence.per_year for cadence in found}
