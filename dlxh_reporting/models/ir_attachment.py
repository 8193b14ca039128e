from odoo import api, models

from .raw_guard import refuse_on_raw


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        """No files on opinion sheets: they would carry what the screen keeps out."""
        attachments = super().create(vals_list)
        refuse_on_raw(attachments, "res_model")
        return attachments

    def write(self, vals):
        result = super().write(vals)
        if "res_model" in vals:
            refuse_on_raw(self, "res_model")
        return result
