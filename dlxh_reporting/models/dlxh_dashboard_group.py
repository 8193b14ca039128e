from odoo import api, fields, models
from odoo.tools import SQL

from .dlxh_dashboard_count_mixin import READER


class DlxhDashboardGroup(models.Model):
    """How many sheets and units tell of a population group, by tendency and week."""

    _name = "dlxh.dashboard.group"
    _inherit = ["dlxh.dashboard.count.mixin"]
    _description = "Groups and Tendencies by Week"
    _auto = False
    _cell_columns = ("group_id", "tendency")
    _depends = {
        "dlxh.opinion": ["unit_id", "state", "is_nil", "observed_week"],
        "dlxh.opinion.stream": ["opinion_id", "tendency", "group_ids"],
        "dlxh.report.entry": ["is_sent", "state", "opinion_ids"],
        "dlxh.unit": ["parent_path", "org_type", "direct_unit_id", "above_unit_id"],
    }

    group_id = fields.Many2one(
        "dlxh.population.group", string="Group", depends_context=READER
    )
    tendency = fields.Selection(
        selection=lambda self: self._tendencies(), depends_context=READER
    )

    @api.model
    def _tendencies(self):
        field = self.env["dlxh.opinion.stream"]._fields["tendency"]
        return field._description_selection(self.env)

    @api.model
    def _id_sql(self):
        # group < 2^15, day < 2^15, tendency < 2^3, own < 2: a whole number below
        # 2^53, which a browser can hold
        return SQL(
            "(((unit_id::bigint * 32768 + group_id) * 32768"
            " + (week - DATE '2000-01-01')) * 8"
            " + POSITION(LEFT(tendency, 1) IN 'aohu')) * 2 + is_own::int"
        )

    @api.model
    def _told_sql(self, sheets):
        groups = self.env["dlxh.opinion.stream"]._fields["group_ids"]
        return SQL(
            "SELECT h.*, s.tendency, g.%(group)s AS group_id FROM (%(sheets)s) h"
            " JOIN dlxh_opinion_stream s ON s.opinion_id = h.sheet"
            " JOIN %(rel)s g ON g.%(stream)s = s.id",
            sheets=sheets,
            rel=SQL.identifier(groups.relation),
            stream=SQL.identifier(groups.column1),
            group=SQL.identifier(groups.column2),
        )
