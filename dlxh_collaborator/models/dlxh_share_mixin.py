from odoo import api, models
from odoo.tools import SQL


class DlxhShareMixin(models.AbstractModel):
    """Percentages of an SQL view that stay true when rows are grouped.

    A view names them in `_share_columns` and writes its columns by `_select_sql`.
    """

    _name = "dlxh.share.mixin"
    _description = "Shares of Sums"

    @api.model
    def _share_columns(self):
        """Return (share column, column of the part, column of the whole)."""
        return []

    @api.model
    def _select_sql(self, columns):
        """Return the columns and the shares of them as the list after SELECT.

        :param columns: {column: expression}
        """
        shares = {
            name: SQL(
                "100.0::float8 * (%s) / NULLIF(%s, 0)", columns[part], columns[whole]
            )
            for name, part, whole in self._share_columns()
        }
        return SQL(", ").join(
            SQL("%s AS %s", expression, SQL.identifier(name))
            for name, expression in (columns | shares).items()
        )

    def _read_group_select(self, aggregate_spec, query):
        """The share of a group is that of its sums, not the mean of shares."""
        for name, part, whole in self._share_columns():
            if aggregate_spec == f"{name}:avg":
                return SQL(
                    "100.0 * SUM(%s) / NULLIF(SUM(%s), 0)",
                    self._field_to_sql(self._table, part, query),
                    self._field_to_sql(self._table, whole, query),
                )
        return super()._read_group_select(aggregate_spec, query)
