from odoo import api, models
from odoo.tools import SQL


class DlxhCoverage(models.Model):
    """Count briefings against what the level of a unit owes in the year."""

    _inherit = "dlxh.coverage"
    _depends = {
        "dlxh.meeting.cadence": [
            "kind",
            "level_id",
            "per_year",
            "date_from",
            "date_to",
            "active",
        ]
    }

    @api.model
    def _cadence_sql(self):
        last = self._day().replace(month=12, day=31)
        return SQL(
            "COALESCE((SELECT c.per_year FROM dlxh_meeting_cadence c"
            " WHERE c.active AND c.kind = 'briefing' AND c.level_id = u.level_id"
            " AND COALESCE(c.date_from, '-infinity') <= %(last)s"
            " AND COALESCE(c.date_to, 'infinity') >= %(last)s LIMIT 1), 0)",
            last=last,
        )
