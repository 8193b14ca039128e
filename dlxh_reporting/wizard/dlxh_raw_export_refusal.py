from odoo import fields, models


class DlxhRawExportRefusal(models.TransientModel):
    """Ask why an export of opinion sheets is refused."""

    _name = "dlxh.raw.export.refusal"
    _description = "Refusal of an Export"

    export_id = fields.Many2one("dlxh.raw.export", required=True, readonly=True)
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Refuse with the reason given; the called method checks the right."""
        self.ensure_one()
        self.export_id.action_refuse(self.reason)
        return {"type": "ir.actions.act_window_close"}
