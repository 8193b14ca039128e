from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from odoo.addons.dlxh_collaborator.models.approval_flow import in_flow

from .dlxh_obligation import OPEN_STATES
from .report_states import TEXT_CHAIRS

#: filled when a report that came on paper is entered, never by hand
PAPER_FIELDS = frozenset(
    (
        "obligation_id",
        "is_on_behalf",
        "entered_by_id",
        "paper_code",
        "paper_file",
        "paper_file_name",
    )
)


class DlxhReport(models.Model):
    """A report fulfils what its unit owes for the period, and says what became of it.

    After the lock nothing is sent any more, unless the level above allows it for a
    while. Only a correction that the level above asked for itself is still taken.
    """

    _inherit = "dlxh.report"

    obligation_id = fields.Many2one(
        "dlxh.obligation",
        string="Owed as",
        compute="_compute_obligation_id",
        store=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    due_at = fields.Datetime(related="obligation_id.due_at", string="Due")
    lock_at = fields.Datetime(related="obligation_id.lock_at", string="Locked from")
    is_on_behalf = fields.Boolean(
        string="Entered from paper",
        readonly=True,
        copy=False,
        help="It came on paper or as a file; an officer entered it.",
    )
    entered_by_id = fields.Many2one(
        "res.users",
        string="Entered by",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    paper_code = fields.Char(string="Number on the paper", readonly=True, copy=False)
    paper_file = fields.Binary(
        string="File or scan",
        attachment=True,
        readonly=True,
        copy=False,
        groups=TEXT_CHAIRS,
    )
    paper_file_name = fields.Char(
        string="Name of the file", readonly=True, copy=False, groups=TEXT_CHAIRS
    )
    lock_sentence = fields.Char(compute="_compute_lock_sentence")

    @api.model_create_multi
    def create(self, vals_list):
        reports = super().create(vals_list)
        if not in_flow(self.env):
            # sudo: looked at, not shown; a default may come from the context
            given = reports.sudo().filtered(
                lambda one: any(one[name] for name in PAPER_FIELDS - {"obligation_id"})
            )
            if given:
                self._refuse_paper_by_hand()
        return reports

    def write(self, vals):
        if PAPER_FIELDS & vals.keys() and not in_flow(self.env):
            self._refuse_paper_by_hand()
        return super().write(vals)

    def _refuse_paper_by_hand(self):
        raise UserError(
            self.env._(
                "What a report fulfils and whether it came on paper is not typed in. "
                "Open what is owed and choose “Enter from paper”."
            )
        )

    @api.depends("regime_id", "unit_id", "date_from")
    def _compute_obligation_id(self):
        for report in self:
            report.obligation_id = report._obligation()

    def _obligation(self):
        """Return what the report fulfils.

        A quick report answers what has waited longest.
        """
        self.ensure_one()
        obligations = self.env["dlxh.obligation"]
        regime, unit = self.regime_id, self.unit_id
        if not regime or not unit or not self.date_from:
            return obligations
        if self.report_type != "quick":
            return obligations._find(regime, unit, self.date_from)
        # sudo: what the unit of this very report owes; told to its writers
        return obligations.sudo().search(
            [
                ("regime_id", "=", regime.id),
                ("unit_id", "=", unit.id),
                ("date_from", "<=", self.date_to),
                ("state", "in", OPEN_STATES),
            ],
            order="due_at, id",
            limit=1,
        )

    def _link_obligation(self, obligation):
        """Say which obligation these reports fulfil; called by the making of it."""
        self._approval_flow().write({"obligation_id": obligation.id})

    # The lock
    # --------

    @api.depends("state", "obligation_id.lock_at", "obligation_id.exception_ids")
    def _compute_lock_sentence(self):
        for report in self:
            waiting = report.state in ("draft", "in_approval", "approved", "signed")
            report.lock_sentence = waiting and report._lock_refusal()

    def _lock_refusal(self):
        """Return why the report cannot be sent any more, or False."""
        self.ensure_one()
        # sudo: dates of what the unit of this report owes
        obligation = self.sudo().obligation_id
        asked_for = self.sudo().supersedes_id.state == "returned"
        if not obligation.is_locked or asked_for:
            return False
        return self.env._(
            "The period %(period)s of %(unit)s was locked on %(date)s. Ask the level "
            "above to allow sending after the lock; the report stays as it is.",
            period=obligation._label(),
            unit=obligation.unit_id.name,
            date=format_date(
                self.env, fields.Datetime.context_timestamp(self, obligation.lock_at)
            ),
        )

    def action_send(self):
        for report in self.filtered("can_send"):
            refusal = report._lock_refusal()
            if refusal:
                raise UserError(refusal)
        return super().action_send()

    # What became of it; see the flow for who was checked
    # ----------------------------------------------------

    def _on_sent(self):
        result = super()._on_sent()
        for report in self:
            obligation = report.obligation_id or report._obligation()
            if not obligation:
                continue
            if obligation != report.obligation_id:
                report._link_obligation(obligation)
            obligation._note(
                "sent",
                at=report.sent_at,
                is_nil=report.is_nil,
                on_behalf=report.is_on_behalf,
                report=report,
            )
        return result

    def _on_returned_by_above(self, reason):
        result = super()._on_returned_by_above(reason)
        for report in self:
            report.obligation_id._note("returned", report=report)
        return result

    def _on_received(self):
        result = super()._on_received()
        for report in self:
            report.obligation_id._note("received", report=report)
        return result

    # Who has not reported
    # --------------------

    def _missing_units(self):
        """Read what the units below owe, in the tree of the period; without any
        obligation the regime and the tree of today tell."""
        self.ensure_one()
        if not self.regime_id or not (self.env.su or self.is_in_scope):
            return super()._missing_units()
        # sudo: which units owed this unit a report and sent none; see super
        owed = (
            self.env["dlxh.obligation"]
            .sudo()
            .search(
                [
                    ("regime_id", "=", self.regime_id.id),
                    ("date_from", "=", self.date_from),
                    ("parent_unit_id", "=", self.unit_id.id),
                    ("is_member", "=", False),
                    ("state", "!=", "cancelled"),
                ]
            )
        )
        if not owed:
            return super()._missing_units()
        return owed.filtered(lambda one: not one.is_submitted).unit_id.sudo(False)
