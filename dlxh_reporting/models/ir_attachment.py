from odoo import api, models

from .raw_guard import refuse_on_raw


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        """No files on opinion sheets: they would carry what the screen keeps out."""
        refuse_on_raw(self.env, vals_list, "res_model")
        return super().create(vals_list)

    def write(self, vals):
        refuse_on_raw(self.env, [vals], "res_model")
        return super().write(vals)
