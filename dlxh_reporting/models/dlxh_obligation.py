from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from .dlxh_report import PERIOD_LABELS

OFFICER = "dlxh_collaborator.group_dlxh_officer"
COLLABORATOR = "dlxh_collaborator.group_dlxh_collaborator"
#: something still has to come in
OPEN_STATES = ("owed", "returned")
#: something came in and stands
ACTUAL_STATES = ("submitted", "accepted")


class DlxhObligation(models.Model):
    """A report that a unit, or a sheet that a member of its team, owes for a period.

    Made ahead of time from the regimes (`dlxh.regime._generate`); what became of it
    follows from its events (`_note`). Nobody writes it by hand. Where the unit hung
    when the period began is kept, so that rates use the structure of that time; the
    ancestors that the rights look at move along with the unit.
    """

    _name = "dlxh.obligation"
    _inherit = ["dlxh.scope.large.mixin"]
    _description = "Reporting Obligation"
    _order = "due_at desc, id desc"
    _rec_names_search = ["regime_id", "unit_id"]

    regime_id = fields.Many2one("dlxh.regime", readonly=True, ondelete="restrict")
    unit_id = fields.Many2one(string="Who owes it", readonly=True)
    level_id = fields.Many2one(
        "dlxh.level", string="Level then", readonly=True, ondelete="restrict"
    )
    parent_unit_id = fields.Many2one(
        "dlxh.unit",
        string="Owed to",
        readonly=True,
        index=True,
        ondelete="restrict",
        help="The unit above in the period; for a sheet, the unit of the team.",
    )
    period_direct_id = fields.Many2one(
        "dlxh.unit", string="Province or bloc then", readonly=True, ondelete="restrict"
    )
    period_above_id = fields.Many2one(
        "dlxh.unit", string="Commune or equal then", readonly=True, ondelete="restrict"
    )
    tree_path = fields.Char(string="Place in the tree then", readonly=True)
    collaborator_id = fields.Many2one(
        "dlxh.collaborator",
        string="Member of the team",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        groups=OFFICER,
    )
    is_member = fields.Boolean(
        string="Owed by a member of the team",
        readonly=True,
        help="What members owe is seen in their own unit only.",
    )
    is_mine = fields.Boolean(
        string="Owed by me",
        compute="_compute_is_mine",
        search="_search_is_mine",
        export_string_translation=False,
    )
    date_from = fields.Date(string="From", required=True, readonly=True)
    date_to = fields.Date(string="To day", required=True, readonly=True)
    period_type = fields.Selection(PERIOD_LABELS, string="Period", readonly=True)
    period_name = fields.Char(string="For", compute="_compute_period_name")
    cutoff_on = fields.Date(
        string="Cut-off",
        readonly=True,
        help="What was observed later belongs to the next period.",
    )
    due_at = fields.Datetime(string="Due", required=True, readonly=True)
    lock_at = fields.Datetime(
        string="Locked from", readonly=True, help="Nothing is taken after that."
    )
    state = fields.Selection(
        [
            ("owed", "Owed"),
            ("submitted", "Handed in"),
            ("returned", "Returned"),
            ("accepted", "Received"),
            ("cancelled", "No longer owed"),
        ],
        string="Status",
        required=True,
        default="owed",
        readonly=True,
        help="No longer owed: the unit closed before the period began, or the "
        "regime ended.",
    )
    report_id = fields.Many2one(
        "dlxh.report", readonly=True, index="btree_not_null", ondelete="set null"
    )
    opinion_id = fields.Many2one(
        "dlxh.opinion",
        string="Sheet",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups=f"{OFFICER},{COLLABORATOR}",
    )
    event_ids = fields.One2many(
        "dlxh.obligation.event", "obligation_id", string="What happened", readonly=True
    )
    submitted_at = fields.Datetime(
        string="First handed in",
        readonly=True,
        help="Kept when a report is corrected after it was returned.",
    )
    is_submitted = fields.Boolean(string="Came in", readonly=True)
    is_on_time = fields.Boolean(string="In time", readonly=True)
    is_nil = fields.Boolean(string="Nothing to report", readonly=True)
    is_corrected = fields.Boolean(string="Corrected", readonly=True)
    is_on_behalf = fields.Boolean(
        string="Entered from paper",
        readonly=True,
        help="An officer recorded a report that came on paper or as a file.",
    )
    is_late = fields.Boolean(
        string="Overdue",
        compute="_compute_is_late",
        search="_search_is_late",
        export_string_translation=False,
    )

    _one_per_period = models.UniqueIndex(
        "(regime_id, unit_id, COALESCE(collaborator_id, 0), date_from)",
        "This is already owed for the period.",
    )
    _dates_ordered = models.Constraint(
        "CHECK(date_from <= date_to)", "The period ends before it begins."
    )
    _scope_direct_due_idx = models.Index("(direct_unit_id, due_at, id)")
    _scope_above_due_idx = models.Index("(above_unit_id, due_at, id)")
    _due_idx = models.Index("(due_at, id)")
    _unit_state_idx = models.Index("(unit_id, state, due_at)")
    _regime_period_idx = models.Index("(regime_id, date_from)")
    _rates_idx = models.Index("(period_direct_id, regime_id, date_from)")

    @api.depends("regime_id", "unit_id", "date_from", "date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for obligation in self:
            parts = [
                obligation.regime_id.name,
                obligation._label(),
                # sudo: the name of the unit, on an obligation that may be read
                obligation.unit_id.sudo().name,
            ]
            obligation.display_name = " – ".join(filter(None, parts))

    @api.depends("regime_id", "date_from", "date_to", "due_at")
    @api.depends_context("lang")
    def _compute_period_name(self):
        for obligation in self:
            obligation.period_name = obligation._label()

    def _label(self):
        """Return the name of the period, such as “Month 11/2026”; the day where
        there is none."""
        self.ensure_one()
        if self.regime_id and self.period_type:
            return self.regime_id._period_label(self.date_from, self.date_to)
        return format_date(self.env, self.date_to)

    @api.depends("collaborator_id.user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for obligation in self:
            # sudo: only compared with the user himself
            person = obligation.sudo().collaborator_id
            obligation.is_mine = bool(person) and person.user_id == self.env.user

    def _search_is_mine(self, operator, value):
        if operator != "in":  # the ORM asks for "in" and inverts by itself
            return NotImplemented
        # former memberships too: what was owed stays his
        debtor = self._fields["collaborator_id"]
        return self.env["dlxh.collaborator"]._domain_of_user(debtor)

    @api.depends("state", "due_at")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for obligation in self:
            still_open = obligation.state in OPEN_STATES
            obligation.is_late = still_open and obligation.due_at < now

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        return Domain("state", "in", OPEN_STATES) & Domain("due_at", "<", now)

    @api.model
    def _find(self, regime, unit, date_from):
        """Return what the unit owes of the regime for the period that begins then.

        Callers check rights; an obligation tells no text.
        """
        # sudo: which obligation a report fulfils, whoever wrote it
        return self.sudo().search(
            [
                ("regime_id", "=", regime.id),
                ("unit_id", "=", unit.id),
                ("is_member", "=", False),
                ("date_from", "=", date_from),
            ],
            limit=1,
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_told(self):
        if self.event_ids:
            raise UserError(
                self.env._("What was owed and came in is kept for the rates.")
            )
