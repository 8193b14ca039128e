from odoo import fields, models
from odoo.tools import SQL

from .meeting_states import KINDS


class DlxhMeetingDue(models.Model):
    """Meetings each unit owes and has held, by kind, this year and the last.

    Counted are full months since 1 January, or since the unit has a team.
    """

    _name = "dlxh.meeting.due"
    _inherit = ["dlxh.scope.mixin"]
    _description = "Meetings Due and Held"
    _auto = False
    _order = "year desc, unit_id, kind"
    _rec_name = "kind"
    _depends = {
        "dlxh.meeting": ["unit_id", "kind", "start", "is_held"],
        "dlxh.meeting.cadence": [
            "level_id",
            "kind",
            "per_year",
            "date_from",
            "date_to",
            "active",
        ],
        "dlxh.team": ["unit_id", "date_from", "date_to", "active"],
        "dlxh.unit": ["level_id", "date_open", "date_close", "active"],
    }

    level_id = fields.Many2one("dlxh.level", string="Level", readonly=True)
    kind = fields.Selection(KINDS, readonly=True)
    year = fields.Integer(readonly=True, aggregator=False)
    per_year = fields.Integer(string="Due in the year", readonly=True)
    due = fields.Integer(string="Due so far", readonly=True)
    held = fields.Integer(readonly=True)
    missing = fields.Integer(string="Behind by", readonly=True)

    @property
    def _table_query(self):
        today = fields.Date.context_today(self)
        return SQL(
            """
            SELECT (y.year %% 2) * 1000000000 + u.id * 1000 + c.id %% 1000 AS id,
                   u.id AS unit_id, u.level_id, c.kind, y.year, c.per_year,
                   d.due, h.held, GREATEST(d.due - h.held, 0) AS missing
              FROM (VALUES (%(this)s), (%(last)s)) y(year)
              JOIN dlxh_meeting_cadence c ON c.active AND c.per_year > 0
               AND COALESCE(c.date_from, '-infinity') <= make_date(y.year, 12, 31)
               AND COALESCE(c.date_to, 'infinity') >= make_date(y.year, 12, 31)
              JOIN dlxh_unit u ON u.level_id = c.level_id AND u.active
               AND COALESCE(u.date_close, 'infinity') >= make_date(y.year, 1, 1)
              JOIN LATERAL (
                   SELECT MIN(t.date_from) AS first_day FROM dlxh_team t
                    WHERE t.unit_id = u.id AND t.active
                      AND COALESCE(t.date_to, 'infinity') >= make_date(y.year, 1, 1)
                   ) f ON f.first_day <= make_date(y.year, 12, 31)
              JOIN LATERAL (
                   SELECT FLOOR(c.per_year * GREATEST(
                              CASE WHEN y.year < %(this)s THEN 12
                                   ELSE %(months)s END
                              - CASE WHEN f.first_day <= make_date(y.year, 1, 1)
                                     THEN 0
                                     ELSE EXTRACT(MONTH FROM f.first_day)
                                          - (EXTRACT(DAY FROM f.first_day) = 1)::int
                                END, 0) / 12.0)::int AS due
                   ) d ON TRUE
              JOIN LATERAL (
                   SELECT COUNT(*)::int AS held FROM dlxh_meeting m
                    WHERE m.unit_id = u.id AND m.kind = c.kind AND m.is_held
                      AND m.start >= make_date(y.year, 1, 1) - INTERVAL '7 hours'
                      AND m.start < make_date(y.year + 1, 1, 1) - INTERVAL '7 hours'
                   ) h ON TRUE
            """,
            this=today.year,
            last=today.year - 1,
            months=_full_months(today),
        )


def _full_months(day):
    """Return how many months of the year are over on that day."""
    after = fields.Date.add(day, days=1)
    return 12 if after.year > day.year else after.month - 1
