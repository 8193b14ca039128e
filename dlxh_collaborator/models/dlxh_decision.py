from odoo import api, fields, models
from odoo.exceptions import ValidationError

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
#: what the text was proposed as, to see whether somebody edited it
PROPOSAL_FIELDS = frozenset(("articles_proposal", "abstract_proposal"))
#: written by the steps of the decision only
STEP_FIELDS = PROPOSAL_FIELDS | frozenset(
    (
        "paper_code",
        "issued_at",
        "issued_by_id",
        "application",
        "application_order",
        "is_settled",
        "roster",
        "revoke_reason",
        "revoked_at",
        "revoked_by_id",
    )
)
#: what the proposed text is written from
TEXT_SOURCES = frozenset(
    (
        "unit_id",
        "body_id",
        "decision_type",
        "team_kind",
        "team_term_id",
        "date",
        "line_ids",
    )
)


class DlxhDecision(models.Model):
    """Decision that forms, consolidates or dissolves a team of collaborators.

    It applies itself when it is issued: memberships begin and end on its date.
    What it changed is kept, so that revoking it restores the state before.
    """

    _name = "dlxh.decision"
    _inherit = [
        "dlxh.decision.apply.mixin",
        "dlxh.decision.problem.mixin",
        "dlxh.decision.flow.mixin",
        "dlxh.decision.text.mixin",
        "dlxh.decision.page.mixin",
        "dlxh.scope.mixin",
        "dlxh.private.name.mixin",
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
        compute="_compute_team_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )
    team_kind = fields.Selection(
        [("team", "Team"), ("concurrent_group", "Concurrent group")],
        string="Form",
        compute="_compute_team_values",
        store=True,
        readonly=False,
    )
    team_term_id = fields.Many2one(
        "dlxh.term",
        string="Term of the team",
        compute="_compute_team_values",
        store=True,
        readonly=False,
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
    quota_reason = fields.Text(
        string="Why the quota is exceeded",
        help="Demanded when the team will have more members than its level allows.",
    )
    code = fields.Char(string="Number of the decision", compute="_compute_code")
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
        export_string_translation=False,  # what it changed, to restore it
    )
    roster = fields.Json(
        readonly=True,
        copy=False,
        groups="base.group_system",
        export_string_translation=False,  # the list of members as approved
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

    @api.depends("unit_id", "decision_type")
    def _compute_team_id(self):
        """Propose the team that the unit has."""
        # sudo: which team a unit has is public
        teams = self.env["dlxh.team"].sudo()
        teams = teams.search(
            [("unit_id", "in", self.unit_id.ids), ("date_to", "=", False)]
        )
        by_unit = {team.unit_id.id: team.id for team in teams}
        for decision in self:
            if decision.state in ("issued", "revoked") or decision.paper_code:
                continue  # as it was applied
            if decision.decision_type == "establish":
                decision.team_id = False
            elif decision.team_id.sudo().unit_id != decision.unit_id:
                decision.team_id = by_unit.get(decision.unit_id._origin.id)

    @api.depends("team_id", "unit_id", "date")
    def _compute_team_values(self):
        """Form and term follow the team; a new team gets those of the day."""
        for decision in self:
            team = decision.team_id.sudo()  # public, as above
            unit = decision.unit_id
            decision.team_kind = team.kind or decision.team_kind or "team"
            if team.term_id:
                decision.team_term_id = team.term_id
            elif unit and not decision.team_term_id._covers(unit, decision.date):
                term = self.env["dlxh.term"]._for_unit(unit, decision.date)
                decision.team_term_id = term

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

    @api.constrains("team_id", "unit_id")
    def _check_team_of_unit(self):
        for decision in self.filtered("team_id"):
            # sudo: only the unit of the team is compared
            if decision.sudo().team_id.unit_id != decision.unit_id:
                raise ValidationError(
                    self.env._(
                        "The team chosen is not that of %(unit)s. Choose the team of "
                        "the unit the decision is about.",
                        unit=decision.sudo().unit_id.name,
                    )
                )

    @api.depends("document_code", "paper_code")
    def _compute_code(self):
        for decision in self:
            decision.code = decision.document_code or decision.paper_code

    @api.depends("code", "unit_id", "decision_type")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["decision_type"]._description_selection(self.env))
        for decision in self:
            # sudo: the name of the unit, on a decision already readable
            unit = decision.sudo().unit_id.name or ""
            name = decision.code or kinds.get(decision.decision_type, "")
            decision.display_name = f"{name} – {unit}"
        self._hide_private_names()

    def _scope_sources(self):
        return super()._scope_sources() | {"body_id"}

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        units = self.env.user._dlxh_units()
        if "unit_id" in fields_list and not values.get("unit_id") and len(units) == 1:
            values["unit_id"] = units.id
        return values

    @api.model_create_multi
    def create(self, vals_list):
        bodies = self._default_bodies([v.get("unit_id") for v in vals_list])
        decisions = super().create(
            [{"body_id": bodies.get(v.get("unit_id"), False), **v} for v in vals_list]
        )
        decisions._complete_document()
        return decisions

    def write(self, vals):
        result = super().write(vals)
        if not in_flow(self.env) and not TEXT_SOURCES.isdisjoint(vals):
            self._refresh_text()
        return result

    def unlink(self):
        # sudo: what was taken into a draft waits again; the draft may be deleted
        proposals = self.sudo().line_ids.proposal_ids
        result = super().unlink()
        proposals._line_deleted()
        return result

    def _lines_changed(self):
        """The text follows the lines, and has to be checked again."""
        if not in_flow(self.env):
            self._refresh_text()
            self._void_secret_check()

    @api.model
    def _step_fields(self):
        return super()._step_fields() | STEP_FIELDS

    @api.model
    def _new_step_fields(self):
        return self._step_fields() - PROPOSAL_FIELDS  # written with the lines

    def _step_sentence(self):
        return self.env._(
            "That a decision was issued, applied or revoked follows from its "
            "buttons; it is not typed in."
        )
