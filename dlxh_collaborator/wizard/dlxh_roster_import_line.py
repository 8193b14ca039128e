from odoo import fields, models

ACTIONS = [("new", "New"), ("changed", "Changed"), ("same", "Unchanged")]


class DlxhRosterImportLine(models.TransientModel):
    """One row of the preview."""

    _name = "dlxh.roster.import.line"
    _description = "Collaborator to Import"
    _order = "row, id"

    import_id = fields.Many2one("dlxh.roster.import", required=True, ondelete="cascade")
    row = fields.Integer(aggregator=False)
    name = fields.Char(string="Person")
    unit = fields.Char(string="Workplace")
    team = fields.Char(string="Team of unit")
    person_action = fields.Selection(ACTIONS, string="The person")
    seat_action = fields.Selection(ACTIONS, string="The membership")
