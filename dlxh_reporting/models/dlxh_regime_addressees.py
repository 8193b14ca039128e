from odoo import fields, models
from odoo.tools import SQL


class DlxhRegimeAddressees(models.Model):
    """Who owes what a regime asks for: units of some levels, or named ones, or the
    members of their teams."""

    _inherit = "dlxh.regime"

    unit_ids = fields.Many2many(
        "dlxh.unit", "dlxh_regime_unit_rel", "regime_id", "unit_id", string="Units"
    )

    def _addressed(self, first, last):
        """The query of who owes the period, with the place each has in the tree."""
        if self.addressees == "members":
            return self._addressed_members(first, last)
        return SQL(
            "SELECT u.id AS unit_id, NULL::integer AS collaborator_id, u.level_id,"
            " u.parent_id AS parent_unit_id, u.direct_unit_id, u.above_unit_id,"
            " u.parent_path FROM dlxh_unit u WHERE %s",
            self._addressed_units(first, last),
        )

    def _addressed_units(self, first, last):
        """Units of the regime that are open on a day of the period."""
        if self.addressees == "units":
            asked = SQL("u.id IN %s", tuple(self.unit_ids.ids) or (0,))
        else:
            asked = self._asked_by_level(first)
        return SQL(
            "%(asked)s AND (u.date_open IS NULL OR u.date_open <= %(last)s)"
            " AND (u.date_close IS NULL OR u.date_close >= %(first)s)"
            " AND (u.active OR u.date_close IS NOT NULL)",
            asked=asked,
            first=first,
            last=last,
        )

    def _asked_by_level(self, first):
        """Units of the levels of the regime when the period began."""
        return SQL(
            "(u.id IN (SELECT unit_id FROM (%(former)s) f WHERE level_id IN %(levels)s)"
            " OR (u.level_id IN %(levels)s"
            " AND u.id NOT IN (SELECT unit_id FROM (%(former)s) f)))",
            former=self.env["dlxh.unit"]._former_levels_sql(first),
            levels=tuple(self.level_ids.ids) or (0,),
        )

    def _addressed_members(self, first, last):
        """People who are in the team of a unit on every day of the period.

        A membership covers the first day, and where one ends within the period
        another covers the next day: so a person whom a decision moved from the
        group to the team of a unit owes one sheet, not none.
        """
        return SQL(
            "SELECT DISTINCT u.id AS unit_id, m.collaborator_id, u.level_id,"
            " u.id AS parent_unit_id, u.direct_unit_id, u.above_unit_id,"
            " u.parent_path FROM dlxh_team_member m"
            " JOIN dlxh_unit u ON u.id = m.unit_id"
            " JOIN dlxh_collaborator c ON c.id = m.collaborator_id"
            " WHERE %(units)s AND c.state = 'active' AND c.active"
            " AND m.date_from <= %(first)s"
            " AND (m.date_to IS NULL OR m.date_to >= %(first)s)"
            " AND NOT EXISTS ("
            " SELECT FROM dlxh_team_member e"
            " WHERE e.collaborator_id = m.collaborator_id AND e.unit_id = m.unit_id"
            " AND e.date_to >= %(first)s AND e.date_to < %(last)s AND NOT EXISTS ("
            " SELECT FROM dlxh_team_member n"
            " WHERE n.collaborator_id = e.collaborator_id AND n.unit_id = e.unit_id"
            " AND n.date_from <= e.date_to + 1"
            " AND (n.date_to IS NULL OR n.date_to > e.date_to)))",
            units=self._addressed_units(first, last),
            first=first,
            last=last,
        )
