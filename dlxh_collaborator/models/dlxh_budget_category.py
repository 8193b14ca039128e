from odoo import fields, models


class DlxhBudgetCategory(models.Model):
    """Heading of a budget estimate, such as briefings or surveys."""

    _name = "dlxh.budget.category"
    _description = "Budget Category"
    _order = "sequence, id"

    name = fields.Char(required=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    note = fields.Text(help="What belongs under this heading.")
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint(
        "UNIQUE(code)", "There is already a budget category with this code."
    )
