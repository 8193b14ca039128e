from markupsafe import Markup

from odoo import api, fields, models
from odoo.orm.models import NO_ACCESS

from .. import wording
from .dlxh_report_entry_change_mixin import COMPARED
from .report_states import TEXT_CHAIRS


class DlxhReport(models.Model):
    _inherit = "dlxh.report"

    returned_words = fields.Json(
        groups=NO_ACCESS,
        copy=False,
        help="The wording when the report was returned last, to compare with.",
    )
    changed_entry_count = fields.Integer(
        string="Changed since the return",
        compute="_compute_return_changes",
        groups=TEXT_CHAIRS,
    )
    return_changes = fields.Html(
        string="What changed since the return",
        compute="_compute_return_changes",
        sanitize=False,  # made of escaped words here, read only
        groups=TEXT_CHAIRS,
    )

    @api.depends_context("uid", "lang")
    @api.depends(
        "returned_words",
        "supersedes_id",
        *(f"entry_ids.{name}" for name in (*COMPARED, "state", "issue_id", "topic_id")),
    )
    def _compute_return_changes(self):
        for report in self:
            before = report._words_to_compare()
            blocks = report._change_blocks(before) if before is not None else []
            report.changed_entry_count = len(blocks)
            report.return_changes = Markup("").join(blocks) or False

    def _words_to_compare(self):
        """The wording of the last return, or that of the report replaced; own unit."""
        # sudo: a hidden column and the corrected report of the unit itself
        report = self.sudo()
        if not self.is_own_unit:
            return None
        if report.returned_words:
            return dict(report.returned_words)
        if report.supersedes_id:
            return report.supersedes_id._words()
        return None

    def _words(self):
        """{what an entry is about: its words, as plain text}"""
        return {entry._words_key(): entry._words() for entry in self.entry_ids}

    def _approval_on_returned(self, reason):
        result = super()._approval_on_returned(reason)
        # sudo: a hidden column, inside the flow that returned the report
        self.sudo()._approval_flow().write({"returned_words": self.sudo()._words()})
        return result

    def _change_blocks(self, before):
        """One block of HTML for each entry that changed, came or went."""
        blocks = []
        entries = self.entry_ids.sorted(lambda e: (e.sequence, e.id))
        now = {entry._words_key(): entry._words() for entry in entries}
        for key, words in now.items():
            old = before.get(key)
            if not old:
                note = self.env._("New since the return")
                blocks.append(_block(words["title"], note, self._diffs({}, words)))
            elif lines := self._diffs(old, words):
                blocks.append(_block(words["title"], self._use_note(old, words), lines))
        gone = [words for key, words in before.items() if key not in now]
        note = self.env._("No longer in the report")
        blocks += [_block(words["title"], note, []) for words in gone]
        return blocks

    def _use_note(self, old, words):
        if old["state"] == words["state"]:
            return ""
        states = dict(
            self.env["dlxh.report.entry"]
            ._fields["state"]
            ._description_selection(self.env)
        )
        return f"{states[old['state']]} → {states[words['state']]}"

    def _diffs(self, old, words):
        """[(label, words marked up)] of the texts that differ."""
        fields_of = self.env["dlxh.report.entry"]._fields
        found = []
        if old and old["state"] != words["state"]:
            found.append(("", Markup("")))
        for name in COMPARED[1:] if not old else COMPARED:
            if wording.is_changed(old.get(name), words[name]):
                pieces = wording.compare(old.get(name), words[name])
                label = fields_of[name].get_description(self.env, ["string"])["string"]
                # the package escapes every word
                found.append((label, Markup(wording.as_html(pieces))))
        return found

    @api.model
    def _step_fields(self):
        return super()._step_fields() | {"returned_words"}


def _block(title, note, lines):
    parts = [Markup("<h5>%s</h5>") % title]
    if note:
        parts.append(Markup("<p><em>%s</em></p>") % note)
    parts += [
        Markup("<p><strong>%s:</strong> %s</p>") % line for line in lines if line[0]
    ]
    return Markup("").join(parts)
