from odoo import api, models

from .raw_guard import refuse_on_raw


class MailActivity(models.Model):
    _inherit = "mail.activity"

    @api.model_create_multi
    def create(self, vals_list):
        """No activities on opinion sheets: they name who deals with whose sheet."""
        model_ids = [
            vals["res_model_id"] for vals in vals_list if "res_model_id" in vals
        ]
        names = self.env["ir.model"].sudo().browse(model_ids).mapped("model")
        refuse_on_raw(self.env, [{"model": name} for name in names], "model")
        refuse_on_raw(self.env, vals_list, "res_model")
        return super().create(vals_list)
