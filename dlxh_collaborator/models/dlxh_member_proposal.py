from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from .approval_flow import in_flow, with_flow
from .dlxh_decision_line import ACTIONS, ROLES

#: written by the steps of the proposal only
STEP_FIELDS = frozenset(("state", "decline_reason", "decision_line_id"))
LINE_FIELDS = (
    "action",
    "collaborator_id",
    "replaced_collaborator_id",
    "represented_unit_id",
    "role",
)


class DlxhMemberProposal(models.Model):
    """A unit proposes a change of a team: of its own, or of a unit above.

    Sent, it waits for the unit whose team it is: taken into a decision, or
    declined with a reason.
    """

    _name = "dlxh.member.proposal"
    _inherit = [
        "dlxh.scope.mixin",
        "dlxh.private.name.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _scope_link_fields = (
        "collaborator_id",
        "replaced_collaborator_id",
        "represented_unit_id",
    )
    _description = "Proposal on a Team"
    _order = "create_date desc, id desc"

    unit_id = fields.Many2one(string="Proposed by")
    team_id = fields.Many2one(
        "dlxh.team", string="Team", required=True, index=True, ondelete="cascade"
    )
    team_choice = fields.Selection(
        selection="_team_choices",
        string="For the team of",
        compute="_compute_team_choice",
        inverse="_inverse_team_choice",
    )
    team_unit_id = fields.Many2one(
        "dlxh.unit",
        string="Unit of the team",
        related="team_id.unit_id",
        store=True,
        index=True,
    )
    action = fields.Selection(ACTIONS, string="Change", required=True, default="add")
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
    role = fields.Selection(ROLES)
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
    can_send = fields.Boolean(
        compute="_compute_rights", export_string_translation=False
    )
    can_decide = fields.Boolean(
        string="Waits for my unit",
        compute="_compute_rights",
        search="_search_can_decide",
    )

    _team_state_idx = models.Index("(team_unit_id, state)")

    # which team: the unit's own or one above, whose records it does not read

    @api.model
    def _team_choices(self):
        """The teams of the user's units and of those above, by the unit's name."""
        units = self.env.user._dlxh_units()
        ids = {int(step) for unit in units for step in unit.parent_path.split("/")[:-1]}
        # sudo: which units above have a team is public; only names are shown
        teams = self.env["dlxh.team"].sudo()
        teams = teams.search_fetch(
            [("unit_id", "in", list(ids)), ("date_to", "=", False)], ["unit_id"]
        )
        return [(str(team.id), team.unit_id.name) for team in teams]

    @api.depends("team_id")
    @api.depends_context("uid")
    def _compute_team_choice(self):
        known = dict(self._team_choices())
        for proposal in self:
            key = str(proposal.team_id.id)
            proposal.team_choice = key if key in known else False

    def _inverse_team_choice(self):
        for proposal in self.filtered("team_choice"):
            proposal.team_id = int(proposal.team_choice)

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        units = self.env.user._dlxh_units()
        if "unit_id" in fields_list and not values.get("unit_id") and len(units) == 1:
            values["unit_id"] = units.id
        return values

    @api.constrains("unit_id", "team_id")
    def _check_team_above(self):
        for proposal in self.sudo():  # compares the places of two units in the tree
            path = proposal.unit_id.parent_path or ""
            if not path.startswith(proposal.team_unit_id.parent_path or "-"):
                raise ValidationError(
                    self.env._(
                        "%(unit)s proposes changes of its own team, or of the team of "
                        "a unit above it.",
                        unit=proposal.unit_id.name,
                    )
                )

    @api.depends("collaborator_id", "action", "unit_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        actions = dict(self._fields["action"]._description_selection(self.env))
        for proposal in self:
            names = (
                actions.get(proposal.action),
                proposal.collaborator_id.display_name,
            )
            proposal.display_name = ": ".join(filter(None, names))
        self._hide_private_names()

    @api.depends("state", "unit_id", "team_unit_id")
    @api.depends_context("uid")
    def _compute_rights(self):
        officer = self.env.user.has_group("dlxh_collaborator.group_dlxh_officer")
        units = self.env.user._dlxh_units()
        for proposal in self:
            # sudo: compares units
            own = proposal.sudo().unit_id in units
            above = proposal.sudo().team_unit_id in units
            proposal.can_send = officer and own and proposal.state == "draft"
            proposal.can_decide = officer and above and proposal.state == "sent"

    def _search_can_decide(self, operator, value):
        if operator != "in":
            return NotImplemented
        if not self.env.user.has_group("dlxh_collaborator.group_dlxh_officer"):
            return Domain.FALSE
        units = self.env.user._dlxh_units()
        return Domain("team_unit_id", "in", units.ids) & Domain("state", "=", "sent")

    # steps

    @api.model_create_multi
    def create(self, vals_list):
        proposals = super().create([self._with_team(vals) for vals in vals_list])
        if not in_flow(self.env):
            # checked on the result: a default may come from the context
            for proposal in proposals.sudo():
                given = proposal.decline_reason or proposal.decision_line_id
                if given or proposal.state != "draft":
                    proposal._refuse_by_hand()
        return proposals

    @api.model
    def _with_team(self, vals):
        """The team is required when the row is made, before any inverse."""
        choice = vals.get("team_choice")
        return {**vals, "team_id": int(choice)} if choice else vals

    def write(self, vals):
        if not in_flow(self.env):
            moved = "state" in vals and any(p.state != vals["state"] for p in self)
            if moved or (STEP_FIELDS - {"state"}) & set(vals):
                self._refuse_by_hand()
            if set(vals) & {
                "unit_id",
                "team_id",
                "team_choice",
                "reason",
                *LINE_FIELDS,
            }:
                self._refuse_sent()
        return super().write(vals)

    def unlink(self):
        # not by @api.ondelete, which a client can switch off in its context
        self._refuse_sent()
        return super().unlink()

    def _refuse_by_hand(self):
        raise UserError(
            self.env._(
                "A proposal is sent, taken or declined by its buttons; its status is "
                "not typed in."
            )
        )

    def _refuse_sent(self):
        if sent := self.filtered(lambda one: one.state != "draft")[:1]:
            raise UserError(
                self.env._(
                    "“%(name)s” was sent and no longer changes. Write a new proposal.",
                    name=sent.display_name,
                )
            )

    def _need(self, right, sentence):
        """Refuse with a sentence unless the right is given; code that runs as
        superuser passes."""
        self.ensure_one()
        self.check_access("read")
        if not (self[right] or self.env.su):
            raise AccessError(sentence)

    def _in_flow(self):
        # sudo: every caller has checked a right of `_compute_rights` before
        return with_flow(self.sudo())

    def action_send(self):
        """Send the proposals to the unit whose team it is."""
        for proposal in self.filtered(lambda one: one.state != "sent"):
            proposal._need(
                "can_send", self.env._("An officer of the unit sends a draft.")
            )
            if proposal.action == "replace" and not proposal.replaced_collaborator_id:
                raise UserError(
                    self.env._(
                        "Say in whose place %(name)s comes.",
                        name=proposal.collaborator_id.name,
                    )
                )
            proposal._in_flow().state = "sent"
        return True

    def action_take(self):
        """Take the proposals into the draft decision on the team."""
        lines = self.env["dlxh.decision.line"]
        for proposal in self:
            proposal._need(
                "can_decide",
                self.env._("An officer of the unit whose team it is takes it."),
            )
            values = {name: proposal[name] for name in LINE_FIELDS if proposal[name]}
            line = lines.create(
                {
                    **lines._convert_to_write(values),
                    "decision_id": proposal._draft_decision().id,
                    "reason": proposal.reason,
                }
            )
            proposal._in_flow().write({"state": "taken", "decision_line_id": line.id})
            lines |= line
        return {
            "type": "ir.actions.act_window",
            "res_model": "dlxh.decision",
            "res_id": lines[:1].decision_id.id,
            "view_mode": "form",
        }

    def _draft_decision(self):
        """The consolidation of the team that is being written, or a new one."""
        Decision = self.env["dlxh.decision"]
        return Decision.search(
            [
                ("team_id", "=", self.team_id.id),
                ("decision_type", "=", "consolidate"),
                ("state", "=", "draft"),
            ],
            limit=1,
        ) or Decision.create(
            {
                "unit_id": self.team_unit_id.id,
                "team_id": self.team_id.id,
                "decision_type": "consolidate",
            }
        )

    def action_decline(self, reason=None):
        """Decline the proposals, with a reason that the proposer reads."""
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Write why the proposal is declined."))
        for proposal in self:
            proposal._need(
                "can_decide",
                self.env._("An officer of the unit whose team it is declines it."),
            )
            proposal._in_flow().write({"state": "declined", "decline_reason": reason})
        return True

    def action_open_decline(self):
        """Ask why the proposal is declined."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Decline the proposal"),
            "res_model": "dlxh.decision.reason",
            "view_mode": "form",
            "target": "new",
            "context": {"default_proposal_id": self.id},
        }

    def _line_deleted(self):
        """The line was taken out of the decision: the proposal waits again."""
        with_flow(self).write({"state": "sent", "decision_line_id": False})
