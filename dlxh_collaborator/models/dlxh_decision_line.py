from odoo import api, fields, models

from .approval_flow import in_flow

ROLES = [
    ("head", "Head"),
    ("deputy", "Deputy head"),
    ("secretary", "Secretary"),
    ("member", "Member"),
]
ACTIONS = [
    ("add", "Add"),
    ("remove", "Remove"),
    ("replace", "Replace"),
    ("change_role", "Change of role"),
]


class DlxhDecisionLine(models.Model):
    """One change that a decision makes: who comes, leaves, is replaced or gets
    another role. Name, position and workplace stay as they were when decided."""

    _name = "dlxh.decision.line"
    _inherit = [
        "dlxh.scope.base",
        "dlxh.private.name.mixin",
        "dlxh.approval.line.mixin",
    ]
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
    action = fields.Selection(ACTIONS, string="Change", required=True, default="add")
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
    role = fields.Selection(
        ROLES,
        compute="_compute_role",
        store=True,
        readonly=False,
        help="Who replaces somebody takes over the role when none is chosen.",
    )
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
    proposal_ids = fields.One2many(
        "dlxh.member.proposal",
        "decision_line_id",
        string="Proposals",
        groups="dlxh_collaborator.group_dlxh_officer,"
        "dlxh_collaborator.group_dlxh_leader,"
        "dlxh_collaborator.group_dlxh_inspector",
    )

    @api.depends("action")
    def _compute_role(self):
        """Only somebody who is added has a role from the start."""
        for line in self:
            line.role = (line.role or "member") if line.action == "add" else False

    @api.depends("collaborator_id")
    def _compute_person(self):
        """As the collaborator is today; later changes do not rewrite a decision."""
        for line in self:
            person = line.collaborator_id
            line.person_name = person.name
            line.person_position = person.position
            # sudo: the name of a unit, of a collaborator who may be read
            line.person_unit = person.unit_id.sudo().name

    # the text of the decision follows its lines

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._refuse_steps_by_hand()
        lines.decision_id._lines_changed()
        return lines

    def write(self, vals):
        if "member_id" in vals and not in_flow(self.env):
            self.decision_id._raise_step_by_hand()
        before = self.decision_id
        result = super().write(vals)
        (before | self.decision_id)._lines_changed()
        return result

    def unlink(self):
        decisions = self.decision_id
        # sudo: what was taken into the line waits again; the line may be deleted
        proposals = self.sudo().proposal_ids
        result = super().unlink()
        proposals._line_deleted()
        decisions.exists()._lines_changed()
        return result

    def _refuse_steps_by_hand(self):
        if not in_flow(self.env) and self.member_id:
            self.decision_id._raise_step_by_hand()

    def _text(self, phrases):
        """Return the change as a paragraph of the decision."""
        self.ensure_one()
        place = self.represented_unit_id.name
        names = (self.person_name, self.person_position, self.person_unit)
        left = self.replaced_collaborator_id
        role = self.role or "member"
        if not self.role and self.action == "replace":
            role = self._role_taken_over()
        return phrases(
            f"line_{self.action}",
            person=", ".join(filter(None, names)),
            represents=phrases("represents", unit=place) if place else "",
            replaced=", ".join(filter(None, (left.name, left.position))),
            reason=phrases("reason", reason=self.reason) if self.reason else "",
            role=phrases(f"role_{role}").lower(),
        )

    def _role_taken_over(self):
        members = self.decision_id.team_id.member_ids.filtered(
            lambda one: (
                one.collaborator_id == self.replaced_collaborator_id
                and one._is_current(self.decision_id.date)
            )
        )
        return members[:1].role or "member"
