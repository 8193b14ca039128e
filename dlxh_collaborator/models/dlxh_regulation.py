from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

STATES = [
    ("draft", "Draft"),
    ("in_approval", "In approval"),
    ("approved", "Approved"),
    ("issued", "In force"),
    ("superseded", "Superseded"),
]
#: written by the steps of the regulation only
STEP_FIELDS = frozenset(("version", "previous_id", "date_to", "issued_at"))


class DlxhRegulation(models.Model):
    """Operating regulation (quy chế hoạt động) of the collaborators of a unit.

    Each version is a document of its own; issuing one ends the version before.
    """

    _name = "dlxh.regulation"
    _inherit = [
        "dlxh.regulation.flow.mixin",
        "dlxh.regulation.page.mixin",
        "dlxh.scope.mixin",
        "dlxh.private.name.mixin",
        "dlxh.document.mixin",
        "dlxh.approval.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Operating Regulation"
    _order = "unit_id, version desc, id desc"
    _rec_names_search = ["document_code", "abstract"]

    state = fields.Selection(
        STATES,
        string="Status",
        required=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
    )
    unit_id = fields.Many2one(help="The unit whose collaborators work under it.")
    version = fields.Integer(readonly=True, copy=False, aggregator=False)
    previous_id = fields.Many2one(
        "dlxh.regulation",
        string="Replaces",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    next_ids = fields.One2many("dlxh.regulation", "previous_id", string="Replaced by")
    date_from = fields.Date(
        string="In force from", copy=False, help="Empty: from the day it is issued."
    )
    date_to = fields.Date(string="In force until", readonly=True, copy=False)
    issued_at = fields.Datetime(string="Issued at", readonly=True, copy=False)
    text = fields.Html(string="Regulation", help="Proposed by chapters; edit it.")
    legal_basis_ids = fields.Many2many(
        "dlxh.legal.basis",
        "dlxh_regulation_legal_basis_rel",
        "regulation_id",
        "basis_id",
        string="Legal bases",
    )
    recipient_ids = fields.One2many(
        "dlxh.regulation.recipient", "regulation_id", string="Recipients"
    )
    team_ids = fields.One2many("dlxh.team", "regulation_id", string="Teams")
    team_count = fields.Integer(string="Number of teams", compute="_compute_counts")
    version_count = fields.Integer(string="Versions", compute="_compute_counts")

    _dates_ordered = models.Constraint(
        "CHECK(date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "A regulation cannot end before it begins.",
    )
    _unit_state_idx = models.Index("(unit_id, state, date_from)")

    @api.depends("unit_id.name", "version", "document_code")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for regulation in self:
            # sudo: the name of the unit, of a regulation already readable
            unit = regulation.sudo().unit_id.name or ""
            name = self.env._(
                "Regulation of %(unit)s, version %(version)s",
                unit=unit,
                version=regulation.version or 1,
            )
            code = regulation.document_code
            regulation.display_name = f"{code} – {name}" if code else name
        self._hide_private_names()

    def _compute_counts(self):
        teams = dict(
            self.env["dlxh.team"]._read_group(
                [("regulation_id", "in", self.ids)], ["regulation_id"], ["__count"]
            )
        )
        versions = dict(
            self._read_group(
                [("unit_id", "in", self.unit_id.ids)], ["unit_id"], ["__count"]
            )
        )
        for regulation in self:
            regulation.team_count = teams.get(regulation._origin, 0)
            regulation.version_count = versions.get(regulation.unit_id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        # given, so that no default of the user takes their place
        empty = dict.fromkeys(STEP_FIELDS, False)
        regulations = super().create([{**empty, **vals} for vals in vals_list])
        regulations._number_versions()
        regulations._complete()
        return regulations

    @api.model
    def _step_fields(self):
        return super()._step_fields() | STEP_FIELDS

    def _step_sentence(self):
        return self.env._(
            "Version and validity of a regulation follow from issuing it; they are "
            "not typed in."
        )

    def _number_versions(self):
        """Give each the next version of its unit, after the version before."""
        # sudo: versions of the unit are counted, whoever may see them
        known = self.sudo().search(
            [("unit_id", "in", self.unit_id.ids), ("id", "not in", self.ids)]
        )
        last = {}
        for old in known:
            last[old.unit_id.id] = max(last.get(old.unit_id.id, 0), old.version)
        for regulation in self.sudo():
            unit = regulation.unit_id.id
            last[unit] = last.get(unit, 0) + 1
            regulation._approval_flow().version = last[unit]

    # what holds when

    @api.model
    def _in_force(self, units, date):
        """Return {unit id: regulation in force on `date`}."""
        # sudo: under which regulation a team works is public
        found = self.sudo().search(
            Domain("unit_id", "in", units.ids)
            & Domain("state", "in", ("issued", "superseded"))
            & Domain("date_from", "<=", date)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", date)),
            order="version",
        )
        return {regulation.unit_id.id: regulation.id for regulation in found}

    def action_open_versions(self):
        """Show all versions of the regulation of the unit."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_collaborator.dlxh_regulation_action"
        )
        return action | {"domain": [("unit_id", "=", self.unit_id.id)], "context": {}}

    def action_open_teams(self):
        """Show the teams that work under the regulation."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_collaborator.dlxh_team_action"
        )
        return action | {"domain": [("regulation_id", "=", self.id)], "context": {}}

    def _later_sentence(self, previous):
        return self.env._(
            "The version in force begins on %(previous)s. Let this one begin after "
            "that day (now %(date)s).",
            previous=format_date(self.env, previous.date_from),
            date=format_date(self.env, self.date_from or self.document_date),
        )
