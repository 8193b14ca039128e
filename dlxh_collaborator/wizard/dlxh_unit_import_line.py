from odoo import fields, models


class DlxhUnitImportLine(models.TransientModel):
    """One unit of the preview."""

    _name = "dlxh.unit.import.line"
    _description = "Unit to Import"
    _order = "row, id"

    import_id = fields.Many2one("dlxh.unit.import", required=True, ondelete="cascade")
    row = fields.Integer(aggregator=False)
    code = fields.Char()
    name = fields.Char()
    parent_code = fields.Char(string="Unit above")
    level = fields.Char()
    action = fields.Selection(
        [("new", "New"), ("changed", "Changed")], string="What happens"
    )
