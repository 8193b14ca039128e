from odoo import api, fields, models


class DlxhOpinion(models.Model):
    """What came of the matter that a sheet is about, told to whoever wrote it."""

    _inherit = "dlxh.opinion"

    answers = fields.Html(string="What came of it", compute="_compute_answers")

    @api.depends("issue_id")
    @api.depends_context("uid", "lang")
    def _compute_answers(self):
        # a sheet may be about an issue of a level that its author does not read
        readable = self.issue_id._filtered_access("read")
        for sheet in self:
            sheet.answers = (sheet.issue_id & readable).answers
