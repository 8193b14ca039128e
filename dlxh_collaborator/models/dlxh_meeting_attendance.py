from odoo import fields, models

from .meeting_states import PRESENCES, ROLES


class DlxhMeetingAttendance(models.Model):
    """One person invited to a meeting, and whether he came."""

    _name = "dlxh.meeting.attendance"
    _inherit = ["dlxh.scope.base", "dlxh.approval.line.mixin"]
    _scope_link_fields = ("collaborator_id",)
    _approval_parent_field = "meeting_id"
    _description = "Person Invited to a Meeting"
    _order = "meeting_id, sequence, id"
    _rec_name = "partner_id"

    meeting_id = fields.Many2one(
        "dlxh.meeting", string="Meeting", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="meeting_id.unit_id", store=True, index=True, string="Unit"
    )
    sequence = fields.Integer(default=10)
    role = fields.Selection(ROLES, string="As", required=True, default="collaborator")
    collaborator_id = fields.Many2one(
        "dlxh.collaborator",
        string="Collaborator",
        index="btree_not_null",
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner", string="Person", required=True, index=True, ondelete="restrict"
    )
    represented_unit_id = fields.Many2one(
        "dlxh.unit", string="Represents", ondelete="restrict"
    )
    presence = fields.Selection(PRESENCES, index=True)
    substitute_name = fields.Char(string="Substitute")

    _once = models.UniqueIndex(
        "(meeting_id, partner_id)", "This person is already on the list."
    )
