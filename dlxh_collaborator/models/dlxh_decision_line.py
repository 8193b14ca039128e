from odoo import api, fields, models

ROLES = [
    ("head", "Head"),
    ("deputy", "Deputy head"),
    ("secretary", "Secretary"),
    ("member", "Member"),
]


class DlxhDecisionLine(models.Model):
    """One change that a decision makes: who comes, leaves, is replaced or gets
    another role. Name, position and workplace stay as they were when decided."""

    _name = "dlxh.decision.line"
    _inherit = ["dlxh.scope.base", "dlxh.approval.line.mixin"]
    _scope_link_fields = (
        "collaborator_id",
        "replaced_collaborator_id",
        "represented_unit_id",
    )
    _approval_parent_field = "decision_id"
    _description = "Change of a Team"
    _order = "decision_id, sequence, id"
    _rec_name = "person_name"

    decision_id = fields.Many2one(
        "dlxh.decision",
        string="Decision",
        required=True,
        index=True,
        ondelete="cascade",
    )
    unit_id = fields.Many2one(
        related="decision_id.unit_id", store=True, index=True, string="Unit"
    )
    sequence = fields.Integer(default=10)
    action = fields.Selection(
        [
            ("add", "Add"),
            ("remove", "Remove"),
            ("replace", "Replace"),
            ("change_role", "Change of role"),
        ],
        string="Change",
        required=True,
        default="add",
    )
    collaborator_id = fields.Many2one(
        "dlxh.collaborator",
        string="Collaborator",
        required=True,
        index=True,
        ondelete="restrict",
        help="Who comes, leaves, or whose role changes.",
    )
    replaced_collaborator_id = fields.Many2one(
        "dlxh.collaborator",
        string="In place of",
        index="btree_not_null",
        ondelete="restrict",
    )
    represented_unit_id = fields.Many2one(
        "dlxh.unit", string="Represents", index="btree_not_null", ondelete="restrict"
    )
    role = fields.Selection(ROLES, default="member")
    member_id = fields.Many2one(
        "dlxh.team.member",
        string="Membership",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The membership that this change began, or ended.",
    )
    reason = fields.Char()
    person_name = fields.Char(
        string="Name",
        compute="_compute_person",
        compute_sudo=False,
        store=True,
        readonly=False,
    )
    person_position = fields.Char(
        string="Position",
        compute="_compute_person",
        compute_sudo=False,
        store=True,
        readonly=False,
    )
    person_unit = fields.Char(
        string="Workplace",
        compute="_compute_person",
        compute_sudo=False,
        store=True,
        readonly=False,
    )

    @api.depends("collaborator_id")
    def _compute_person(self):
        """As the collaborator is today; later changes do not rewrite a decision."""
        for line in self:
            person = line.collaborator_id
            line.person_name = person.name
            line.person_position = person.position
            # sudo: the name of a unit, of a collaborator who may be read
            line.person_unit = person.unit_id.sudo().name
