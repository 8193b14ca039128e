from odoo import api, models
from odoo.exceptions import ValidationError


class DlxhIssuerMixin(models.AbstractModel):
    """A document that one of the bodies of its own unit issues.

    Proposes the unit the user works for and the body that issues such documents,
    and refuses a body of another unit.
    """

    _name = "dlxh.issuer.mixin"
    _description = "Issued by a Body of the Unit"

    #: kinds of bodies that issue such documents, the first choice first
    _issuer_kinds = ("commission", "front")

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        units = self.env.user._dlxh_units()
        if "unit_id" in fields_list and not values.get("unit_id") and len(units) == 1:
            values["unit_id"] = units.id
        return values

    @api.onchange("unit_id")
    def _onchange_unit_id(self):
        self.body_id = self._default_bodies(self.unit_id.ids).get(self.unit_id.id)

    @api.model_create_multi
    def create(self, vals_list):
        lacking = [v.get("unit_id") for v in vals_list if "body_id" not in v]
        bodies = self._default_bodies([unit_id for unit_id in lacking if unit_id])
        return super().create(
            [{"body_id": bodies.get(v.get("unit_id"), False), **v} for v in vals_list]
        )

    @api.model
    def _default_bodies(self, unit_ids):
        """Return {unit id: id of the body that issues for it}."""
        # sudo: which bodies a unit has is public
        bodies = self.env["dlxh.body"].sudo().search([("unit_id", "in", unit_ids)])
        order = {kind: index for index, kind in enumerate(self._issuer_kinds)}
        found = {}
        for body in bodies.sorted(lambda one: order.get(one.kind, len(order))):
            found.setdefault(body.unit_id.id, body.id)
        return found

    @api.constrains("body_id", "unit_id")
    def _check_body_of_unit(self):
        for document in self.filtered("body_id"):
            # sudo: only the unit of the body is compared
            if document.body_id.sudo().unit_id != document.unit_id:
                raise ValidationError(
                    self.env._(
                        "“%(document)s” is issued by a body of another unit. Choose "
                        "a body of %(unit)s.",
                        document=document.display_name,
                        unit=document.sudo().unit_id.name,
                    )
                )
