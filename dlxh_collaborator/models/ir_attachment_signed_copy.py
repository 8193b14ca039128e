from odoo import api, models
from odoo.exceptions import AccessError

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

from .approval_flow import in_flow as in_approval_flow
from .document_flow import in_flow

SIGNED_COPY_FIELD = "signed_copy"


class IrAttachment(models.Model):
    """The file behind a field of a document changes through the document only.

    Files of binary fields are rows of their own; without this, whoever may
    write the document could replace the file, or add a second one that hides it.
    Guarded are signed copies, and every file of a document that is locked.
    """

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_signed_copy(vals.get("res_model"), vals.get("res_field"))
        attachments = super().create(vals_list)
        attachments._check_approval_lock()
        return attachments

    def write(self, vals):
        self._check_signed_copies()
        self._check_approval_lock()
        if vals.get("res_field") == SIGNED_COPY_FIELD or "res_model" in vals:
            for attachment in self.sudo():  # only to know what is meant to change
                self._check_signed_copy(
                    vals.get("res_model", attachment.res_model),
                    vals.get("res_field", attachment.res_field),
                )
        result = super().write(vals)
        if {"res_model", "res_id", "res_field"} & vals.keys():
            self._check_approval_lock()
        return result

    def unlink(self):
        self._check_signed_copies()
        self._check_approval_lock()
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

    def _check_approval_lock(self):
        """Refuse to touch the file of a field of a locked document."""
        if in_approval_flow(self.env):
            return
        is_ours = self.env["tier.definition"]._is_approval_model
        for attachment in self.sudo():  # only the state of the document is read
            name = attachment.res_field
            if not (name and attachment.res_id and is_ours(attachment.res_model)):
                continue
            document = self.env[attachment.res_model].sudo().browse(attachment.res_id)
            if name not in document._approval_free_fields:
                document.exists()._approval_refuse_locked()
