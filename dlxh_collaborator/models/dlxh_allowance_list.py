from calendar import monthrange
from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command, Domain
from odoo.tools import format_date

from ..allowance import Place, Post, payments

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


class DlxhAllowanceList(models.Model):
    """Pay list of a unit for a month or a quarter.

    Computed from the memberships held in the period; the officer prepares it and
    the leader approves it.
    """

    _name = "dlxh.allowance.list"
    _inherit = ["dlxh.scope.mixin", "dlxh.private.name.mixin", "dlxh.approval.mixin"]
    _description = "Allowance List"
    _order = "date_from desc, id desc"

    unit_id = fields.Many2one(default=lambda self: self.env.user.dlxh_unit_ids[:1])
    period_type = fields.Selection(
        [
            ("month", "Month"),
            ("quarter", "Quarter"),
            ("half", "Half-year"),
            ("year", "Year"),
        ],
        string="Period",
        required=True,
        default="quarter",
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
        help="Any day of the period; it is set to its first day.",
    )
    date_to = fields.Date(
        string="To", compute="_compute_date_to", store=True, precompute=True
    )
    min_days = fields.Integer(
        string="Days that make a month",
        default=15,
        required=True,
        help="A month counts when the membership held on at least so many days.",
    )
    line_ids = fields.One2many("dlxh.allowance.line", "list_id", string="Lines")
    line_count = fields.Integer(string="People", compute="_compute_total", store=True)
    total = fields.Float(digits=(16, 0), compute="_compute_total", store=True)
    note = fields.Text()
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("in_approval", "In approval"),
            ("approved", "Approved"),
        ],
        required=True,
        default="draft",
        copy=False,
    )

    _min_days_range = models.Constraint(
        "CHECK(min_days BETWEEN 1 AND 28)", "Enter 1 to 28 days."
    )
    _unit_date_idx = models.Index("(unit_id, date_from, id)")

    @api.depends("date_from", "period_type")
    def _compute_date_to(self):
        for pay_list in self:
            pay_list.date_to = pay_list.date_from and pay_list._period()[1]

    @api.depends("line_ids.amount", "line_ids.collaborator_id")
    def _compute_total(self):
        for pay_list in self:
            pay_list.total = sum(pay_list.line_ids.mapped("amount"))
            pay_list.line_count = len(pay_list.line_ids.collaborator_id)

    @api.depends("unit_id.name", "date_from", "date_to")
    @api.depends_context("lang", "uid")
    def _compute_display_name(self):
        for pay_list in self:
            pay_list.display_name = self.env._(
                "Allowances of %(unit)s, %(begin)s – %(end)s",
                unit=pay_list.unit_id.name or "",
                begin=format_date(self.env, pay_list.date_from) or "",
                end=format_date(self.env, pay_list.date_to) or "",
            )
        self._hide_private_names()

    def _period(self):
        """Return the first and last day of the period that holds `date_from`."""
        length = MONTHS[self.period_type]
        first = (self.date_from.month - 1) // length * length + 1
        last = first + length - 1
        year = self.date_from.year
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])

    @api.onchange("period_type", "date_from")
    def _onchange_date_from(self):
        if self.date_from:
            self.date_from = self._period()[0]

    @api.model_create_multi
    def create(self, vals_list):
        lists = super().create(vals_list)
        lists._align()
        return lists

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"date_from", "period_type"}:
            self._align()
        return result

    def _align(self):
        """Begin on the first day of the period, whatever day was given."""
        for pay_list in self:
            first = pay_list._period()[0]
            if pay_list.date_from != first:
                pay_list.date_from = first

    @api.constrains("unit_id", "date_from", "date_to")
    def _check_paid_once(self):
        for pay_list in self.sudo():  # whatever list there is, it pays
            other = self.sudo().search(
                Domain("unit_id", "=", pay_list.unit_id.id)
                & Domain("id", "!=", pay_list.id)
                & Domain("date_from", "<=", pay_list.date_to)
                & Domain("date_to", ">=", pay_list._period()[0]),
                limit=1,
            )
            if other:
                raise ValidationError(
                    self.env._(
                        "%(unit)s already has a pay list from %(begin)s to %(end)s. "
                        "Correct that one, so that no month is paid twice.",
                        unit=pay_list.unit_id.name,
                        begin=format_date(self.env, other.date_from),
                        end=format_date(self.env, other.date_to),
                    )
                )

    # Lines
    # -----

    def action_compute(self):
        """Make the lines anew from the memberships held in the period."""
        self.check_access("write")
        for pay_list in self:
            pay_list._approval_refuse_locked()
            pay_list.line_ids = [
                Command.clear(),
                *(
                    Command.create(pay_list._line_values(payment))
                    for payment in pay_list._payments()
                ),
            ]
            if not pay_list.line_ids:
                raise UserError(
                    self.env._(
                        "Nobody is to be paid: no member of a team of %(unit)s in "
                        "this period, or no coefficient is set.",
                        unit=pay_list.unit_id.name,
                    )
                )
        return True

    def _payments(self):
        self.ensure_one()
        places, units = self._places()
        rates = self.env["dlxh.allowance.rate"]._plain_rates(units)
        base_of = self.env["dlxh.allowance.base"]._by_day()
        try:
            return payments(
                self.unit_id.id,
                places,
                rates,
                base_of,
                self.date_from,
                self.date_to,
                self.min_days,
            )
        except LookupError as error:
            raise UserError(
                self.env._(
                    "No base salary is set for %(day)s. Ask the administrator to "
                    "enter it under Configuration, Base salary.",
                    day=format_date(self.env, error.args[0]),
                )
            ) from error

    def _places(self):
        """Return the memberships, in any unit, of the people of this unit, and
        all units whose coefficients may hold."""
        self.ensure_one()
        # sudo: what other teams pay is compared, of them only a number is told
        Member = self.env["dlxh.team.member"].sudo()
        during = Domain("date_from", "<=", self.date_to) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", self.date_from)
        )
        here = Member.search(during & Domain("unit_id", "=", self.unit_id.id))
        people = here.collaborator_id.partner_id
        found = Member.search(
            during & Domain("collaborator_id.partner_id", "in", people.ids)
        )
        chains = {unit: self._chain(unit) for unit in found.unit_id}
        places = [self._place(member, chains[member.unit_id]) for member in found]
        keys = {key for chain in chains.values() for key in chain}
        return places, self.env["dlxh.unit"].browse(keys)

    @api.model
    def _chain(self, unit):
        """Return the ids of the unit and of the units above it, the unit first."""
        return tuple(int(key) for key in reversed(unit.parent_path.split("/")) if key)

    def _place(self, member, chain):
        level = member.unit_id.level_id
        post = Post(chain, level.id, member.team_id.kind, member.role)
        begin = max(member.date_from, member.team_id.date_from)
        ends = [day for day in (member.date_to, member.team_id.date_to) if day]
        return Place(
            member.collaborator_id.partner_id.id,
            member.collaborator_id.id,
            member.unit_id.id,
            level.sequence,
            post,
            begin,
            min(ends, default=None),
        )

    def _line_values(self, payment):
        note = ""
        if payment.elsewhere:
            note = self.env._(
                "%(count)s months are paid by another team", count=payment.elsewhere
            )
        return {
            "collaborator_id": payment.file,
            "role": payment.role or False,
            "coefficient": payment.coefficient,
            "base_amount": payment.base,
            "months": payment.months,
            "note": note,
        }

    @api.model
    def _units_without_list(self, units):
        """Return those of the units that pay, have a team, and have no list that
        reaches the end of the last quarter."""
        today = fields.Date.context_today(self)
        end = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
        end -= timedelta(days=1)
        # sudo: only whether lists, coefficients and members of own units exist
        lists = self.sudo().search([("unit_id", "in", units.ids)])
        rates = (
            self.env["dlxh.allowance.rate"]
            .sudo()
            .search([("unit_id", "in", units.ids)])
        )
        paid = lists.filtered(lambda pay_list: pay_list.date_to >= end)
        Member = self.env["dlxh.team.member"].sudo()
        serving = Member.search(
            Domain("unit_id", "in", (lists.unit_id | rates.unit_id).ids)
            & Domain("date_from", "<=", end)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", end))
        )
        return serving.unit_id - paid.unit_id

    # Approval
    # --------

    def _approval_submit_blocker(self):
        if not self.line_ids:
            return self.env._("The list has no lines. Compute it first.")
        return super()._approval_submit_blocker()

    def action_export_xlsx(self):
        """Return the pay list as a workbook with a column for signatures."""
        self.check_access("read")
        return self.env.ref(
            "dlxh_collaborator.dlxh_allowance_list_action_report_xlsx"
        ).report_action(self)
