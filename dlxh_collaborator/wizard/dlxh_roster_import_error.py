from odoo import fields, models


class DlxhRosterImportError(models.TransientModel):
    """Why a row of a roster is refused: where, what stands there, what to do."""

    _name = "dlxh.roster.import.error"
    _description = "Problem in a File of Collaborators"
    _order = "id"

    import_id = fields.Many2one("dlxh.roster.import", required=True, ondelete="cascade")
    row = fields.Integer(
        aggregator=False, help="As numbered in the file; 0 for the whole file."
    )
    column = fields.Char()
    value = fields.Char()
    reason = fields.Char()
