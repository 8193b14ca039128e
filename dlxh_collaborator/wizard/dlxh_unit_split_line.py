from odoo import fields, models


class DlxhUnitSplitLine(models.TransientModel):
    """One new unit of a split."""

    _name = "dlxh.unit.split.line"
    _description = "New Unit of a Split"

    split_id = fields.Many2one("dlxh.unit.split", required=True, ondelete="cascade")
    unit_id = fields.Many2one(related="split_id.unit_id")
    name = fields.Char(required=True)
    code = fields.Char(required=True)
    child_ids = fields.Many2many("dlxh.unit", string="Takes over")
    user_ids = fields.Many2many("res.users", string="Users")
