from odoo import api, fields, models
from odoo.tools import html2plaintext

#: so much of a text tells a source from another
BEGINNING = 160


class DlxhReportEntrySplitLine(models.TransientModel):
    """A source of the entry that is being split."""

    _name = "dlxh.report.entry.split.line"
    _description = "Source of an Entry to Split"

    wizard_id = fields.Many2one(
        "dlxh.report.entry.split", required=True, ondelete="cascade", index=True
    )
    opinion_id = fields.Many2one("dlxh.opinion", readonly=True, ondelete="cascade")
    source_entry_id = fields.Many2one(
        "dlxh.report.entry", readonly=True, ondelete="cascade"
    )
    origin = fields.Char(string="Source", compute="_compute_words")
    words = fields.Char(string="What it says", compute="_compute_words")
    is_moved = fields.Boolean(string="To the new entry")

    @api.depends("opinion_id", "source_entry_id")
    def _compute_words(self):
        for line in self:
            sheet, entry = line.opinion_id, line.source_entry_id
            if entry:
                line.origin = entry.unit_id.name
                line.words = html2plaintext(entry.text or "")[:BEGINNING]
            else:
                line.origin = self.env._("Sheet: %(title)s", title=sheet.title or "")
                said = sheet.stream_ids.mapped("statement")
                line.words = "; ".join(filter(None, said))[:BEGINNING]
