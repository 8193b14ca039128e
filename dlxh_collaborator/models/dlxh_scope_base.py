from odoo import api, fields, models
from odoo.fields import Domain


class DlxhScopeBase(models.AbstractModel):
    """Say whether a record lies in the territory of the current user.

    The territory of a user is `res.users.dlxh_unit_ids` with all units below,
    narrowed to one organisation type when `dlxh_org_type` is set. Rules use the
    searchable fields, never the ids, so that a transfer takes effect at once.
    """

    _name = "dlxh.scope.base"
    _description = "Territory of a User"

    #: field that leads to the unit; "id" on the unit itself
    _scope_field = "unit_id"
    #: links that lead only to records which whoever writes them may read
    _scope_link_fields = ()

    is_in_scope = fields.Boolean(
        string="In my territory",
        compute="_compute_is_in_scope",
        search="_search_is_in_scope",
        export_string_translation=False,
    )
    is_own_unit = fields.Boolean(
        string="My own unit",
        compute="_compute_is_own_unit",
        search="_search_is_own_unit",
        export_string_translation=False,
    )

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._check_links_readable()
        return records

    def write(self, vals):
        """Refuse to push a record out of the territory: the rules look at the unit
        it had, so they are asked once more about the unit it was given."""
        result = super().write(vals)
        if not self.env.su and not self._scope_sources().isdisjoint(vals):
            self.check_access("write")
        if not vals.keys().isdisjoint(self._scope_link_fields):
            self._check_links_readable()
        return result

    def _scope_sources(self):
        """Return the names of own fields that decide on the unit."""
        related = self._fields[self._scope_field].related
        return {self._scope_field, *(related or "").split(".")[:1]} - {""}

    def _check_links_readable(self):
        """Asked when links are written; constraints would run as superuser."""
        if self.env.su:  # the flow links records of several units
            return
        for name in self._scope_link_fields:
            self[name].check_access("read")

    def _scope_unit(self):
        """Return the unit of each record, as superuser: only ids and paths of
        units are compared, nothing of them is shown."""
        self.ensure_one()
        record = self.sudo()
        return record if self._scope_field == "id" else record[self._scope_field]

    @api.depends_context("uid")
    @api.depends(lambda self: self._scope_depends())
    def _compute_is_in_scope(self):
        paths = tuple(self.env.user._dlxh_units().mapped("parent_path"))
        org_type = self.env.user._dlxh_org_type()
        for record in self:
            unit = record._scope_unit()
            inside = bool(paths) and (unit.parent_path or "").startswith(paths)
            record.is_in_scope = inside and org_type in (False, unit.org_type)

    def _scope_depends(self):
        if self._scope_field == "id":
            return ("parent_path", "org_type")
        return (
            f"{self._scope_field}.parent_path",
            f"{self._scope_field}.org_type",
        )

    def _search_is_in_scope(self, operator, value):
        if operator != "in":  # the ORM asks for "in" and inverts by itself
            return NotImplemented
        units = self.env.user._dlxh_units()
        if units._is_whole_tree():  # spares the planner a walk through the tree
            domain = Domain(self._scope_field, "!=", False)
        else:
            domain = self._scope_domain(units)
        org_type = self.env.user._dlxh_org_type()
        if org_type:
            prefix = "" if self._scope_field == "id" else f"{self._scope_field}."
            domain &= Domain(f"{prefix}org_type", "=", org_type)
        return domain

    def _scope_domain(self, units):
        """Return the domain of the records at or below `units`."""
        return Domain(self._scope_field, "child_of", units.ids)

    @api.depends_context("uid")
    @api.depends(lambda self: self._scope_depends())
    def _compute_is_own_unit(self):
        units = self.env.user._dlxh_units()
        for record in self:
            record.is_own_unit = record._scope_unit() in units

    def _search_is_own_unit(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain(self._scope_field, "in", self.env.user._dlxh_units().ids)
