from odoo import api, models
from odoo.exceptions import AccessError

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

from .document_flow import in_flow

SIGNED_COPY_FIELD = "signed_copy"


class IrAttachment(models.Model):
    """The file behind a signed copy changes through its document only.

    Files of binary fields are rows of their own; without this, whoever may
    write the document could replace the file, or add a second one that hides it.
    """

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_signed_copy(vals.get("res_model"), vals.get("res_field"))
        return super().create(vals_list)

    def write(self, vals):
        self._check_signed_copies()
        if vals.get("res_field") == SIGNED_COPY_FIELD or "res_model" in vals:
            for attachment in self.sudo():  # only to know what is meant to change
                self._check_signed_copy(
                    vals.get("res_model", attachment.res_model),
                    vals.get("res_field", attachment.res_field),
                )
        return super().write(vals)

    def unlink(self):
        self._check_signed_copies()
        return super().unlink()

    def _check_signed_copies(self):
        for attachment in self.sudo():  # only to know what is meant to change
            self._check_signed_copy(attachment.res_model, attachment.res_field)

    def _check_signed_copy(self, res_model, res_field):
        if res_field != SIGNED_COPY_FIELD or in_flow(self.env):
            return
        if self.env.su and self.env.context.get(MODULE_UNINSTALL_FLAG):
            return
        model = self.env.registry.get(res_model)
        if model is not None and "signed_copy_hash" in model._fields:
            raise AccessError(
                self.env._(
                    "A signed copy is attached and replaced on the form of its "
                    "document, by the clerk of the issuing unit."
                )
            )
