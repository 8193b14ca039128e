from odoo import fields, models


class DlxhReportCommentSentence(models.TransientModel):
    """A sentence to choose from."""

    _name = "dlxh.report.comment.sentence"
    _description = "Sentence of an Entry"
    _order = "id"

    wizard_id = fields.Many2one(
        "dlxh.report.comment.wizard", required=True, ondelete="cascade"
    )
    name = fields.Text(string="Sentence", required=True)
