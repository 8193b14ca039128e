from odoo import api, fields, models

from ..allowance import Rate


class DlxhAllowanceRate(models.Model):
    """Coefficient of the allowance, by level, kind of team and role.

    What is left empty holds for all. A unit may set its own with the document it
    rests on; the nearest and most precise one holds.
    """

    _name = "dlxh.allowance.rate"
    _inherit = ["dlxh.scope.mixin"]
    _description = "Allowance Coefficient"
    _order = "unit_id, date_from desc, id"
    _rec_name = "legal_basis"

    unit_id = fields.Many2one(
        required=False,
        help="The unit and those below it that have none of their own. Empty: all.",
    )
    level_id = fields.Many2one("dlxh.level", ondelete="restrict")
    team_kind = fields.Selection(
        [("team", "Team"), ("concurrent_group", "Concurrent group")],
        string="Kind of team",
    )
    role = fields.Selection(
        [
            ("head", "Head"),
            ("deputy", "Deputy head"),
            ("secretary", "Secretary"),
            ("member", "Member"),
        ],
    )
    coefficient = fields.Float(digits=(6, 3), required=True, help="Times base salary.")
    paid_beside = fields.Boolean(
        string="Paid beside another team",
        help="Who serves in two teams is paid once a month, where it is more. Tick "
        "it when the document says that this allowance is paid as well.",
    )
    date_from = fields.Date(
        string="From", required=True, default=fields.Date.context_today
    )
    date_to = fields.Date(string="To")
    legal_basis = fields.Char(string="Legal basis", required=True)
    active = fields.Boolean(default=True)

    _coefficient_range = models.Constraint(
        "CHECK(coefficient >= 0 AND coefficient <= 10)",
        "A coefficient lies between 0 and 10.",
    )
    _dates_ordered = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "A coefficient cannot end before it begins.",
    )

    @api.model
    def _plain_rates(self, units):
        """Return the coefficients for these units as plain values."""
        # sudo: of units above as well, which the officer does not see
        rates = self.sudo().search(
            ["|", ("unit_id", "=", False), ("unit_id", "in", units.ids)]
        )
        return [
            Rate(
                coefficient=rate.coefficient,
                date_from=rate.date_from,
                date_to=rate.date_to or None,
                unit=rate.unit_id.id or None,
                level=rate.level_id.id or None,
                kind=rate.team_kind or None,
                role=rate.role or None,
                beside=rate.paid_beside,
                key=rate.id,
            )
            for rate in rates
        ]
