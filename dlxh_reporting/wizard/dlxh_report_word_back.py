import base64

from lxml import html
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import is_html_empty

from odoo.addons.dlxh_collaborator.document import word_read
from odoo.addons.dlxh_collaborator.document.body import (
    WITHIN,
    with_end_mark,
    without_end_mark,
)
from odoo.addons.dlxh_collaborator.document.lines import lines_of_html, lines_of_text
from odoo.addons.dlxh_collaborator.document.word_errors import WordTemplateError
from odoo.addons.dlxh_collaborator.models import word_sentences

#: fields that hold formatted text; the others hold plain words
TEXTS = ("text", "body")


class DlxhReportWordBack(models.TransientModel):
    """Take the texts of a report back from a Word file that was worked on outside.

    Nothing is taken unseen: each text that differs stands beside the present one,
    and the officer decides line by line.
    """

    _name = "dlxh.report.word.back"
    _description = "Report Edited in Word"

    report_id = fields.Many2one("dlxh.report", required=True, readonly=True)
    # in the row, not in the file store: it goes when the wizard is vacuumed
    content = fields.Binary(string="Word file", attachment=False)
    filename = fields.Char()
    line_ids = fields.One2many("dlxh.report.word.back.line", "wizard_id")
    is_read = fields.Boolean(readonly=True)
    note = fields.Text(compute="_compute_note")

    @api.depends("is_read", "line_ids")
    def _compute_note(self):
        for wizard in self:
            lost = wizard.line_ids.filtered(lambda line: line.kind == "lost")
            changed = wizard.line_ids - lost
            notes = []
            if wizard.is_read and not changed:
                notes.append(wizard.env._("No text of the file differs."))
            if lost:
                notes.append(
                    wizard.env._(
                        "Not found in the file, so left as they are: %(titles)s.",
                        titles=", ".join(lost.mapped("name")),
                    )
                )
            wizard.note = "\n".join(notes)

    def _check_may_edit(self):
        self.ensure_one()
        report = self.report_id
        report.check_access("write")
        if not report.can_draft:
            raise AccessError(
                self.env._(
                    "Texts are taken back from Word while “%(report)s” is a draft, "
                    "by an officer of its unit.",
                    report=report.display_name,
                )
            )

    def action_read(self):
        """Read the file and show what differs."""
        self._check_may_edit()
        content = self.with_context(bin_size=False).content
        if not content:
            raise UserError(self.env._("Choose the Word file first."))
        try:
            parts = word_read.read_parts(base64.b64decode(content))
        except WordTemplateError as error:
            raise UserError(word_sentences.sentence(self.env, error, ())) from error
        if not parts:
            raise UserError(
                self.env._(
                    "None of the report's texts is marked in this file. Print the "
                    "report with the button “Word”, work on that file and bring it "
                    "back; text copied into a new file cannot be told apart."
                )
            )
        self.line_ids.unlink()
        self.write(
            {
                "is_read": True,
                "line_ids": [Command.create(vals) for vals in self._differences(parts)],
            }
        )
        return self._reopen()

    def _differences(self, parts):
        """Return the values of the lines: what differs, and what is not found."""
        found = []
        # sudo: the mark at the end of a document is public, like its format
        mark = self.report_id.sudo()._document_profile().end_mark or ""
        for target, name, field in self._targets():
            new, old = parts.get(name), as_html(target, field)
            told = _words if field in TEXTS else lines_of_html
            if new is None:
                kind = "lost"
            elif told(new) in (told(old), told(with_end_mark(old, mark))):
                continue
            else:
                new = without_end_mark(new, mark)
                if field not in TEXTS:
                    new = _paragraphs(lines_of_html(new))
                kind = "emptied" if is_html_empty(new) else "changed"
            found.append(
                {
                    "kind": kind,
                    "name": self._name_of(target, field),
                    "target": f"{target._name},{target.id},{field}",
                    "old_text": old,
                    "new_text": new or "",
                    "is_taken": kind == "changed",
                }
            )
        return found

    def _name_of(self, target, field):
        """What a text is called: its section or issue, and which text of it."""
        name = target.display_name or target.name
        if field in TEXTS:
            return name
        label = target._fields[field]._description_string(self.env)
        return self.env._("%(issue)s – %(field)s", issue=name, field=label)

    def _targets(self):
        """Return (record, name of its part in Word, field) of all printed texts."""
        report = self.report_id
        kept = report.entry_ids.filtered(lambda entry: entry.state == "kept")
        sections = report.section_ids.filtered(lambda s: not is_html_empty(s.body))
        return [
            *((section, section._word_part(), "body") for section in sections),
            *((entry, entry._word_part(), "text") for entry in kept),
            *(
                (entry, entry._about_part(field) + WITHIN, field)
                for content in dict.fromkeys(report.section_ids.mapped("content"))
                for entry in kept
                for field in entry._about_fields(content)
            ),
        ]

    def action_take(self):
        """Write the texts that were chosen into the report."""
        self._check_may_edit()
        chosen = self.line_ids.filtered(lambda line: line.is_taken)
        if not chosen:
            raise UserError(self.env._("Choose at least one text to take over."))
        for line in chosen:
            line._take()
        return {"type": "ir.actions.act_window_close"}

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Back from Word"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }


def as_html(record, field):
    """The text of a field as it is shown beside the one of the file."""
    value = record[field] or ""
    if field in TEXTS:
        return value
    return _paragraphs(lines_of_text(value))


def as_plain(source):
    """The words of HTML, one line for each paragraph."""
    return "\n".join(lines_of_html(source))


def _paragraphs(lines):
    return Markup("").join(Markup("<p>%s</p>") % line for line in lines)


def _words(source):
    """The words of a text, block by block, by which two versions are compared."""
    root = html.fragment_fromstring(str(source) or "<p/>", create_parent="div")
    return " ".join(" ".join(root.itertext()).split())
