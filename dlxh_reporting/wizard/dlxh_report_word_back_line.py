from odoo import fields, models
from odoo.exceptions import UserError

MODELS = ("dlxh.report.entry", "dlxh.report.section")


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
        model, _comma, key = (self.target or "").partition(",")
        record = self.env[model].browse(int(key)) if model in MODELS else None
        report = self.wizard_id.report_id
        if not record or record.report_id != report or self.kind == "lost":
            raise UserError(
                self.env._("“%(name)s” is not a text of this report.", name=self.name)
            )
        field = "text" if model == "dlxh.report.entry" else "body"
        if (record[field] or "") != (self.old_text or ""):
            raise UserError(
                self.env._(
                    "“%(name)s” was changed in the report after the file was read. "
                    "Read the file again.",
                    name=self.name,
                )
            )
        record.write({field: self.new_text})
