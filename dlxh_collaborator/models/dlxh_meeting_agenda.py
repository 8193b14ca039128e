from odoo import api, fields, models


class DlxhMeetingAgenda(models.Model):
    """One line of the agenda of a meeting."""

    _name = "dlxh.meeting.agenda"
    _inherit = [
        "dlxh.scope.base",
        "dlxh.private.name.mixin",
        "dlxh.approval.line.mixin",
    ]
    _scope_link_fields = ("meeting_id",)
    _approval_parent_field = "meeting_id"
    _description = "Agenda Line"
    _order = "meeting_id, sequence, id"

    meeting_id = fields.Many2one(
        "dlxh.meeting", string="Meeting", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="meeting_id.unit_id", store=True, index=True, string="Unit"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Item", required=True)
    note = fields.Char(string="Presented by, document")

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.meeting_id._void_secret_check()
        return lines

    def write(self, vals):
        result = super().write(vals)
        self.meeting_id._void_secret_check()
        return result
