from odoo import api, fields, models


class DlxhAllowanceBase(models.Model):
    """Base salary from a day on (lương cơ sở), set by the State."""

    _name = "dlxh.allowance.base"
    _description = "Base Salary"
    _order = "date_from desc"
    _rec_name = "date_from"

    amount = fields.Float(string="Base salary", digits=(16, 0), required=True)
    date_from = fields.Date(string="From", required=True)
    legal_basis = fields.Char(string="Legal basis", required=True)

    _amount_positive = models.Constraint(
        "CHECK(amount > 0)", "The base salary is more than zero."
    )
    _once = models.UniqueIndex(
        "(date_from)", "A base salary from this day stands in the list already."
    )

    @api.model
    def _by_day(self):
        """Return a function from a day to the base salary of that day, or None."""
        # sudo: amounts set by the State are no secret
        steps = [(base.date_from, base.amount) for base in self.sudo().search([])]

        def amount_of(day):
            return next((amount for begin, amount in steps if begin <= day), None)

        return amount_of
