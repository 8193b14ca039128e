from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

#: columns that are added up besides those of the measures
SUMMED = (
    "unit_count",
    "established_count",
    "team_count",
    "group_count",
    "short_count",
    "over_count",
    "lacking_count",
    "member_count",
)


class DlxhCoverageFiguresMixin(models.AbstractModel):
    """Figures of what lies below a unit, by level and by unit directly below.

    They are counted in the tree as it stood on the day, whoever of it has since
    moved elsewhere; names and lists pass through the rules.
    """

    _name = "dlxh.coverage.figures.mixin"
    _description = "Coverage: Figures"

    @api.model
    def _place(self, unit_id):
        """Check that the user may look at the unit; return (unit, path on the day).

        The path leads from the top to the unit. Raises a sentence when the unit
        is not in the user's territory or did not exist on the day.
        """
        self.check_access("read")
        # sudo: whether it exists and where, to decide on access just below
        unit = self.env["dlxh.unit"].sudo().browse(unit_id).exists()
        own = self.env.user._dlxh_units()
        paths = tuple(own.mapped("parent_path"))
        if not unit or not paths or not unit.parent_path.startswith(paths):
            raise AccessError(
                self.env._(
                    "This unit is not in your territory. Choose one of your units "
                    "or a unit below."
                )
            )
        day = self._day()
        self._flush_sources()
        found = self.env.execute_query(
            SQL("SELECT path FROM (%s) u WHERE id = %s", self._units_sql(day), unit.id)
        )
        if not found and not unit._is_open_on(day):
            raise UserError(
                self.env._(
                    "%(unit)s did not exist on %(date)s. Choose another day.",
                    unit=unit.name,
                    date=day.strftime("%d/%m/%Y"),
                )
            )
        # levels below all that have a quota are not in the tree of past days
        path = found[0][0] if found else unit.parent_path
        return unit.sudo(False), path

    @api.model
    def _flush_sources(self):
        for model, names in self._depends.items():
            self.env[model].flush_model(names)

    @api.model
    def _below_domain(self, unit, path, org_type):
        """The rows strictly below the unit on the day."""
        domain = Domain("path", "=like", f"{path}%") & Domain("unit_id", "!=", unit.id)
        # one who sees one kind of organisation only is shown figures of no other
        org_type = self.env.user._dlxh_org_type() or org_type
        return domain & Domain("org_type", "=", org_type) if org_type else domain

    @api.model
    def _summed_columns(self):
        pairs = self._measure_columns().values()
        return tuple(
            dict.fromkeys([*SUMMED, *(name for pair in pairs for name in pair)])
        )

    @api.model
    def _figures(self, domain, path):
        """Return {(level id, child id or None): sums}; None is the whole level.

        The sums hold persons once each, however many seats they fill.
        """
        names = self._summed_columns()
        # sudo: sums below a unit that `_place` has found in the user's territory
        query = self.sudo()._search(domain)
        child = SQL(
            "split_part(%s, '/', %s)::int AS child",
            SQL.identifier(self._table, "path"),
            path.count("/") + 1,
        )
        columns = [SQL.identifier(self._table, name) for name in ("level_id", *names)]
        rows = query.select(*columns, child)
        figures = {}
        for level_id, child_id, *sums in self.env.execute_query(
            SQL(
                "SELECT level_id, child, %s FROM (%s) c"
                " GROUP BY GROUPING SETS ((level_id), (level_id, child))",
                SQL(", ").join(
                    SQL("SUM(%s)::int", SQL.identifier(name)) for name in names
                ),
                rows,
            )
        ):
            figures[level_id, child_id] = dict(zip(names, sums, strict=True))
        for key, persons in self._persons(query, child).items():
            figures[key].update(persons)
        return figures

    @api.model
    def _persons(self, query, child):
        """Return {(level id, child id or None): persons, each counted once}."""
        columns = [
            SQL.identifier(self._table, name) for name in ("level_id", "team_id")
        ]
        counted = self.env.execute_query(
            SQL(
                "SELECT c.level_id, c.child, COUNT(DISTINCT s.partner_id),"
                " COUNT(DISTINCT s.partner_id) FILTER (WHERE s.is_trained)"
                " FROM (%s) c LEFT JOIN (%s) s ON s.team_id = c.team_id"
                " GROUP BY GROUPING SETS ((c.level_id), (c.level_id, c.child))",
                query.select(*columns, child),
                self._seats_sql(self._day()),
            )
        )
        return {
            (level_id, child_id): {"person_count": persons, "trained_count": trained}
            for level_id, child_id, persons, trained in counted
        }

    @api.model
    def _own_force(self, unit, domain):
        """The force of the unit itself, and how many of it sit in teams below.

        :return: dict with the row's figures and `shared_count`; empty when the
            unit needs no force or is of another kind than the user sees
        """
        own = self.search([("unit_id", "=", unit.id)], limit=1)
        if not own:
            return {}
        figures = own.read(
            ["team_kind", "quota_state", "member_count", "person_count"]
        )[0]
        # sudo: a number below a unit that `_place` has found in the territory
        below = self.sudo()._search(domain)
        seats = self._seats_sql(self._day())
        ((shared,),) = self.env.execute_query(
            SQL(
                "SELECT COUNT(DISTINCT s.partner_id) FROM (%(seats)s) s"
                " WHERE s.team_id = %(team)s AND s.partner_id IN ("
                " SELECT s.partner_id FROM (%(seats)s) s"
                " WHERE s.team_id IN (%(below)s))",
                seats=seats,
                team=own.team_id.id or None,
                below=below.select(SQL.identifier(self._table, "team_id")),
            )
        )
        return {**figures, "shared_count": shared}
