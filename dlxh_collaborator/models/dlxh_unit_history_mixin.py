from odoo import api, models
from odoo.tools import SQL


class DlxhUnitHistoryMixin(models.AbstractModel):
    """The tree as it stood on a day: rates use the structure valid in the period."""

    _name = "dlxh.unit.history.mixin"
    _description = "Unit: The Tree on a Day"

    @api.model
    def _changes_after(self, change_types, date):
        """The changes of those types carried out after the date, the last first."""
        # sudo: a unit may have come from outside one's territory; callers only get
        # ids, and what they read of these passes through the rules again
        changes = self.env["dlxh.unit.change"].sudo()
        return changes.search_fetch(
            [
                ("change_type", "in", change_types),
                ("state", "=", "done"),
                ("date", ">", date),
            ],
            ["unit_id", "former_parent_id", "former_name"],
            order="date desc, id desc",
        )

    @api.model
    def _later_changes(self, change_type, date):
        """{unit id: first change of that type carried out after the date}."""
        return {
            line.unit_id.id: line for line in self._changes_after([change_type], date)
        }

    @api.model
    def _former_levels_sql(self, date):
        """The query of the units whose level has changed since the date, with the
        level of that day; of a unit that opened later, of its first day."""
        return SQL(
            "SELECT DISTINCT ON (c.unit_id) c.unit_id, c.former_level_id AS level_id"
            " FROM dlxh_unit_change c JOIN dlxh_unit n ON n.id = c.unit_id"
            " WHERE c.change_type = 'level' AND c.state = 'done'"
            " AND c.date > GREATEST(%s::date, n.date_open)"
            " ORDER BY c.unit_id, c.date, c.id",
            date,
        )

    @api.model
    def _former_levels(self, date):
        """{unit id: level id} as in `_former_levels_sql`."""
        self.flush_model(["date_open"])
        self.env["dlxh.unit.change"].flush_model()
        return dict(self.env.execute_query(self._former_levels_sql(date)))

    @api.model
    def _parents_on(self, date):
        """{unit id: parent id or None} of every unit that was open on the date."""
        self.flush_model(["parent_id", "date_open", "date_close"])
        parents = dict(
            self.env.execute_query(
                SQL(
                    "SELECT id, parent_id FROM dlxh_unit"
                    " WHERE (date_open IS NULL OR date_open <= %(date)s)"
                    " AND (date_close IS NULL OR date_close >= %(date)s)",
                    date=date,
                )
            )
        )
        for unit_id, change in self._later_changes("reparent", date).items():
            if unit_id in parents:
                parents[unit_id] = change.former_parent_id.id or None
        return parents

    def _subtree_on(self, date):
        """The units at or below these that were open on the date, as it then was."""
        children = {}
        parents = self._parents_on(date)
        for unit_id, parent_id in parents.items():
            children.setdefault(parent_id, []).append(unit_id)
        queue = [unit_id for unit_id in self.ids if unit_id in parents]
        found = dict.fromkeys(queue)
        while queue:
            below = children.get(queue.pop(), ())
            queue.extend(unit_id for unit_id in below if unit_id not in found)
            found.update(dict.fromkeys(below))
        return self.browse(found)

    def _name_on(self, date):
        """The name the unit bore on the date."""
        self.ensure_one()
        change = self._later_changes("rename", date).get(self.id)
        return change.former_name if change else self.name
