from odoo import fields, models


class DlxhInspectionMember(models.Model):
    """One of those who carry out an inspection."""

    _name = "dlxh.inspection.member"
    _inherit = ["dlxh.document.part.mixin"]
    _description = "Member of an Inspection Team"
    _order = "sequence, id"
    _rec_name = "partner_id"
    _approval_parent_field = "inspection_id"
    _scope_link_fields = ("partner_id",)

    inspection_id = fields.Many2one(
        "dlxh.inspection", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="inspection_id.unit_id", store=True, precompute=True, index=True
    )
    sequence = fields.Integer(default=10)
    partner_id = fields.Many2one(
        "res.partner", string="Person", required=True, ondelete="restrict"
    )
    position = fields.Char()
    role = fields.Selection(
        [
            ("head", "Head of the team"),
            ("deputy", "Deputy head of the team"),
            ("member", "Member"),
        ],
        required=True,
        default="member",
    )

    _one_place = models.Constraint(
        "UNIQUE(inspection_id, partner_id)",
        "This person is already in the inspection team.",
    )

    def _printed(self):
        """Return name, position and role as printed in the report."""
        self.ensure_one()
        roles = dict(self._fields["role"]._description_selection(self.env))
        return self.partner_id.name, self.position, roles[self.role]
