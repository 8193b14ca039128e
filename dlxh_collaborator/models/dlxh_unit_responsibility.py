from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DlxhUnitResponsibility(models.Model):
    """Who in a unit answers for public-opinion work, from when to when."""

    _name = "dlxh.unit.responsibility"
    _inherit = ["dlxh.scope.mixin"]
    _description = "Responsibility in a Unit"
    _order = "unit_id, role, date_from desc, id"

    unit_id = fields.Many2one(ondelete="cascade")
    role = fields.Selection(
        [
            ("secretary_in_charge", "Secretary in charge"),
            ("standing_member", "Standing member who follows the work"),
            ("propaganda_member", "Committee member for propaganda"),
            ("organ_leader", "Leader of the organ"),
            ("organ_officer", "Officer of the organ"),
        ],
        required=True,
    )
    user_id = fields.Many2one("res.users", string="User", index="btree_not_null")
    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        index="btree_not_null",
    )
    date_from = fields.Date(
        string="From", required=True, default=fields.Date.context_today
    )
    date_to = fields.Date(string="To")

    _dates_ordered = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "A responsibility cannot end before it begins.",
    )

    @api.depends("user_id")
    def _compute_partner_id(self):
        for line in self:
            line.partner_id = line.user_id.partner_id or line.partner_id

    @api.constrains("user_id", "partner_id")
    def _check_person(self):
        for line in self:
            if not (line.user_id or line.partner_id):
                raise ValidationError(
                    self.env._("Choose the user or the person who answers for it.")
                )
