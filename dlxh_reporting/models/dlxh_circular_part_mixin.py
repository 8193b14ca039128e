from odoo import api, fields, models


class DlxhCircularPartMixin(models.AbstractModel):
    """A part of a circular: locked with it; changing it voids the secret check."""

    _name = "dlxh.circular.part.mixin"
    _inherit = ["dlxh.document.part.mixin"]
    _description = "Part of a Circular"
    _approval_parent_field = "circular_id"

    circular_id = fields.Many2one(
        "dlxh.circular",
        string="Circular",
        required=True,
        index=True,
        ondelete="cascade",
    )
    unit_id = fields.Many2one(
        related="circular_id.unit_id", store=True, precompute=True, index=True
    )

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts.circular_id._void_secret_check()
        return parts

    def write(self, vals):
        result = super().write(vals)
        self.circular_id._void_secret_check()
        return result

    def unlink(self):
        circulars = self.circular_id
        result = super().unlink()
        circulars.exists()._void_secret_check()
        return result
