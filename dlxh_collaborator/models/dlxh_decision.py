from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .approval_flow import in_flow

DECISION_TYPES = [
    ("establish", "Establish a team"),
    ("consolidate", "Consolidate a team"),
    ("dissolve", "Dissolve a team"),
]
STATES = [
    ("draft", "Draft"),
    ("in_approval", "In approval"),
    ("approved", "Approved"),
    ("issued", "Issued"),
    ("revoked", "Revoked"),
]
#: written by the steps of the decision only
STEP_FIELDS = frozenset(
    (
        "paper_code",
        "issued_at",
        "issued_by_id",
        "application",
        "roster",
        "articles_proposal",
        "revoke_reason",
        "revoked_at",
        "revoked_by_id",
    )
)


class DlxhDecision(models.Model):
    """Decision that forms, consolidates or dissolves a team of collaborators.

    It applies itself when it is issued: memberships begin and end on its date.
    What it changed is kept, so that revoking it restores the state before.
    """

    _name = "dlxh.decision"
    _inherit = [
        "dlxh.scope.mixin",
        "dlxh.document.mixin",
        "dlxh.approval.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Decision on a Team"
    _order = "date desc, id desc"
    _rec_names_search = ["document_code", "paper_code", "abstract"]

    state = fields.Selection(
        STATES,
        string="Status",
        required=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
    )
    decision_type = fields.Selection(
        DECISION_TYPES, string="Kind of decision", required=True, default="consolidate"
    )
    unit_id = fields.Many2one(help="The unit whose team it is.")
    issuer_unit_id = fields.Many2one(
        "dlxh.unit",
        string="Issued by",
        related="body_id.unit_id",
        store=True,
        index=True,
    )
    is_issuer = fields.Boolean(
        string="Issued by my unit",
        compute="_compute_is_issuer",
        search="_search_is_issuer",
        export_string_translation=False,
    )
    team_id = fields.Many2one(
        "dlxh.team",
        string="Team",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    team_kind = fields.Selection(
        [("team", "Team"), ("concurrent_group", "Concurrent group")],
        string="Form",
        required=True,
        default="team",
    )
    team_term_id = fields.Many2one(
        "dlxh.term",
        string="Term of the team",
        index="btree_not_null",
        ondelete="restrict",
        help="The term of office for which the team is formed.",
    )
    date = fields.Date(
        string="Takes effect on",
        required=True,
        default=fields.Date.context_today,
        index=True,
        tracking=True,
    )
    line_ids = fields.One2many("dlxh.decision.line", "decision_id", string="Changes")
    line_count = fields.Integer(string="Number of changes", compute="_compute_lines")
    legal_basis_ids = fields.Many2many(
        "dlxh.legal.basis",
        "dlxh_decision_legal_basis_rel",
        "decision_id",
        "basis_id",
        string="Legal bases",
    )
    articles = fields.Html(help="Proposed from the changes; you may edit it.")
    articles_proposal = fields.Html(readonly=True, copy=False)
    quota_reason = fields.Text(
        string="Why the quota is exceeded",
        help="Demanded when the team will have more members than its level allows.",
    )
    paper_code = fields.Char(
        string="Number on paper",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Number and symbol of a decision issued on paper before the system.",
    )
    issued_at = fields.Datetime(string="Issued at", readonly=True, copy=False)
    issued_by_id = fields.Many2one(
        "res.users", string="Marked issued by", readonly=True, copy=False
    )
    application = fields.Json(
        readonly=True,
        copy=False,
        groups="base.group_system",
        help="What was changed when it was applied, to restore it.",
    )
    roster = fields.Json(
        readonly=True,
        copy=False,
        groups="base.group_system",
        help="The list of members as approved.",
    )
    revoke_reason = fields.Text(string="Why it was revoked", readonly=True, copy=False)
    revoked_at = fields.Datetime(string="Revoked at", readonly=True, copy=False)
    revoked_by_id = fields.Many2one(
        "res.users", string="Revoked by", readonly=True, copy=False
    )

    _date_idx = models.Index("(date DESC, id DESC)")
    _unit_date_idx = models.Index("(unit_id, date, id)")
    _paper_uniq = models.UniqueIndex(
        "(unit_id, paper_code) WHERE paper_code IS NOT NULL",
        "This decision on paper is already recorded for the unit.",
    )

    @api.depends_context("uid")
    @api.depends("issuer_unit_id")
    def _compute_is_issuer(self):
        units = self.env.user._dlxh_units()
        for decision in self:
            # sudo: compares ids of units
            decision.is_issuer = decision.sudo().issuer_unit_id in units

    def _search_is_issuer(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("issuer_unit_id", "in", self.env.user._dlxh_units().ids)]

    @api.depends("line_ids")
    def _compute_lines(self):
        counts = dict(
            self.env["dlxh.decision.line"]._read_group(
                [("decision_id", "in", self.ids)], ["decision_id"], ["__count"]
            )
        )
        for decision in self:
            decision.line_count = counts.get(decision._origin, 0)

    @api.constrains("body_id", "unit_id")
    def _check_body_above(self):
        for decision in self.filtered("body_id"):
            # sudo: only the places of two units in the tree are compared
            unit, issuer = decision.sudo().unit_id, decision.sudo().body_id.unit_id
            if not (unit.parent_path or "").startswith(issuer.parent_path or "-"):
                raise ValidationError(
                    self.env._(
                        "%(body)s does not decide on the team of %(unit)s. Choose a "
                        "body of the unit itself or of a unit above it.",
                        body=decision.sudo().body_id.name,
                        unit=unit.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        decisions = super().create(vals_list)
        if not in_flow(self.env):
            decisions._refuse_steps_by_hand()
        return decisions

    def write(self, vals):
        if STEP_FIELDS & set(vals) and not in_flow(self.env):
            self._raise_step_by_hand()
        return super().write(vals)

    def _refuse_steps_by_hand(self):
        """Checked on new records, because defaults may come from the context."""
        # sudo: fields of the flow are looked at, not shown
        if any(decision[name] for decision in self.sudo() for name in STEP_FIELDS):
            self._raise_step_by_hand()

    def _raise_step_by_hand(self):
        raise UserError(
            self.env._(
                "That a decision was issued, applied or revoked follows from its "
                "buttons; it is not typed in."
            )
        )
