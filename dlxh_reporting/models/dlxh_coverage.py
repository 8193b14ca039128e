from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

DAY = ("dlxh_date",)


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
            "report_due": SQL("(g.last_day IS NOT NULL)::int"),
            "report_sent": SQL("(g.last_day IS NOT NULL AND h.is_sent)::int"),
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
                self._midnight(day + timedelta(days=1)),
            ),
        }

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
