from odoo import api, fields, models
from odoo.fields import Domain


class DlxhSupply(models.Model):
    """Equipment or documents handed to a collaborator, and given back."""

    _name = "dlxh.supply"
    _inherit = ["dlxh.person.record.mixin"]
    _description = "Equipment and Documents"
    _order = "supplied_on desc, id desc"

    name = fields.Char(required=True)
    kind = fields.Selection(
        [("equipment", "Equipment"), ("document", "Document")],
        required=True,
        default="equipment",
    )
    quantity = fields.Integer(default=1, required=True)
    supplied_on = fields.Date(
        string="Handed over on", required=True, default=fields.Date.context_today
    )
    to_return = fields.Boolean(
        string="To be given back",
        compute="_compute_to_return",
        store=True,
        readonly=False,
        precompute=True,
    )
    date_due = fields.Date(string="Due back on")
    returned_on = fields.Date(string="Given back on")
    condition = fields.Selection(
        [("good", "Good"), ("worn", "Worn"), ("damaged", "Damaged"), ("lost", "Lost")],
        help="When it was given back, or reported lost.",
    )
    note = fields.Char()
    is_outstanding = fields.Boolean(
        string="Still with him",
        compute="_compute_is_outstanding",
        search="_search_is_outstanding",
    )
    is_overdue = fields.Boolean(
        string="To ask back now",
        compute="_compute_is_outstanding",
        search="_search_is_overdue",
        help="It is past its day, or who has it has left the team.",
    )

    _quantity_positive = models.Constraint(
        "CHECK(quantity > 0)", "Enter how many pieces: 1 or more."
    )
    _dates_ordered = models.Constraint(
        "CHECK(returned_on IS NULL OR returned_on >= supplied_on)",
        "Nothing is given back before it was handed over.",
    )
    _unit_idx = models.Index("(unit_id, supplied_on, id)")

    @api.depends("kind")
    def _compute_to_return(self):
        for supply in self:
            supply.to_return = supply.kind == "equipment"

    @api.depends("to_return", "returned_on", "date_due", "collaborator_id.has_left")
    def _compute_is_outstanding(self):
        today = fields.Date.context_today(self)
        for supply in self:
            out = supply.to_return and not supply.returned_on
            late = supply.date_due and supply.date_due < today
            supply.is_outstanding = out
            # sudo: whether he left is told to whoever reads this page anyway
            supply.is_overdue = out and bool(
                late or supply.sudo().collaborator_id.has_left
            )

    def _search_is_outstanding(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("to_return", "=", True) & Domain("returned_on", "=", False)

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        gone = Domain("date_due", "<", today) | Domain(
            "collaborator_id", "any!", self.env["dlxh.collaborator"]._left_domain()
        )
        return Domain("is_outstanding", "=", True) & gone

    def action_returned(self):
        """Note that the things came back today, in good order."""
        for supply in self.filtered("is_outstanding"):
            supply.write(
                {
                    "returned_on": fields.Date.context_today(self),
                    "condition": supply.condition or "good",
                }
            )
        return True
