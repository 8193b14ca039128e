from odoo import fields, models


class DlxhSetupCommune(models.Model):
    """One commune of the set-up, loaded or left out."""

    _name = "dlxh.setup.commune"
    _description = "Commune of a Set-up"
    _order = "code, id"

    setup_id = fields.Many2one(
        "dlxh.setup.wizard", required=True, index=True, ondelete="cascade"
    )
    load = fields.Boolean(default=True)
    code = fields.Char(readonly=True)
    name = fields.Char(readonly=True)
