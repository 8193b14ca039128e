from odoo import api, fields, models
from odoo.tools import SQL

from .dlxh_dashboard_count_mixin import READER


class DlxhDashboardTopic(models.Model):
    """How many sheets and units tell of a topic, week by week."""

    _name = "dlxh.dashboard.topic"
    _inherit = ["dlxh.dashboard.count.mixin"]
    _description = "Topics by Week"
    _auto = False
    _cell_columns = ("topic_id",)
    _depends = {
        "dlxh.opinion": ["unit_id", "state", "is_nil", "observed_week", "topic_id"],
        "dlxh.report.entry": ["is_sent", "state", "opinion_ids"],
        "dlxh.unit": ["parent_path", "org_type", "direct_unit_id", "above_unit_id"],
    }

    topic_id = fields.Many2one("dlxh.topic", string="Topic", depends_context=READER)

    @api.model
    def _id_sql(self):
        # topic < 2^15, day < 2^15: a whole number that a browser can hold
        return SQL(
            "((unit_id::bigint * 32768 + topic_id) * 32768"
            " + (week - DATE '2000-01-01')) * 2 + is_own::int"
        )

    @api.model
    def _told_sql(self, sheets):
        return SQL(
            "SELECT h.*, o.topic_id FROM (%s) h"
            " JOIN dlxh_opinion o ON o.id = h.sheet WHERE o.topic_id IS NOT NULL",
            sheets,
        )
