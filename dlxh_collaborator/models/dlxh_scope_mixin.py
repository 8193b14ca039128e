from odoo import fields, models


class DlxhScopeMixin(models.AbstractModel):
    """Give a model a unit; units above see it, units beside do not."""

    _name = "dlxh.scope.mixin"
    _inherit = ["dlxh.scope.base"]
    _description = "Unit Scope"

    unit_id = fields.Many2one(
        "dlxh.unit", string="Unit", required=True, index=True, ondelete="restrict"
    )
