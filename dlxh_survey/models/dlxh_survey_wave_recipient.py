from odoo import fields, models


class DlxhSurveyWaveRecipient(models.Model):
    """Who receives a survey plan; printed at its foot, no login follows from it."""

    _name = "dlxh.survey.wave.recipient"
    _inherit = [
        "dlxh.document.recipient.mixin",
        "dlxh.scope.base",
        "dlxh.approval.line.mixin",
    ]
    _approval_parent_field = "wave_id"
    _description = "Recipient of a Survey Plan"
    _order = "wave_id, sequence, id"

    wave_id = fields.Many2one(
        "dlxh.survey.wave", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="wave_id.unit_id", store=True, index=True, string="Unit"
    )
