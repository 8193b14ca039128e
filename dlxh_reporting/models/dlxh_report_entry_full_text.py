from odoo import models
from odoo.tools import format_date

from .. import full_text

TEXT = full_text.Text("title text assessment forecast proposal", html="text")


class DlxhReportEntry(models.Model):
    """Search in entries: of the own unit, and of reports that were sent up."""

    _name = "dlxh.report.entry"
    _inherit = ["dlxh.report.entry", "dlxh.full.text.mixin"]

    _full_text = TEXT
    _full_text_date = "date_to"

    _words_idx = models.Index(TEXT.index())

    def _full_text_values(self):
        uses = dict(self._fields["state"]._description_selection(self.env))
        return {
            entry.id: {
                "title": entry.title,
                # sudo: names of units are public
                "unit": entry.unit_id.sudo().name,
                "period": self.env._(
                    "Period until %(day)s", day=format_date(self.env, entry.date_to)
                ),
                "state": uses[entry.state],
                "texts": [
                    full_text.plain(entry.text),
                    entry.assessment,
                    entry.forecast,
                    entry.proposal,
                    entry.title,  # stands above the piece anyway
                ],
            }
            for entry in self
        }
