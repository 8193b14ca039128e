from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..budget import line_amount, overrun, used_percent
from . import page_html


class DlxhProgrammeBudgetLine(models.Model):
    """Line of the estimate of a plan, and what was spent on it.

    Estimated amounts are locked with the plan; what is spent is entered as
    expenses while the plan runs.
    """

    _name = "dlxh.programme.budget.line"
    _inherit = ["dlxh.private.name.mixin", "dlxh.document.part.mixin"]
    _description = "Line of an Estimate"
    _order = "programme_id desc, category_id, sequence, id"
    _approval_parent_field = "programme_id"
    _approval_free_fields = ["expense_ids"]  # they guard themselves
    _derived_fields = {
        "unit_id": "unit_id",
        "plan_state": "state",
        "date_from": "date_from",
    }

    programme_id = fields.Many2one(
        "dlxh.programme", string="Plan", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="programme_id.unit_id", store=True, precompute=True, index=True
    )
    plan_state = fields.Selection(
        related="programme_id.state",
        string="Status of the plan",
        store=True,
        precompute=True,
    )
    date_from = fields.Date(
        related="programme_id.date_from",
        string="Planned from",
        store=True,
        precompute=True,
    )
    sequence = fields.Integer(default=10)
    category_id = fields.Many2one(
        "dlxh.budget.category", required=True, index=True, ondelete="restrict"
    )
    name = fields.Char(string="Budget item", required=True)
    quantity = fields.Float(digits=(12, 2), default=1, required=True, aggregator=False)
    measure = fields.Char(help="What the quantity counts: meetings, people, months.")
    unit_price = fields.Float(
        string="Unit price (VND)", digits=(16, 0), aggregator=False, required=True
    )
    amount = fields.Float(
        string="Estimate (VND)",
        digits=(16, 0),
        compute="_compute_amount",
        store=True,
        precompute=True,
    )
    expense_ids = fields.One2many(
        "dlxh.programme.expense", "line_id", string="Spending"
    )
    spent_amount = fields.Float(
        string="Spent (VND)", digits=(16, 0), compute="_compute_spent", store=True
    )
    left_amount = fields.Float(
        string="Left (VND)", digits=(16, 0), compute="_compute_spent", store=True
    )
    is_overspent = fields.Boolean(
        string="Over the estimate", compute="_compute_spent", store=True
    )
    spent_percent = fields.Float(
        string="Spent (%)",
        digits=(16, 1),
        compute="_compute_spent_percent",
        aggregator=False,
    )

    _not_negative = models.Constraint(
        "CHECK(quantity >= 0 AND unit_price >= 0)",
        "Quantity and unit price of an estimate are never below zero.",
    )
    _unit_date_idx = models.Index("(unit_id, date_from, id)")

    @api.depends("quantity", "unit_price")
    def _compute_amount(self):
        for line in self:
            line.amount = line_amount(line.quantity, line.unit_price)

    @api.depends("amount", "expense_ids.amount")
    def _compute_spent(self):
        for line in self:
            line.spent_amount = sum(line.expense_ids.mapped("amount"))
            line.left_amount = line.amount - line.spent_amount
            line.is_overspent = overrun(line.spent_amount, line.amount) > 0

    @api.depends("amount", "spent_amount")
    def _compute_spent_percent(self):
        for line in self:
            line.spent_percent = used_percent(line.spent_amount, line.amount) or 0.0

    @api.depends("name")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.name
        self._hide_private_names()

    @api.constrains("quantity", "unit_price")
    def _check_amount_bound(self):
        for line in self:
            if line.amount >= 10**15:
                raise ValidationError(
                    self.env._(
                        "“%(line)s” comes to more than the system counts. "
                        "Check quantity and unit price.",
                        line=line.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.programme_id._void_secret_check()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys() <= set(self._approval_free_fields):
            self.programme_id._void_secret_check()
        return result

    def unlink(self):
        plans = self.programme_id
        result = super().unlink()
        plans._void_secret_check()
        return result

    def _overspent_sentence(self):
        """Return where the spending goes over the estimate, or False."""
        parts = [
            self.env._(
                "%(line)s (by %(amount)s VND)",
                line=line.name,
                amount=page_html.number(overrun(line.spent_amount, line.amount)),
            )
            for line in self
            if line.is_overspent
        ]
        if not parts:
            return False
        return self.env._(
            "Spending goes over the approved estimate: %(lines)s. Ask the leader "
            "before you spend more.",
            lines="; ".join(parts),
        )
