from odoo import api, models

from .raw_guard import refuse_on_raw


class MailMessage(models.Model):
    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        """No messages on opinion sheets: they name their writer for good."""
        messages = super().create(vals_list)
        refuse_on_raw(messages, "model")
        return messages

    def write(self, vals):
        result = super().write(vals)
        if "model" in vals:
            refuse_on_raw(self, "model")
        return result
