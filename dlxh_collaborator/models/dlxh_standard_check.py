from odoo import fields, models


class DlxhStandardCheck(models.Model):
    """Whether a collaborator meets one standard, looked at when he is proposed."""

    _name = "dlxh.standard.check"
    _inherit = ["dlxh.scope.base", "dlxh.private.name.mixin"]
    _description = "Standard of a Collaborator"
    _order = "collaborator_id, sequence, id"
    _rec_name = "standard_id"
    _scope_link_fields = ("collaborator_id",)

    collaborator_id = fields.Many2one(
        "dlxh.collaborator",
        required=True,
        index=True,
        ondelete="cascade",
    )
    unit_id = fields.Many2one(
        related="collaborator_id.unit_id", store=True, index=True, string="Workplace"
    )
    standard_id = fields.Many2one("dlxh.standard", required=True, ondelete="restrict")
    sequence = fields.Integer(related="standard_id.sequence", store=True)
    met = fields.Selection([("yes", "Met"), ("no", "Not met")], string="Result")
    note = fields.Char()
    checked_on = fields.Date(
        string="Checked on", default=fields.Date.context_today, required=True
    )
