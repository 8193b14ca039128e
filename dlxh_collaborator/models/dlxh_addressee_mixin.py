from odoo import api, fields, models
from odoo.fields import Domain


class DlxhAddresseeMixin(models.AbstractModel):
    """Say whether a record is addressed to the territory of the current user.

    For records that a unit makes for another one below: a task given, a finding
    of an inspection. The second unit is searched as the first one is in
    `dlxh.scope.base`, so that a transfer takes effect at once here too.
    """

    _name = "dlxh.addressee.mixin"
    _description = "Addressed to a Unit"

    #: many2one to the unit that the record is made for
    _addressee_field = "responsible_unit_id"

    is_addressed = fields.Boolean(
        string="Addressed to my territory",
        compute="_compute_is_addressed",
        search="_search_is_addressed",
        export_string_translation=False,
    )
    is_addressed_own = fields.Boolean(
        string="Addressed to my own unit",
        compute="_compute_is_addressed",
        search="_search_is_addressed_own",
        export_string_translation=False,
    )

    @api.depends_context("uid")
    @api.depends(
        lambda self: (
            f"{self._addressee_field}.parent_path",
            f"{self._addressee_field}.org_type",
        )
    )
    def _compute_is_addressed(self):
        units = self.env.user._dlxh_units()
        paths = tuple(units.mapped("parent_path"))
        org_type = self.env.user._dlxh_org_type()
        for record in self:
            # sudo: compares paths of units, nothing of the unit is shown
            unit = record.sudo()[self._addressee_field]
            inside = bool(paths) and (unit.parent_path or "").startswith(paths)
            record.is_addressed = inside and org_type in (False, unit.org_type)
            record.is_addressed_own = unit in units

    def _search_is_addressed(self, operator, value):
        if operator != "in":  # the ORM asks for "in" and inverts by itself
            return NotImplemented
        units = self.env.user._dlxh_units()
        domain = Domain(self._addressee_field, "child_of", units.ids)
        org_type = self.env.user._dlxh_org_type()
        if org_type:
            domain &= Domain(f"{self._addressee_field}.org_type", "=", org_type)
        return domain

    def _search_is_addressed_own(self, operator, value):
        if operator != "in":
            return NotImplemented
        units = self.env.user._dlxh_units()
        return Domain(self._addressee_field, "in", units.ids)
