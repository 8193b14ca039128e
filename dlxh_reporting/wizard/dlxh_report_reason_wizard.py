from odoo import fields, models


class DlxhReportReasonWizard(models.TransientModel):
    """Ask why entries are dropped, or why a sent report is given back."""

    _name = "dlxh.report.reason.wizard"
    _description = "Reason for a Decision on a Report"

    kind = fields.Selection(
        [("drop", "Drop entries"), ("return", "Return to the unit")],
        required=True,
        readonly=True,
    )
    report_id = fields.Many2one("dlxh.report", readonly=True)
    entry_ids = fields.Many2many("dlxh.report.entry", readonly=True)
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Decide with the reason given; the called method checks the right."""
        self.ensure_one()
        if self.kind == "drop":
            self.entry_ids.action_drop(self.reason)
        else:
            self.report_id.action_return_sent(self.reason)
        return {"type": "ir.actions.act_window_close"}
