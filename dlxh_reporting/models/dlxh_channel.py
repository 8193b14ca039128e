from odoo import fields, models


class DlxhChannel(models.Model):
    """How an opinion came to be known (kênh nắm bắt)."""

    _name = "dlxh.channel"
    _inherit = ["dlxh.catalogue.mixin"]
    _description = "Channel"

    is_petition = fields.Boolean(
        string="Petitions",
        help="Only a summary of what petitions say: no petitioner, no scan.",
    )
    hint = fields.Char(help="Shown to the collaborator who chooses this channel.")

    _code_uniq = models.Constraint("UNIQUE(code)", "Codes of channels must be unique.")
