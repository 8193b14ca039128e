from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from . import page_html


class DlxhProgrammeExpense(models.Model):
    """Money spent on a line of an approved estimate, by a voucher.

    Each change is noted beside the plan, so that nothing is lost.
    """

    _name = "dlxh.programme.expense"
    _inherit = ["dlxh.private.name.mixin", "dlxh.scope.mixin"]
    _description = "Spending"
    _order = "date desc, id desc"
    _rec_name = "note"

    line_id = fields.Many2one(
        "dlxh.programme.budget.line",
        string="Line of the estimate",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('plan_state', '=', 'approved'), ('is_own_unit', '=', True)]",
    )
    programme_id = fields.Many2one(
        related="line_id.programme_id",
        string="Plan",
        store=True,
        precompute=True,
        index=True,
    )
    category_id = fields.Many2one(
        related="line_id.category_id", store=True, precompute=True, index=True
    )
    unit_id = fields.Many2one(
        related="line_id.unit_id", store=True, precompute=True, index=True
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    amount = fields.Float(string="Amount (VND)", digits=(16, 0), required=True)
    voucher_no = fields.Char(string="Voucher number")
    note = fields.Char(string="Spent on what", required=True)

    _amount_given = models.Constraint(
        "CHECK(amount <> 0)",
        "Enter the amount that was spent; money given back has a minus.",
    )
    _unit_date_idx = models.Index("(unit_id, date, id)")

    @api.constrains("date", "line_id")
    def _check_date(self):
        today = fields.Date.context_today(self)
        for expense in self:
            plan = expense.sudo().programme_id  # sudo: compares dates
            if expense.date > today or expense.date < plan.date_from:
                raise ValidationError(
                    self.env._(
                        "The spending is dated %(date)s. Enter a day from "
                        "%(date_from)s, when the plan begins, until today.",
                        date=plan._date_text(expense.date),
                        date_from=plan._date_text(plan.date_from),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        expenses = super().create(vals_list)
        # checked on the result: a default may come from the context
        for expense in expenses.sudo():  # sudo: compares what it copied
            if expense.programme_id != expense.line_id.programme_id or (
                expense.unit_id != expense.line_id.unit_id
            ):
                self._raise_derived()
        expenses._check_plan_running()
        expenses._tell_plan(self.env._("Spending entered"))
        return expenses

    def write(self, vals):
        if not vals.keys().isdisjoint(("programme_id", "category_id", "unit_id")):
            self._raise_derived()
        self.check_access("write")  # before the plan is looked at and told
        self._check_plan_running()
        self._tell_plan(self.env._("Spending before the change"))
        result = super().write(vals)
        self._check_plan_running()
        self._tell_plan(self.env._("Spending after the change"))
        return result

    def unlink(self):
        self.check_access("unlink")  # before the plan is looked at and told
        self._check_plan_running()
        self._tell_plan(self.env._("Spending deleted"))
        return super().unlink()

    def _scope_sources(self):
        return {"unit_id", "line_id"}

    def _raise_derived(self):
        raise UserError(
            self.env._("Plan, category and unit follow from the line of the estimate.")
        )

    def _check_plan_running(self):
        # sudo: only the state of the plans is looked at
        for plan in self.sudo().line_id.programme_id:
            if plan.state != "approved":
                raise UserError(
                    self.env._(
                        "Nothing is spent on a plan whose state is “%(state)s”: only "
                        "while an approved plan runs.",
                        state=plan._approval_state_label(),
                    )
                )

    def _tell_plan(self, what):
        """Note the spending beside each plan, whoever entered it."""
        for plan, expenses in self.grouped("programme_id").items():
            lines = [
                self.env._(
                    "%(what)s: %(note)s, %(amount)s VND, voucher %(voucher)s",
                    what=what,
                    note=expense.note,
                    amount=page_html.number(expense.amount),
                    voucher=expense.voucher_no or "–",
                )
                for expense in expenses
            ]
            # sudo: whoever may enter the spending; the note itself is fixed
            plan.sudo().message_post(
                body=Markup("<br/>").join(escape(line) for line in lines)
            )
