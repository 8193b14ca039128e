from odoo import fields, models


class DlxhUnitImportError(models.TransientModel):
    """Why a file of units is refused: where, what stands there, what to do."""

    _name = "dlxh.unit.import.error"
    _description = "Problem in a File of Units"
    _order = "id"

    import_id = fields.Many2one("dlxh.unit.import", required=True, ondelete="cascade")
    row = fields.Integer(
        aggregator=False, help="As numbered in the file; 0 for the whole file."
    )
    column = fields.Char()
    value = fields.Char()
    reason = fields.Char()
