from markupsafe import Markup

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
            # sudo: the name of the unit, on an issue that may be read
            issue = (sheet.issue_id & readable).sudo()
            parts = [issue.with_env(sheet.env).answers or ""]
            if issue.outcome:
                head = issue._answer_head()
                parts.insert(0, Markup("<p><b>%s</b> %s</p>") % (head, issue.outcome))
            sheet.answers = Markup("").join(parts) or False
