from odoo import api, fields, models
from odoo.exceptions import AccessError


class DlxhCatalogueMixin(models.AbstractModel):
    """A closed list that the central level owns and everybody uses."""

    _name = "dlxh.catalogue.mixin"
    _description = "Closed List"
    _order = "sequence, id"

    name = fields.Char(required=True)
    code = fields.Char(
        required=True, copy=False, help="Stays the same when the name is changed."
    )
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    @api.model
    def _is_catalogue_owner(self):
        """Tell whether the user may change the lists: officers of the centre."""
        user = self.env.user
        return (
            self.env.su
            or user.has_group("dlxh_collaborator.group_dlxh_administrator")
            or (
                user.has_group("dlxh_collaborator.group_dlxh_officer")
                and user.has_group("dlxh_collaborator.group_dlxh_level_central")
            )
        )

    def _check_catalogue_owner(self):
        if not self._is_catalogue_owner():
            raise AccessError(
                self.env._(
                    "This list is kept by the central level. Ask its officer to "
                    "change it."
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_catalogue_owner()
        return super().create(vals_list)

    def write(self, vals):
        self._check_change(vals)
        return super().write(vals)

    def _check_change(self, vals):
        """Refuse changes by others than the owners of the list."""
        self._check_catalogue_owner()

    def unlink(self):
        # not by @api.ondelete, which a client can switch off in its context
        self._check_change({})
        return super().unlink()
