from odoo import api, fields, models

from ..allowance import amount_of


class DlxhAllowanceLine(models.Model):
    """What one collaborator is paid by a list: coefficient x base x months."""

    _name = "dlxh.allowance.line"
    _inherit = [
        "dlxh.scope.base",
        "dlxh.private.name.mixin",
        "dlxh.approval.line.mixin",
    ]
    _description = "Line of an Allowance List"
    _order = "list_id, sequence, id"
    _rec_name = "collaborator_id"
    _approval_parent_field = "list_id"
    _scope_link_fields = ("collaborator_id", "list_id")

    list_id = fields.Many2one(
        "dlxh.allowance.list",
        required=True,
        index=True,
        ondelete="cascade",
    )
    unit_id = fields.Many2one(
        related="list_id.unit_id", store=True, index=True, string="Unit"
    )
    date_from = fields.Date(related="list_id.date_from", store=True, string="From")
    date_to = fields.Date(related="list_id.date_to", store=True, string="To")
    list_state = fields.Selection(
        related="list_id.state", string="State of the list", store=True
    )
    sequence = fields.Integer(default=10)
    collaborator_id = fields.Many2one(
        "dlxh.collaborator",
        required=True,
        index=True,
        ondelete="restrict",
    )
    position = fields.Char(related="collaborator_id.position")
    role = fields.Selection(
        [
            ("head", "Head"),
            ("deputy", "Deputy head"),
            ("secretary", "Secretary"),
            ("member", "Member"),
        ],
    )
    coefficient = fields.Float(digits=(6, 3), aggregator=False)
    base_amount = fields.Float(string="Base salary", digits=(16, 0), aggregator=False)
    months = fields.Integer()
    amount = fields.Float(
        digits=(16, 0), compute="_compute_amount", store=True, precompute=True
    )
    note = fields.Char()

    _numbers_positive = models.Constraint(
        "CHECK(months BETWEEN 0 AND 12 AND coefficient BETWEEN 0 AND 10"
        " AND base_amount >= 0)",
        "Months lie between 0 and 12, the coefficient between 0 and 10.",
    )

    @api.depends("coefficient", "base_amount", "months")
    def _compute_amount(self):
        for line in self:
            line.amount = amount_of(
                round(line.coefficient, 3), round(line.base_amount), line.months
            )
