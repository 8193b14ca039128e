from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.dlxh_collaborator.models.house_time import house_midnight

DAY = ("dlxh_date",)
LONGEST_MONTH = 31


class DlxhCoverage(models.Model):
    """Tell which units have sent the report of the last month that ended."""

    _inherit = "dlxh.coverage"
    _depends = {
        "dlxh.regime": [
            "report_type",
            "period_type",
            "start_day",
            "addressees",
            "level_ids",
            "date_from",
            "date_to",
            "active",
        ],
        "dlxh.report": [
            "unit_id",
            "report_type",
            "period_type",
            "date_to",
            "is_sent",
            "sent_at",
            "state",
        ],
        "dlxh.obligation": [
            "regime_id",
            "unit_id",
            "is_member",
            "period_type",
            "date_to",
            "state",
            "is_submitted",
            "submitted_at",
        ],
    }

    report_due = fields.Integer(
        string="Monthly report due",
        depends_context=DAY,
        help="The last period of the monthly regime that was over on the day.",
    )
    report_sent = fields.Integer(string="Monthly report sent", depends_context=DAY)
    report_share = fields.Float(
        string="Monthly report sent (%)",
        digits=(4, 1),
        aggregator="avg",
        depends_context=DAY,
    )

    @api.model
    def _columns(self, day):
        return {
            **super()._columns(day),
            # what was written down as owed counts; else the regime and the report
            "report_due": SQL("COALESCE(owed.is_owed, g.last_day IS NOT NULL)::int"),
            "report_sent": SQL(
                "COALESCE(owed.is_sent, g.last_day IS NOT NULL AND h.is_sent)::int"
            ),
        }

    @api.model
    def _lookups(self, day):
        levels = self.env["dlxh.regime"]._fields["level_ids"]
        # the period that holds the day begins `start_day` of this month or the last
        begin = SQL(
            "date_trunc('month', %(day)s::date - (e.start_day - 1))::date"
            " + (e.start_day - 1)",
            day=day,
        )
        return {
            **super()._lookups(day),
            "g": SQL(
                "SELECT MAX(%(begin)s - 1) AS last_day FROM dlxh_regime e"
                " JOIN %(levels)s x ON x.%(regime)s = e.id AND x.%(level)s = u.level_id"
                " JOIN dlxh_unit o ON o.id = u.id"
                " WHERE e.active AND e.report_type = 'situation'"
                " AND e.period_type = 'month' AND e.addressees = 'levels'"
                " AND e.date_from <= %(begin)s - 1"
                " AND (e.date_to IS NULL OR e.date_to >= %(begin)s - 1)"
                " AND (o.date_open IS NULL OR o.date_open <= %(begin)s - 1)",
                begin=begin,
                levels=SQL.identifier(levels.relation),
                regime=SQL.identifier(levels.column1),
                level=SQL.identifier(levels.column2),
            ),
            "h": SQL(
                "SELECT COUNT(*) > 0 AS is_sent FROM dlxh_report h"
                " WHERE h.unit_id = u.id AND h.date_to = g.last_day"
                " AND h.report_type = 'situation' AND h.period_type = 'month'"
                " AND h.is_sent AND h.state <> 'returned' AND h.sent_at < %s",
                house_midnight(day + timedelta(days=1)),
            ),
            "owed": self._owed_sql(day),
        }

    @api.model
    def _owed_sql(self, day):
        """What the unit owed for the last month that was over on the day: one row,
        without values where nothing was written down."""
        return SQL(
            "SELECT BOOL_OR(o.state <> 'cancelled') AS is_owed,"
            " BOOL_OR(o.state <> 'cancelled' AND COALESCE(o.is_submitted"
            " AND o.submitted_at < %(midnight)s, FALSE)) AS is_sent"
            " FROM dlxh_obligation o JOIN dlxh_regime e ON e.id = o.regime_id"
            " WHERE o.unit_id = u.id AND o.is_member IS NOT TRUE"
            " AND e.report_type = 'situation' AND o.period_type = 'month'"
            " AND o.date_to < %(day)s AND o.date_to >= %(day)s::date - %(month)s",
            day=day,
            month=LONGEST_MONTH,
            midnight=house_midnight(day + timedelta(days=1)),
        )

    @api.model
    def _share_columns(self):
        return [
            *super()._share_columns(),
            ("report_share", "report_sent", "report_due"),
        ]

    @api.model
    def _measures(self):
        label = self.env._("Units that sent the last monthly report")
        return {**super()._measures(), "report": label}

    @api.model
    def _measure_columns(self):
        return {**super()._measure_columns(), "report": ("report_sent", "report_due")}
