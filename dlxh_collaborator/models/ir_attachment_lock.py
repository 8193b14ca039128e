from odoo import api, models

from .approval_flow import in_flow


class IrAttachment(models.Model):
    """The file of a field is locked together with its document.

    Files of binary fields are rows of their own; without this, whoever may write
    the document could replace the file beside the lock.
    """

    _inherit = "ir.attachment"

    def _approval_check_lock(self):
        if in_flow(self.env):
            return
        is_ours = self.env["tier.definition"]._is_approval_model
        # sudo: only the state of the document is looked at
        for file in self.sudo():
            if not (file.res_field and file.res_id and is_ours(file.res_model)):
                continue
            document = self.env[file.res_model].sudo().browse(file.res_id).exists()
            if file.res_field not in document._approval_free_fields:
                document._approval_refuse_locked()

    @api.model_create_multi
    def create(self, vals_list):
        files = super().create(vals_list)
        files._approval_check_lock()
        return files

    def write(self, vals):
        self._approval_check_lock()
        result = super().write(vals)
        if {"res_model", "res_id", "res_field"} & vals.keys():
            self._approval_check_lock()
        return result

    def unlink(self):
        self._approval_check_lock()
        return super().unlink()
