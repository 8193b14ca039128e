from odoo import api, models

from .raw_guard import refuse_on_raw


class MailActivity(models.Model):
    _inherit = "mail.activity"

    @api.model_create_multi
    def create(self, vals_list):
        """No activities on opinion sheets: they name who deals with whose sheet."""
        activities = super().create(vals_list)
        refuse_on_raw(activities, "res_model")
        return activities

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"res_model", "res_model_id"}:
            refuse_on_raw(self, "res_model")
        return result
