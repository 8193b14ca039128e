from odoo import fields, models


class DlxhMeetingPaperReturn(models.TransientModel):
    """Ask why a paper goes back to the unit that wrote it."""

    _name = "dlxh.meeting.paper.return"
    _description = "Return of a Paper"

    paper_id = fields.Many2one("dlxh.meeting.paper", required=True, readonly=True)
    reason = fields.Text(required=True, help="What has to be changed.")

    def action_confirm(self):
        """Return the paper in the user's own rights."""
        self.ensure_one()
        self.paper_id.action_return(self.reason)
        return {"type": "ir.actions.act_window_close"}
