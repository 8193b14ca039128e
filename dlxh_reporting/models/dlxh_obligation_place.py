from collections import defaultdict

from odoo import models
from odoo.tools import SQL

from .. import tree


class DlxhObligationPlace(models.Model):
    """Where those who owe a report hung in the tree when the period began, and of
    which level they then were."""

    _inherit = "dlxh.obligation"

    def _restore_places(self, day):
        """Put in the place of that day what was made after the tree had changed.

        Obligations are made from the tree as it is; only where units were moved or
        put on another level since is anything to be done. Called by the making of
        obligations.
        """
        units = self.env["dlxh.unit"]
        moved = units._changes_after(["reparent", "level"], day).unit_id.ids
        if not moved or not self:
            return
        former = units._former_levels(day)
        levels = dict(
            self.env.execute_query(
                SQL(
                    "SELECT u.id, COALESCE(l.code, u.level_code) FROM dlxh_unit u"
                    " LEFT JOIN UNNEST(%(units)s::int[], %(levels)s::int[])"
                    " AS f (unit_id, level_id) ON f.unit_id = u.id"
                    " LEFT JOIN dlxh_level l ON l.id = f.level_id",
                    units=list(former),
                    levels=list(former.values()),
                )
            )
        )
        for opened, ids in self._units_by_day(day).items():
            parents = units._parents_on(opened)
            places = {
                unit: tree.place_of(unit, parents, levels)
                for unit in tree.moved_below(moved, ids, parents)
            }
            self._write_places(places)
        self._write_levels(former)
        self.invalidate_recordset()

    def _write_levels(self, levels):
        if not levels:
            return
        self.env.cr.execute(
            SQL(
                "UPDATE dlxh_obligation o SET level_id = l.level"
                " FROM UNNEST(%(units)s, %(levels)s) AS l (unit, level)"
                " WHERE o.unit_id = l.unit AND o.id = ANY(%(ids)s)",
                units=list(levels),
                levels=list(levels.values()),
                ids=self.ids,
            )
        )

    def _units_by_day(self, day):
        """{day: units}: the day itself, or that on which a unit opened later."""
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT u.id, GREATEST(u.date_open, %(day)s::date)"
                " FROM dlxh_obligation o JOIN dlxh_unit u ON u.id = o.unit_id"
                " WHERE o.id = ANY(%(ids)s)",
                day=day,
                ids=self.ids,
            )
        )
        found = defaultdict(set)
        for unit, opened in rows:
            found[opened].add(unit)
        return found

    def _write_places(self, places):
        if not places:
            return
        units = sorted(places)
        self.env.cr.execute(
            SQL(
                "UPDATE dlxh_obligation o SET period_direct_id = p.direct,"
                " period_above_id = p.above, tree_path = p.path, parent_unit_id ="
                " CASE WHEN o.is_member THEN o.unit_id ELSE p.parent END"
                " FROM UNNEST(%(units)s, %(parents)s::int[], %(directs)s::int[],"
                " %(aboves)s::int[], %(paths)s)"
                " AS p (unit, parent, direct, above, path)"
                " WHERE o.unit_id = p.unit AND o.id = ANY(%(ids)s)",
                units=units,
                parents=[places[unit].parent for unit in units],
                directs=[places[unit].direct for unit in units],
                aboves=[places[unit].above for unit in units],
                paths=[places[unit].path for unit in units],
                ids=self.ids,
            )
        )
