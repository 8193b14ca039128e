from odoo import fields, models


class DlxhSetupPassword(models.TransientModel):
    """Dialog that shows first passwords once; it is never saved."""

    _name = "dlxh.setup.password"
    _description = "First Passwords"

    text = fields.Text(string="Passwords", readonly=True, store=False)
