from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

#: written when the unit is set or moved, never by hand
SCOPE_COLUMNS = frozenset(("direct_unit_id", "above_unit_id"))


class DlxhScopeLargeMixin(models.AbstractModel):
    """Unit scope for models with a million rows.

    The ancestors of the unit at the two levels that most officers sit at are
    stored beside it. With an index (ancestor, date, id) the list of a province
    whose newest rows are old costs one index scan instead of a walk over all
    rows. The columns are copied when the unit is set and rewritten in batch
    when a unit is moved (`dlxh.unit._rewrite_scope_columns`).
    """

    _name = "dlxh.scope.large.mixin"
    _inherit = ["dlxh.scope.mixin"]
    _description = "Unit Scope of a Large Model"

    direct_unit_id = fields.Many2one(
        "dlxh.unit", string="Province or bloc", readonly=True, copy=False
    )
    above_unit_id = fields.Many2one(
        "dlxh.unit", string="Commune or equal", readonly=True, copy=False
    )

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._copy_scope_columns()
        return records

    def write(self, vals):
        if not self.env.su and not SCOPE_COLUMNS.isdisjoint(vals):
            raise UserError(
                self.env._("In which province it lies follows from the unit.")
            )
        result = super().write(vals)
        if "unit_id" in vals:
            self._copy_scope_columns()
        return result

    def _copy_scope_columns(self):
        """Copy the ancestors of the unit by one UPDATE for all records."""
        if not self:
            return
        self.flush_recordset(["unit_id"])
        self.env["dlxh.unit"].flush_model(["direct_unit_id", "above_unit_id"])
        self.env.cr.execute(
            SQL(
                "UPDATE %(table)s t SET direct_unit_id = u.direct_unit_id,"
                " above_unit_id = u.above_unit_id"
                " FROM dlxh_unit u WHERE u.id = t.unit_id AND t.id IN %(ids)s",
                table=SQL.identifier(self._table),
                ids=tuple(self.ids),
            )
        )
        self.invalidate_recordset(["direct_unit_id", "above_unit_id"])

    def _scope_domain(self, units):
        """Use the stored column for units that are their own ancestor there."""
        domains, rest = [], units
        for column in ("direct_unit_id", "above_unit_id"):
            covered = rest.filtered(lambda unit, c=column: unit[c] == unit)
            if covered:
                domains.append(Domain(column, "in", covered.ids))
            rest -= covered
        if rest or not domains:
            domains.append(super()._scope_domain(rest))
        return Domain.OR(domains)
