from odoo import fields, models


class DlxhMeetingConclusion(models.Model):
    """One conclusion of a meeting: what is to be done, by whom, until when."""

    _name = "dlxh.meeting.conclusion"
    _inherit = ["dlxh.scope.base", "dlxh.approval.line.mixin"]
    _approval_parent_field = "meeting_id"
    _description = "Conclusion of a Meeting"
    _order = "meeting_id desc, sequence, id"

    meeting_id = fields.Many2one(
        "dlxh.meeting", string="Meeting", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="meeting_id.unit_id", store=True, index=True, string="Unit"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Conclusion", required=True)
    responsible_unit_id = fields.Many2one(
        "dlxh.unit",
        string="Responsible unit",
        index="btree_not_null",
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users", string="Person", index="btree_not_null", ondelete="restrict"
    )
    date_due = fields.Date(string="Due")
