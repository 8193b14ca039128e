from odoo import models
from odoo.fields import Domain
from odoo.tools import format_date

from .. import full_text

TEXT = full_text.Text("abstract document_code")


class DlxhReport(models.Model):
    """Search in reports: what they are about, their number, and their sections."""

    _name = "dlxh.report"
    _inherit = ["dlxh.report", "dlxh.full.text.mixin"]

    _full_text = TEXT
    _full_text_date = "date_to"
    _full_text_lines = (("dlxh.report.section", "report_id"),)

    _words_idx = models.Index(TEXT.index())

    def _full_text_topics(self, topic_id):
        return Domain("topic_ids", "in", topic_id) | Domain(
            "entry_ids.topic_id", "=", topic_id
        )

    def _full_text_values(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        found = {}
        for report in self:
            texts = []
            for section in report.section_ids:
                texts += [section.name, full_text.plain(section.body)]
            found[report.id] = {
                "title": report.display_name,
                # sudo: names of units are public
                "unit": report.unit_id.sudo().name,
                "period": f"{format_date(self.env, report.date_from)} – "
                f"{format_date(self.env, report.date_to)}",
                "state": states[report.state],
                "texts": [*texts, report.abstract, report.document_code],
            }
        return found
