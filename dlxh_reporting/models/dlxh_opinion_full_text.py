from odoo import models
from odoo.tools import format_date

from .. import full_text

TEXT = full_text.Text("title event assessment forecast proposal")


class DlxhOpinion(models.Model):
    """Search in sheets: those of one's own, or of one's own unit without author."""

    _name = "dlxh.opinion"
    _inherit = ["dlxh.opinion", "dlxh.full.text.mixin"]

    _full_text = TEXT
    _full_text_date = "observed_week"
    _full_text_lines = (("dlxh.opinion.stream", "opinion_id"),)

    _words_idx = models.Index(TEXT.index())

    def _full_text_values(self):
        self._log_reading(["title"])  # pieces of the text are shown
        states = dict(self._fields["state"]._description_selection(self.env))
        return {
            sheet.id: {
                "title": sheet.display_name,
                # sudo: names of units are public
                "unit": sheet.unit_id.sudo().name,
                "period": self.env._(
                    "Week of %(day)s", day=format_date(self.env, sheet.observed_week)
                ),
                "state": states[sheet.state],
                "texts": [
                    sheet.event,
                    *sheet.stream_ids.mapped("statement"),
                    sheet.assessment,
                    sheet.forecast,
                    sheet.proposal,
                    sheet.title,  # stands above the piece anyway
                ],
            }
            for sheet in self
        }
