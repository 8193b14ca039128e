from odoo import models


class DlxhUnit(models.Model):
    """What is owed follows the tree until the period begins."""

    _inherit = "dlxh.unit"

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"parent_id", "level_id", "date_open", "date_close", "active"}:
            self.env["dlxh.regime"]._generate_soon()
        return result
