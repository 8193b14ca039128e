from odoo import fields, models


class DlxhRawExportRefusal(models.TransientModel):
    """Ask why an export of opinion sheets is refused."""

    _name = "dlxh.raw.export.refusal"
    _inherit = ["dlxh.release.refusal.mixin"]
    _description = "Refusal of an Export"
    _request_field = "export_id"

    export_id = fields.Many2one("dlxh.raw.export", required=True, readonly=True)
