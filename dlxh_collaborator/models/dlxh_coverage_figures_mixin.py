from odoo import api, fields, models
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
        if not unit._is_open_on(day):
            raise UserError(
                self.env._(
                    "%(unit)s did not exist on %(date)s. Choose another day.",
                    unit=unit.name,
                    date=day.strftime("%d/%m/%Y"),
                )
            )
        return unit.sudo(False), self._path_on(unit, day)

    @api.model
    def _path_on(self, unit, day):
        """The ids from the top to the unit, as the tree stood on the day."""
        if day >= fields.Date.context_today(self):
            return unit.parent_path
        self._flush_sources()
        ((path,),) = self.env.execute_query(
            SQL(
                """
                WITH RECURSIVE way AS (
                    SELECT %(unit)s AS id, 0 AS step
                    UNION ALL
                    SELECT CASE WHEN c.unit_id IS NULL THEN u.parent_id
                                ELSE c.former_parent_id END, w.step + 1
                      FROM way w JOIN dlxh_unit u ON u.id = w.id
                      LEFT JOIN LATERAL (%(moves)s AND unit_id = w.id
                                ORDER BY date, id LIMIT 1) c ON TRUE
                )
                SELECT string_agg(id || '/', '' ORDER BY step DESC) FROM way
                """,
                unit=unit.id,
                moves=self._moves_after_sql(day),
            )
        )
        return path

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
    def _figures(self, domain, path, own_team_id=None):
        """Return the sums of the rows, and how many of a team sit below as well.

        The sums are {(level id, child id or None): {column: sum}}; None is the
        whole level. They hold persons once each, however many seats they fill.
        """
        names = self._summed_columns()
        # sudo: sums below a unit that `_place` has found in the user's territory
        query = self.sudo()._search(domain)
        rows = self._rows_sql(query, ("level_id", "team_id", *names), path)
        found = self.env.execute_query(self._sums_sql(rows, names, own_team_id))
        figures = {}
        for level_id, child_id, persons, trained, _shared, *sums in found:
            figures[level_id, child_id] = {
                **dict(zip(names, sums, strict=True)),
                "person_count": persons,
                "trained_count": trained,
            }
        return figures, found[0][4] if found else 0

    @api.model
    def _sums_sql(self, rows, names, own_team_id):
        """Sums by level, and by level and child; persons are counted, not added."""
        return SQL(
            """
            WITH c AS MATERIALIZED (%(rows)s),
            f AS (SELECT level_id, child, %(sums)s FROM c
                   GROUP BY GROUPING SETS ((level_id), (level_id, child))),
            s AS MATERIALIZED (%(seats)s),
            p AS (SELECT c.level_id, c.child, COUNT(DISTINCT s.partner_id) AS persons,
                         COUNT(DISTINCT s.partner_id) FILTER (WHERE s.is_trained)
                            AS trained
                    FROM c JOIN s ON s.team_id = c.team_id
                   GROUP BY GROUPING SETS ((c.level_id), (c.level_id, c.child)))
            SELECT f.level_id, f.child, COALESCE(p.persons, 0),
                   COALESCE(p.trained, 0), (%(shared)s), %(columns)s
              FROM f LEFT JOIN p ON p.level_id = f.level_id
               AND p.child IS NOT DISTINCT FROM f.child
            """,
            rows=rows,
            sums=SQL(", ").join(
                SQL("SUM(%s)::int AS %s", column, column)
                for column in map(SQL.identifier, names)
            ),
            columns=SQL(", ").join(SQL.identifier("f", name) for name in names),
            seats=self._seats_sql(self._day()),
            shared=self._shared_sql(own_team_id),
        )

    @api.model
    def _rows_sql(self, query, names, path):
        """The rows of the query, with the unit on the way from the path to each."""
        return query.select(
            *(SQL.identifier(self._table, name) for name in names),
            SQL(
                "split_part(%s, '/', %s)::int AS child",
                SQL.identifier(self._table, "path"),
                path.count("/") + 1,
            ),
        )

    @api.model
    def _shared_sql(self, team_id):
        """How many persons of the team sit in teams of the rows `c` as well."""
        if not team_id:
            return SQL("0")
        return SQL(
            "SELECT COUNT(DISTINCT s.partner_id) FROM s WHERE s.team_id = %s"
            " AND s.partner_id IN (SELECT s.partner_id FROM s"
            " JOIN c ON c.team_id = s.team_id)",
            team_id,
        )

    @api.model
    def _own_row(self, unit):
        """The row of the unit itself; none when it needs no force or is of another
        kind than the user sees."""
        names = ["team_id", "team_kind", "person_count"]
        return self.search_fetch([("unit_id", "=", unit.id)], names, limit=1)
