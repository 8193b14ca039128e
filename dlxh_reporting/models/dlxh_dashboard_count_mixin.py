from odoo import api, fields, models
from odoo.tools import SQL, format_date

from ..suppression import MINIMUM

READER = ("uid",)


class DlxhDashboardCountMixin(models.AbstractModel):
    """How often something was told in a week, without pointing at anybody.

    The rows are made for the reader: what his own units received, if he is their
    officer, and apart from it what sent reports cite from all units below taken
    together. Cells that rest on one sheet or one unit are not among the rows, so
    no total knows of them; see the package `suppression`, which does the same.
    There is no unit below in a row: a single unit is looked up in its reports.
    """

    _name = "dlxh.dashboard.count.mixin"
    _inherit = ["dlxh.scope.base"]
    _description = "Counts of Sheets by Week"
    _auto = False
    _order = "week desc, sheet_count desc, id"

    #: columns of `_told_sql` that name a cell besides the week
    _cell_columns = ()

    unit_id = fields.Many2one("dlxh.unit", depends_context=READER)
    is_own = fields.Boolean(
        string="Received by the unit itself",
        depends_context=READER,
        help="Otherwise from the units below, as their sent reports cite it.",
    )
    week = fields.Date(string="Week of", depends_context=READER)
    sheet_count = fields.Integer(
        string="Mentions in sheets (not representative)",
        depends_context=READER,
        help="Number of sheets that name it; not statistically representative and "
        "never a share of people.",
    )
    unit_count = fields.Integer(
        string="Units",
        depends_context=READER,
        help="Distinct units; a total counts each once.",
    )

    @api.depends("week")
    @api.depends_context("uid", "lang")
    def _compute_display_name(self):
        for row in self:
            week = format_date(self.env, row.week) if row.week else ""
            row.display_name = ", ".join(filter(None, [*row._cell_words(), week]))

    def _cell_words(self):
        """What the cell is about, in words."""
        for name in self._cell_columns:
            field, value = self._fields[name], self[name]
            if field.relational:
                yield value.sudo().name  # a public catalogue
            else:
                yield dict(field._description_selection(self.env)).get(value)

    @property
    def _table_query(self):
        own = self.env.user._dlxh_units()
        cell = SQL(", ").join(map(SQL.identifier, self._cell_columns))
        return SQL(
            """
            SELECT %(id)s AS id, unit_id, is_own, week, %(cell)s,
                   COUNT(*)::int AS sheet_count,
                   COUNT(DISTINCT teller)::int AS unit_count,
                   string_agg(DISTINCT teller::text, ',') AS tellers
              FROM (SELECT DISTINCT t.* FROM (%(told)s) t) m
             GROUP BY unit_id, is_own, week, %(cell)s
            HAVING is_own OR (COUNT(*) >= %(minimum)s
                              AND COUNT(DISTINCT teller) >= %(minimum)s)
            """,
            id=self._id_sql(),
            cell=cell,
            told=self._told_sql(self._sheets_sql(own)),
            minimum=MINIMUM,
        )

    @api.model
    def _id_sql(self):
        """A number of its own for each cell, the same in every query."""
        raise NotImplementedError

    @api.model
    def _told_sql(self, sheets):
        """Return one row for each sheet and cell it names, with the columns of
        `sheets` and those of the cell."""
        raise NotImplementedError

    # Whose sheets
    # ------------

    @api.model
    def _sheets_sql(self, own):
        """The sheets that count for the reader.

        Columns: sheet, teller (unit that received it), unit_id (the reader's unit
        it is shown under), is_own, week.
        """
        if not own:
            return SQL(
                "SELECT 0 AS sheet, 0 AS teller, 0 AS unit_id, TRUE AS is_own,"
                " NULL::date AS week WHERE FALSE"
            )
        officer = self.env.user.has_group("dlxh_collaborator.group_dlxh_officer")
        parts = [self._below_sql(own)]
        if officer:
            parts.append(self._own_sql(own))
        return SQL(" UNION ALL ").join(parts)

    @api.model
    def _own_sql(self, own):
        return SQL(
            "SELECT o.id AS sheet, o.unit_id AS teller, o.unit_id, TRUE AS is_own,"
            " o.observed_week AS week FROM dlxh_opinion o"
            " WHERE o.unit_id IN %s AND o.state IN ('accepted', 'used')"
            " AND o.is_nil IS NOT TRUE",
            tuple(own.ids),
        )

    @api.model
    def _below_sql(self, own):
        """Sheets of other units in the territory that a sent report cites.

        They are shown under the reader's highest unit above them, so that each
        counts once and nothing he received himself is mixed in.
        """
        tops = own.filtered(
            lambda unit: (
                not any(
                    unit != other and unit.parent_path.startswith(other.parent_path)
                    for other in own
                )
            )
        )
        org_type = self.env.user._dlxh_org_type()
        return SQL(
            """
            SELECT o.id AS sheet, o.unit_id AS teller, CASE %(tops)s END AS unit_id,
                   FALSE AS is_own, o.observed_week AS week
              FROM dlxh_opinion o JOIN dlxh_unit u ON u.id = o.unit_id
             WHERE o.state = 'used' AND o.is_nil IS NOT TRUE
               AND o.unit_id NOT IN %(own)s AND (%(territory)s) AND %(kind)s
               AND EXISTS (SELECT FROM dlxh_report_entry_opinion_rel r
                             JOIN dlxh_report_entry e ON e.id = r.entry_id
                            WHERE r.opinion_id = o.id AND e.is_sent
                              AND e.state <> 'dropped')
            """,
            tops=SQL(" ").join(
                SQL("WHEN u.parent_path LIKE %s THEN %s", f"{top.parent_path}%", top.id)
                for top in tops
            ),
            own=tuple(own.ids),
            territory=SQL(" OR ").join(self._territory_sql(top) for top in tops),
            kind=SQL("u.org_type = %s", org_type) if org_type else SQL("TRUE"),
        )

    @api.model
    def _territory_sql(self, top):
        """As `dlxh.scope.large.mixin`: the stored ancestor where there is one."""
        if top._is_whole_tree():
            return SQL("TRUE")
        for column in ("direct_unit_id", "above_unit_id"):
            if top[column] == top:
                return SQL("%s = %s", SQL.identifier("o", column), top.id)
        return SQL("u.parent_path LIKE %s", f"{top.parent_path}%")

    # Sums and rights
    # ---------------

    def _read_group_select(self, aggregate_spec, query):
        """Units of several cells are counted once each, not added up."""
        if aggregate_spec == "unit_count:sum":
            return SQL(
                "(SELECT COUNT(DISTINCT one) FROM"
                " unnest(string_to_array(string_agg(%s, ','), ',')) one)",
                SQL.identifier(self._table, "tellers"),
            )
        return super()._read_group_select(aggregate_spec, query)

    def read(self, fields=None, load="_classic_read"):
        """Refuse rows that are not made for the reader, instead of leaving them out."""
        self.check_access("read")
        return super().read(fields, load=load)

    def _compute_is_own_unit(self):
        """The query makes rows of the reader's own units only."""
        there = self.exists()
        for row in self:
            row.is_own_unit = row in there

    def _compute_is_in_scope(self):
        for row in self:
            row.is_in_scope = row.is_own_unit

    def export_data(self, fields_to_export):
        """Taking figures out is logged: which cells, how many."""
        self.env["dlxh.access.log"]._log(
            "export", self._name, domain=[("id", "in", self.ids)], count=len(self)
        )
        return super().export_data(fields_to_export)
