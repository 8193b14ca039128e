from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG


class TierDefinition(models.Model):
    """Levels of approval of our documents: data that our administrator changes."""

    _inherit = "tier.definition"

    is_dlxh = fields.Boolean(
        string="Public-opinion document",
        compute="_compute_is_dlxh",
        search="_search_is_dlxh",
        export_string_translation=False,
    )

    @api.model
    def _is_approval_model(self, name):
        """Return whether the model `name` uses our approval."""
        model = self.env.registry.get(name) if name else None
        return (
            model is not None
            and not model._abstract
            and issubclass(model, self.env.registry["dlxh.approval.mixin"])
        )

    @api.model
    def _approval_model_names(self):
        return [name for name in self.env.registry if self._is_approval_model(name)]

    @api.model
    def _get_tier_validation_model_names(self):
        names = super()._get_tier_validation_model_names()
        return names + self._approval_model_names()

    @api.depends("model")
    def _compute_is_dlxh(self):
        for definition in self:
            definition.is_dlxh = self._is_approval_model(definition.model)

    def _search_is_dlxh(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("model", "in", self._approval_model_names())

    def _check_dlxh_administrator(self):
        """Only our administrator (or Odoo's) decides who approves documents."""
        user = self.env.user
        if (
            self.env.su
            or user.has_group("dlxh_collaborator.group_dlxh_administrator")
            or user.has_group("base.group_system")
        ):
            return
        if any(definition.is_dlxh for definition in self):
            raise AccessError(
                self.env._(
                    "Only the administrator changes who approves documents. Ask"
                    " the administrator of the system."
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        definitions = super().create(vals_list)
        definitions._check_dlxh_administrator()
        return definitions

    def write(self, vals):
        self._check_dlxh_administrator()
        result = super().write(vals)
        if "model_id" in vals:
            self._check_dlxh_administrator()
        return result

    def unlink(self):
        # not by @api.ondelete, which a client can switch off in its context
        if not (self.env.su and self.env.context.get(MODULE_UNINSTALL_FLAG)):
            self._refuse_unlink_open()
        return super().unlink()

    def _refuse_unlink_open(self):
        self._check_dlxh_administrator()
        # sudo: reviews of documents that the administrator may not read count too
        open_review = (
            self.env["tier.review"]
            .sudo()
            .search(
                [
                    ("definition_id", "in", self.filtered("is_dlxh").ids),
                    ("status", "in", ("waiting", "pending")),
                ],
                limit=1,
            )
        )
        if open_review:
            raise UserError(
                self.env._(
                    "Documents are waiting for the approval level “%(name)s”."
                    " Archive it instead of deleting it.",
                    name=open_review.definition_id.name,
                )
            )
