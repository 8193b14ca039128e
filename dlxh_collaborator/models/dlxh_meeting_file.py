from odoo import fields, models


class DlxhMeetingFile(models.Model):
    """One file of the briefing pack, for everybody who is invited."""

    _name = "dlxh.meeting.file"
    _inherit = [
        "dlxh.scope.base",
        "dlxh.private.name.mixin",
        "dlxh.approval.line.mixin",
    ]
    _scope_link_fields = ("meeting_id",)
    _approval_parent_field = "meeting_id"
    _description = "File of a Briefing Pack"
    _order = "meeting_id, sequence, id"

    meeting_id = fields.Many2one(
        "dlxh.meeting", string="Meeting", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="meeting_id.unit_id", store=True, index=True, string="Unit"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="File name", required=True)
    file = fields.Binary(required=True)
