from odoo import fields, models
from odoo.tools import SQL


class DlxhRecommendationCount(models.Model):
    """How many recommendations were raised, answered and used: year, unit, topic."""

    _name = "dlxh.recommendation.count"
    _inherit = ["dlxh.scope.mixin"]
    _description = "Recommendations by Year"
    _auto = False
    _order = "year desc, unit_id, id"
    _rec_name = "year"
    _depends = {
        "dlxh.recommendation": [
            "unit_id",
            "addressee_unit_id",
            "topic_id",
            "state",
            "raised_on",
            "responded_on",
            "response",
            "decision_symbol",
        ]
    }

    unit_id = fields.Many2one(string="Raised by", readonly=True)
    addressee_unit_id = fields.Many2one(
        "dlxh.unit", string="To the unit", readonly=True
    )
    topic_id = fields.Many2one("dlxh.topic", readonly=True)
    year = fields.Char(readonly=True)
    is_sent = fields.Boolean(string="Sent to the addressee", readonly=True)
    raised_count = fields.Integer(string="Raised", readonly=True)
    answered_count = fields.Integer(string="Answered", readonly=True)
    used_count = fields.Integer(string="Used in a decision", readonly=True)
    closed_count = fields.Integer(string="Closed", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
SELECT MIN(id) AS id, unit_id, addressee_unit_id, topic_id,
       EXTRACT(YEAR FROM raised_on)::int::varchar AS year,
       sent_on IS NOT NULL AS is_sent,
       COUNT(*)::int AS raised_count,
       COUNT(responded_on)::int AS answered_count,
       COUNT(decision_symbol)::int AS used_count,
       (COUNT(*) FILTER (WHERE state = 'closed'))::int AS closed_count
  FROM dlxh_recommendation
 GROUP BY unit_id, addressee_unit_id, topic_id, EXTRACT(YEAR FROM raised_on),
          sent_on IS NOT NULL
            """
        )
