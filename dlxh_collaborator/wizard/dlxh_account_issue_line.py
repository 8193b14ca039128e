from odoo import fields, models


class DlxhAccountIssueLine(models.TransientModel):
    """What happens to the account of one collaborator, or why nothing does."""

    _name = "dlxh.account.issue.line"
    _description = "Account to Give"
    _order = "id"

    issue_id = fields.Many2one(
        "dlxh.account.issue", string="Dialog", required=True, ondelete="cascade"
    )
    collaborator_id = fields.Many2one("dlxh.collaborator", string="Collaborator")
    unit_id = fields.Many2one(related="collaborator_id.unit_id", string="Workplace")
    login = fields.Char()
    action = fields.Selection(
        [
            ("new", "New account"),
            ("again", "New slip"),
            ("reopen", "Reopened"),
            ("reset", "Access reset"),
            ("link", "Linked to the account"),
            ("refused", "Left out"),
        ],
        string="What is done",
    )
    reason = fields.Char()
