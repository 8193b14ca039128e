from datetime import date as Date
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..coverage_figures import full_months
from .house_time import house_midnight

#: roles of dlxh.unit.responsibility that have a column of their own
ROLES = (
    "secretary_in_charge",
    "standing_member",
    "propaganda_member",
    "organ_leader",
    "organ_officer",
)


class DlxhCoverageQueryMixin(models.AbstractModel):
    """The SQL behind the coverage of units by teams, on any day.

    It is made of named columns and joins, so that another add-on adds its own
    by extending `_columns` and `_lookups`.
    """

    _name = "dlxh.coverage.query.mixin"
    _inherit = ["dlxh.share.mixin"]
    _description = "Coverage: the Query"

    @property
    def _table_query(self):
        day = self._day()
        return SQL(
            "SELECT %(columns)s FROM (%(units)s) u"
            " JOIN dlxh_level l ON l.id = u.level_id"
            " %(joins)s WHERE u.is_counted AND %(quota_max)s > 0",
            columns=self._select_sql(self._columns(day)),
            units=self._units_sql(day),
            joins=SQL(" ").join(self._joins(day)),
            quota_max=self._quota_max_sql(),
        )

    @api.model
    def _day(self):
        """The day looked at: `dlxh_date` of the context, else today."""
        given = self.env.context.get("dlxh_date")
        if not given:
            return fields.Date.context_today(self)
        try:
            day = fields.Date.to_date(given)
        except (TypeError, ValueError):
            day = None
        if not isinstance(day, Date) or not 1900 <= day.year <= 2200:
            raise UserError(
                self.env._(
                    "“%(date)s” is not a date. Choose the day in the calendar.",
                    date=given,
                )
            )
        return day

    @api.model
    def _holds(self, alias, day):
        """The condition that a row with date_from and date_to holds on the day."""
        return SQL(
            "%(since)s <= %(day)s AND (%(until)s IS NULL OR %(until)s >= %(day)s)",
            since=SQL.identifier(alias, "date_from"),
            until=SQL.identifier(alias, "date_to"),
            day=day,
        )

    # Units
    # -----

    @api.model
    def _units_sql(self, day):
        """The units open on the day, hung where they then hung.

        Columns: id, parent_id, level_id, org_type, path (ids from the top, each
        followed by a slash), direct_unit_id, above_unit_id, the unit's own quota
        and is_counted: units archived without a day of closing were never meant
        to be there.
        """
        if day >= fields.Date.context_today(self):
            return SQL(
                "SELECT u.id, u.parent_id, u.level_id, u.org_type,"
                " u.parent_path AS path, u.direct_unit_id, u.above_unit_id,"
                " u.own_team_min, u.own_team_max,"
                " (u.active OR u.date_close IS NOT NULL) AS is_counted"
                " FROM dlxh_unit u WHERE %s",
                self._is_open_sql(day),
            )
        return self._past_units_sql(day)

    @api.model
    def _is_open_sql(self, day):
        return SQL(
            "(u.date_open IS NULL OR u.date_open <= %(day)s)"
            " AND (u.date_close IS NULL OR u.date_close >= %(day)s)",
            day=day,
        )

    @api.model
    def _past_units_sql(self, day):
        """The tree as it was: a unit that has since moved hangs where it first
        moved away from. Levels below all that have a quota are left out."""
        return SQL(
            """
            WITH RECURSIVE then_open AS MATERIALIZED (%(units)s), tree AS (
                SELECT id, parent_id, level_id, org_type, id || '/' AS path,
                       CASE WHEN code = 'direct' THEN id END AS direct_unit_id,
                       CASE WHEN code = 'above_grassroots' THEN id END
                           AS above_unit_id,
                       own_team_min, own_team_max, is_counted
                  FROM then_open
                 WHERE parent_id IS NULL
                    OR parent_id NOT IN (SELECT id FROM then_open)
                UNION ALL
                SELECT o.id, o.parent_id, o.level_id, o.org_type,
                       t.path || o.id || '/',
                       COALESCE(t.direct_unit_id,
                                CASE WHEN o.code = 'direct' THEN o.id END),
                       COALESCE(t.above_unit_id,
                                CASE WHEN o.code = 'above_grassroots' THEN o.id END),
                       o.own_team_min, o.own_team_max, o.is_counted
                  FROM tree t JOIN then_open o ON o.parent_id = t.id
            )
            SELECT * FROM tree
            """,
            units=self._then_open_sql(day),
        )

    @api.model
    def _then_open_sql(self, day):
        """The units open on the day with the level each then had and the unit that
        was then above it."""
        return SQL(
            """
            SELECT u.id, l.id AS level_id, u.org_type, l.code,
                   u.own_team_min, u.own_team_max,
                   CASE WHEN c.unit_id IS NULL THEN u.parent_id
                        ELSE c.former_parent_id END AS parent_id,
                   (u.active OR u.date_close IS NOT NULL) AS is_counted
              FROM dlxh_unit u
              LEFT JOIN (
                   SELECT DISTINCT ON (unit_id) * FROM (%(moves)s) c
                    ORDER BY unit_id, date, id
              ) c ON c.unit_id = u.id
              LEFT JOIN (%(levels)s) v ON v.unit_id = u.id
              JOIN dlxh_level l ON l.id = COALESCE(v.level_id, u.level_id)
             WHERE %(is_open)s
               AND l.sequence <= (
                   SELECT MAX(sequence) FROM dlxh_level
                    WHERE team_max > 0 OR id IN (
                          SELECT level_id FROM dlxh_unit WHERE own_team_max > 0))
            """,
            is_open=self._is_open_sql(day),
            moves=self._moves_after_sql(day),
            levels=self.env["dlxh.unit"]._former_levels_sql(day),
        )

    @api.model
    def _moves_after_sql(self, day):
        """The moves of units carried out after the day; the first of a unit says
        where it was on the day."""
        return SQL(
            "SELECT id, unit_id, former_parent_id, date FROM dlxh_unit_change"
            " WHERE change_type = 'reparent' AND state = 'done' AND date > %s",
            day,
        )

    # Columns
    # -------

    @api.model
    def _columns(self, day):
        """Return {column: expression}; the aliases are those of `_lookups`."""
        has_team = SQL("t.id IS NOT NULL")
        columns = {
            "id": SQL("u.id"),
            "unit_id": SQL("u.id"),
            "parent_id": SQL("u.parent_id"),
            "level_id": SQL("u.level_id"),
            "org_type": SQL("u.org_type"),
            "path": SQL("u.path"),
            "direct_unit_id": SQL("u.direct_unit_id"),
            "above_unit_id": SQL("u.above_unit_id"),
            "unit_count": SQL("1"),
            "team_id": SQL("t.id"),
            "team_kind": SQL("COALESCE(t.kind, 'none')"),
            "established_count": SQL("(%s)::int", has_team),
            "team_count": SQL("(COALESCE(t.kind, '') = 'team')::int"),
            "group_count": SQL("(COALESCE(t.kind, '') = 'concurrent_group')::int"),
            "quota_state": self._quota_state_sql(),
            "quota_min": self._quota_min_sql(),
            "quota_max": self._quota_max_sql(),
            **{
                f"{state}_count": SQL("(%s = %s)::int", self._quota_state_sql(), state)
                for state in ("ok", "short", "over")
            },
            "member_count": SQL("m.seats"),
            "person_count": SQL("m.persons"),
            "trained_count": SQL("m.trained"),
            "duties_due": SQL("COALESCE(cardinality(d.roles), 0)"),
            "duties_filled": self._duties_filled_sql(),
            "lacking_count": SQL(
                "(NOT COALESCE(d.roles <@ r.roles, d.roles IS NULL))::int"
            ),
            "briefings_held": SQL("b.held"),
            "briefings_due": self._briefings_due_sql(day),
            "briefings_counted": SQL("LEAST(b.held, %s)", self._briefings_due_sql(day)),
        }
        for role in ROLES:
            columns[f"has_{role}"] = SQL("COALESCE(%s = ANY(r.roles), FALSE)", role)
        return columns

    @api.model
    def _share_columns(self):
        return [
            ("established_share", "established_count", "unit_count"),
            ("team_share", "team_count", "unit_count"),
            ("group_share", "group_count", "unit_count"),
            ("trained_share", "trained_count", "person_count"),
            ("duty_share", "duties_filled", "duties_due"),
            ("briefing_share", "briefings_counted", "briefings_due"),
        ]

    @api.model
    def _quota_min_sql(self):
        """As `dlxh.unit._team_quota`: a quota of the unit's own comes first."""
        return SQL(
            "CASE WHEN u.own_team_max > 0 THEN COALESCE(u.own_team_min, 0)"
            " ELSE l.team_min END"
        )

    @api.model
    def _quota_max_sql(self):
        return SQL(
            "CASE WHEN u.own_team_max > 0 THEN u.own_team_max ELSE l.team_max END"
        )

    @api.model
    def _quota_state_sql(self):
        """As on the team itself: a concurrent group has no quota."""
        return SQL(
            "CASE WHEN t.id IS NULL THEN 'none' WHEN t.kind <> 'team' THEN 'ok'"
            " WHEN m.seats < %s THEN 'short' WHEN m.seats > %s THEN 'over'"
            " ELSE 'ok' END",
            self._quota_min_sql(),
            self._quota_max_sql(),
        )

    @api.model
    def _duties_filled_sql(self):
        return SQL(
            "(SELECT COUNT(*) FROM unnest(d.roles) role WHERE role = ANY(r.roles))::int"
        )

    @api.model
    def _briefings_due_sql(self, day):
        """See coverage_figures.due_so_far: full months since the force began."""
        return SQL(
            "COALESCE(FLOOR(%(times)s * GREATEST(%(months)s - CASE"
            " WHEN f.first_day <= %(new_year)s THEN 0"
            " ELSE EXTRACT(MONTH FROM f.first_day)"
            " - (EXTRACT(DAY FROM f.first_day) = 1)::int END, 0) / 12.0), 0)::int",
            times=self._cadence_sql(),
            months=full_months(day),
            new_year=day.replace(month=1, day=1),
        )

    @api.model
    def _cadence_sql(self):
        """Briefings a year; N9: one a month, with the rapporteurs' conference."""
        return SQL("12")

    # Joins
    # -----

    @api.model
    def _joins(self, day):
        """Return the joins that the columns need, each exactly one row a unit.

        Each looks up what belongs to one unit by an index: the list of a commune
        does not count the members of the whole country, and the plan stays good
        when the statistics of the database do not.
        """
        return [
            SQL("LEFT JOIN LATERAL (%s) %s ON TRUE", query, SQL.identifier(alias))
            for alias, query in self._lookups(day).items()
        ]

    @api.model
    def _lookups(self, day):
        """Return {alias: query of one row for the unit `u`}, in order of need."""
        return {
            "t": SQL(
                "SELECT t.id, t.kind FROM dlxh_team t"
                " WHERE t.unit_id = u.id AND t.active AND %s"
                " ORDER BY t.date_from DESC, t.id DESC LIMIT 1",
                self._holds("t", day),
            ),
            "m": SQL(
                "SELECT COUNT(*)::int AS seats,"
                " COUNT(DISTINCT s.partner_id)::int AS persons,"
                " COUNT(DISTINCT s.partner_id) FILTER (WHERE s.is_trained)::int"
                " AS trained FROM (%s) s WHERE s.team_id = t.id",
                self._seats_sql(day),
            ),
            "r": SQL(
                "SELECT array_agg(DISTINCT y.role) AS roles"
                " FROM dlxh_unit_responsibility y WHERE y.unit_id = u.id AND %s",
                self._holds("y", day),
            ),
            "d": SQL(
                "SELECT array_agg(d.role) AS roles FROM dlxh_coverage_duty d"
                " WHERE d.level_id = u.level_id"
            ),
            "f": SQL(
                "SELECT MIN(f.date_from) AS first_day FROM dlxh_team f"
                " WHERE f.unit_id = u.id AND t.id IS NOT NULL AND f.active"
                " AND f.date_from <= %s"
                " AND (f.date_to IS NULL OR f.date_to >= %s)",
                day,
                day.replace(month=1, day=1),
            ),
            "b": self._held_sql(day),
        }

    @api.model
    def _held_sql(self, day):
        """Briefings held from New Year to the end of the day."""
        return SQL(
            "SELECT COUNT(*)::int AS held FROM dlxh_meeting b"
            " WHERE b.unit_id = u.id AND b.kind = 'briefing' AND b.is_held"
            " AND b.start >= %s AND b.start < %s",
            house_midnight(day.replace(month=1, day=1)),
            house_midnight(day + timedelta(days=1)),
        )

    @api.model
    def _seats_sql(self, day):
        """The seats that are taken on the day, with the person on each."""
        return SQL(
            "SELECT s.team_id, c.partner_id,"
            " COALESCE(c.trained_on <= %(day)s, FALSE) AS is_trained"
            " FROM dlxh_team_member s"
            " JOIN dlxh_collaborator c ON c.id = s.collaborator_id WHERE %(holds)s",
            day=day,
            holds=self._holds("s", day),
        )
