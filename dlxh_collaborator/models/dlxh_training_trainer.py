from odoo import fields, models


class DlxhTrainingTrainer(models.Model):
    """Somebody who teaches in a class, and what."""

    _name = "dlxh.training.trainer"
    _inherit = ["dlxh.scope.base", "dlxh.approval.line.mixin"]
    _approval_parent_field = "meeting_id"
    _scope_link_fields = ("meeting_id",)
    _description = "Trainer"
    _order = "meeting_id, sequence, id"
    _rec_name = "partner_id"

    meeting_id = fields.Many2one(
        "dlxh.meeting", string="Class", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="meeting_id.unit_id", store=True, index=True, string="Unit"
    )
    sequence = fields.Integer(default=10)
    partner_id = fields.Many2one(
        "res.partner", string="Trainer", required=True, ondelete="restrict"
    )
    organisation = fields.Char(string="Title and organisation")
    topic_id = fields.Many2one(
        "dlxh.training.topic", string="Topic", ondelete="restrict"
    )
    hours = fields.Float()
    note = fields.Char()

    _hours_positive = models.Constraint(
        "CHECK(hours >= 0)", "Hours cannot be negative."
    )
