from odoo import fields, models

from .dlxh_decision_line import ROLES


class DlxhMemberProposal(models.Model):
    """A unit proposes a change of a team: of its own, or of a unit above.

    Sent, it waits for the unit whose team it is: taken into a decision, or
    declined with a reason.
    """

    _name = "dlxh.member.proposal"
    _inherit = ["dlxh.scope.mixin", "mail.thread", "mail.activity.mixin"]
    _scope_link_fields = ("collaborator_id", "replaced_collaborator_id")
    _description = "Proposal on a Team"
    _order = "create_date desc, id desc"

    unit_id = fields.Many2one(string="Proposed by")
    team_id = fields.Many2one(
        "dlxh.team", string="Team", required=True, index=True, ondelete="cascade"
    )
    team_unit_id = fields.Many2one(
        "dlxh.unit",
        string="Unit of the team",
        related="team_id.unit_id",
        store=True,
        index=True,
    )
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
    reason = fields.Text(help="Why the unit proposes it.")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("sent", "Sent"),
            ("taken", "Taken into a decision"),
            ("declined", "Declined"),
        ],
        string="Status",
        required=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
    )
    decline_reason = fields.Text(
        string="Why it was declined", readonly=True, copy=False
    )
    decision_line_id = fields.Many2one(
        "dlxh.decision.line",
        string="Change in the decision",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    decision_id = fields.Many2one(
        "dlxh.decision", string="Decision", related="decision_line_id.decision_id"
    )
