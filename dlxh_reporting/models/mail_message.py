from odoo import api, models

from .raw_guard import refuse_on_raw


class MailMessage(models.Model):
    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        """No messages on opinion sheets: they name their writer for good."""
        refuse_on_raw(self.env, vals_list, "model")
        return super().create(vals_list)
