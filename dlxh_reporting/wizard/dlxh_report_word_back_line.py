from odoo import fields, models
from odoo.exceptions import UserError

from .dlxh_report_word_back import TEXTS, as_html, as_plain

#: what a line may write, by model
FIELDS = {
    "dlxh.report.entry": ("text", "assessment", "forecast", "proposal"),
    "dlxh.report.section": ("body",),
}


class DlxhReportWordBackLine(models.TransientModel):
    """One text of the report as it is and as the Word file has it."""

    _name = "dlxh.report.word.back.line"
    _description = "Text Edited in Word"

    wizard_id = fields.Many2one(
        "dlxh.report.word.back", required=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            ("changed", "Changed"),
            ("emptied", "Empty in the file"),
            ("lost", "Not found"),
        ],
        string="In the file",
        readonly=True,
    )
    name = fields.Char(string="Text", readonly=True)
    target = fields.Char(readonly=True)
    old_text = fields.Html(string="Now in the report", readonly=True)
    new_text = fields.Html(string="In the Word file", readonly=True)
    is_taken = fields.Boolean(string="Take over")

    def _take(self):
        """Write the text of the file, unless somebody has changed ours meanwhile."""
        self.ensure_one()
        record, field = self._target_field()
        now, then = as_html(record, field), self.old_text or ""
        if field not in TEXTS:
            now, then = as_plain(now), as_plain(then)
        if now != then:
            raise UserError(
                self.env._(
                    "“%(name)s” was changed in the report after the file was read. "
                    "Read the file again.",
                    name=self.name,
                )
            )
        taken = self.new_text if field in TEXTS else as_plain(self.new_text or "")
        record.write({field: taken})

    def _target_field(self):
        """Return the record and the field that the line is about."""
        model, _comma, rest = (self.target or "").partition(",")
        key, _comma, field = rest.partition(",")
        known = field in FIELDS.get(model, ()) and key.isdigit()
        record = self.env[model].browse(int(key)) if known else None
        report = self.wizard_id.report_id
        if not record or record.report_id != report or self.kind == "lost":
            raise UserError(
                self.env._("“%(name)s” is not a text of this report.", name=self.name)
            )
        return record, field
