from odoo import api, fields, models
from odoo.exceptions import UserError

from .. import membership
from .approval_flow import in_flow

#: follow from decisions once the team is formed or changed by one
DECIDED_FIELDS = frozenset(
    (
        "unit_id",
        "kind",
        "term_id",
        "date_from",
        "date_to",
        "active",
        "decision_id",
    )
)


class DlxhTeam(models.Model):
    """The decisions that formed, changed and dissolved a team."""

    _inherit = "dlxh.team"

    decision_id = fields.Many2one(
        "dlxh.decision",
        string="Decision",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('unit_id', '=', unit_id), ('paper_code', '!=', False)]",
        help="The decision that formed it.",
    )
    dissolved_by_id = fields.Many2one(
        "dlxh.decision",
        string="Dissolved by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    decision_ids = fields.One2many("dlxh.decision", "team_id", string="Decisions")
    decision_count = fields.Integer(
        string="Number of decisions", compute="_compute_decision_count"
    )
    is_decided = fields.Boolean(
        string="Changes by decision only",
        compute="_compute_is_decided",
        store=True,
        help="A decision issued here formed or changed it, so its members change "
        "through decisions.",
    )

    @api.depends("decision_ids.state", "decision_ids.paper_code")
    def _compute_is_decided(self):
        for team in self:
            team.is_decided = any(
                decision.state == "issued" and not decision.paper_code
                for decision in team.decision_ids
            )

    @api.depends("decision_ids")
    def _compute_decision_count(self):
        counts = dict(
            self.env["dlxh.decision"]._read_group(
                [("team_id", "in", self.ids)], ["team_id"], ["__count"]
            )
        )
        for team in self:
            team.decision_count = counts.get(team._origin, 0)

    @api.model_create_multi
    def create(self, vals_list):
        teams = super().create(vals_list)
        teams._check_decision_by_hand()
        return teams

    def write(self, vals):
        if not in_flow(self.env) and DECIDED_FIELDS & set(vals):
            self._refuse_decided()
        result = super().write(vals)
        if {"decision_id", "dissolved_by_id", "unit_id"} & set(vals):
            self._check_decision_by_hand()
        return result

    def _refuse_decided(self):
        """Refuse to change by hand what decisions issued here have settled."""
        if in_flow(self.env):
            return
        # sudo: only whether a decision was applied to the team
        for team in self.sudo().filtered("is_decided"):
            raise UserError(
                self.env._(
                    "“%(team)s” changes through decisions: write a consolidation, or "
                    "revoke the decision that is wrong.",
                    team=team.display_name,
                )
            )

    def _check_decision_by_hand(self):
        """By hand only a decision on paper, of the unit itself, is named."""
        if in_flow(self.env):
            return
        for team in self.sudo():  # compares links of the team just written
            formed = team.decision_id
            foreign = formed and (
                not formed.paper_code or formed.unit_id != team.unit_id
            )
            if foreign or team.dissolved_by_id:
                raise UserError(
                    self.env._(
                        "A decision issued here names its team by itself. By hand, "
                        "only a decision on paper of the same unit is recorded."
                    )
                )

    def _membership_intervals(self):
        """Return the memberships as the plain package reads them."""
        self.ensure_one()
        members = self.env["dlxh.team.member"].search_fetch(
            [("team_id", "=", self.id)],
            ["collaborator_id", "represented_unit_id", "role", "date_from", "date_to"],
        )
        return [
            membership.Interval(
                member.collaborator_id.id,
                member.date_from,
                member.date_to or None,
                member.role,
                member.represented_unit_id.id or None,
                key=member.id,
            )
            for member in members
        ]

    # buttons

    def action_propose_consolidation(self):
        """Begin the consolidation that the state of the team calls for."""
        self.ensure_one()
        self.check_access("write")
        decision = self.env["dlxh.decision"].search(
            [
                ("team_id", "=", self.id),
                ("decision_type", "=", "consolidate"),
                ("state", "=", "draft"),
            ],
            limit=1,
        ) or self.env["dlxh.decision"].create(
            {
                "unit_id": self.unit_id.id,
                "team_id": self.id,
                "decision_type": "consolidate",
            }
        )
        decision.action_propose_consolidation()
        return {
            "type": "ir.actions.act_window",
            "res_model": "dlxh.decision",
            "res_id": decision.id,
            "view_mode": "form",
        }

    def action_open_decisions(self):
        """Show the decisions on the team."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_collaborator.dlxh_decision_action"
        )
        return action | {"domain": [("team_id", "=", self.id)], "context": {}}

    def action_open_paper_decision(self):
        """Ask for number and date of the decision on paper that formed the team."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Decision on paper"),
            "res_model": "dlxh.decision.paper",
            "view_mode": "form",
            "target": "new",
            "context": {"default_team_id": self.id},
        }

    def _record_paper_decision(self, code, date=None):
        """Name the decision on paper that formed the team."""
        for team in self:
            decision = self.env["dlxh.decision"]._record_paper(
                team.unit_id, code, date or team.date_from
            )
            # sudo: a link on the team; the caller may write the team
            if not decision.sudo().team_id:
                decision.sudo()._approval_flow().team_id = team
            team.decision_id = decision
        return True
