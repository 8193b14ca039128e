from itertools import zip_longest

from markupsafe import Markup, escape

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import is_html_empty

from odoo.addons.dlxh_collaborator.document.body import named_part
from odoo.addons.dlxh_collaborator.document.text import dictionary_key, first_capital
from odoo.addons.dlxh_collaborator.models import page_html

from .report_states import TEXT_CHAIRS

#: so many units below are named in one sentence; more are listed in an annex
IN_ONE_SENTENCE = 10


class DlxhReportPageMixin(models.AbstractModel):
    """The report as an official document: head, body in sections, recipients."""

    _name = "dlxh.report.page.mixin"
    _inherit = ["dlxh.issuer.mixin"]
    _description = "Printed Report"
    _numbered_states = ("approved",)
    _document_report = "dlxh_reporting.dlxh_report_action_report_document"

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if "document_type_id" in fields_list and not values.get("document_type_id"):
            report_type = self.env.ref(
                "dlxh_collaborator.document_type_bc", raise_if_not_found=False
            )
            values["document_type_id"] = report_type and report_type.id
        return values

    def _document_page(self):
        """Lay out the page; whoever gets it, by button or address, is logged."""
        self.check_access("read")
        if not (self.env.su or self.env.user.has_groups(TEXT_CHAIRS)):
            raise AccessError(
                self.env._("Inspectors see that a report exists, not what it says.")
            )
        self.env["dlxh.access.log"]._log(
            "print",
            self._name,
            domain=[("id", "=", self.id)],
            count=1,
            unit=self.unit_id.sudo(),  # only which unit it was
        )
        return super()._document_page()

    def _document_body_html(self):
        """The sections in order; entries by topic; no name of a collaborator."""
        self.ensure_one()
        phrases = self.env["dlxh.report.phrase"]._phrases()
        # sudo: the printed report is whole for everyone who may read the report;
        # topics and headings are catalogues
        report = self.sudo()
        kept = report.entry_ids.filtered(lambda e: e.state == "kept")
        kept = kept.sorted(lambda e: (e.sequence, e.id))
        parts = []
        sections = report.section_ids.sorted(lambda s: (s.sequence, s.id))
        for section, after in zip_longest(sections, sections[1:]):
            parts.append(_heading(section.name, 2 if section.depth == "1" else 3))
            told = []
            if not is_html_empty(section.body):
                told.append(Markup(named_part(section._word_part(), section.body)))
            if report.is_nil and len(parts) == 1:
                told.append(_paragraph(phrases.raw("nil_report")))
            told += report._section_html(section, kept, phrases)
            if not any(told) and not (after and after.depth > section.depth):
                # a bare heading would look like a text that was lost
                holds_entries = section.content == "entries"
                empty = "empty_section" if holds_entries else "empty_text"
                told = [_paragraph(phrases.raw(empty))]
            parts += told
        loose = kept.filtered(lambda entry: not entry.section_id)
        if loose:
            parts += report._entries_html(loose, phrases)
        parts += report._notice_html(phrases)
        return Markup("").join(parts)

    def _document_annex_html(self):
        """The units whose report had not come, where one sentence cannot bear them."""
        # sudo: the names are printed in the report, which may be read
        missing = self.sudo().missing_ids.missing_unit_id
        if len(missing) <= IN_ONE_SENTENCE:
            return super()._document_annex_html()
        report = self._in_vietnamese()
        phrases = report.env["dlxh.report.phrase"]._phrases()
        title = Markup('<p style="text-align: center"><strong>%s</strong></p>')
        reference = Markup('<p style="text-align: center"><em>%s</em></p>')
        names = sorted(missing.mapped("name"), key=dictionary_key)
        rows = [
            (page_html.cell(str(index), "center"), page_html.cell(name))
            for index, name in enumerate(names, start=1)
        ]
        heads = [(report.env._("No."), "12%"), (report.env._("Unit"), "88%")]
        return Markup("").join(
            (
                title % phrases.raw("missing_title"),
                reference % report._annex_reference(),
                page_html.table(heads, rows),
            )
        )

    def _section_html(self, section, kept, phrases):
        """What a section holds: its entries, or what all entries say of a kind."""
        if section.content == "entries":
            entries = kept.filtered(lambda e: e.section_id == section)
            return self._entries_html(entries, phrases)
        return [entry._about_html(phrases, section.content) for entry in kept]

    def _entries_html(self, entries, phrases):
        """Entries under the headings of their topics."""
        parts, topic = [], None
        # the officer's order: a topic stands where its first entry was dragged to
        entries = entries.sorted(lambda e: (e.sequence, e.id))
        places = {}
        for entry in entries:
            places.setdefault(entry.topic_id, len(places))
        by_topic = entries.sorted(lambda e: (places[e.topic_id], e.sequence, e.id))
        for entry in by_topic:
            if entry.topic_id and entry.topic_id != topic:
                topic = entry.topic_id
                parts.append(_heading(topic.name, 4))
            head = Markup("<strong>%s</strong>") % phrases.raw(
                "heading", issue=first_capital(entry.title)
            )
            counts = entry._counts_phrase(phrases)
            # the issue's heading stays with what is said about it
            line = Markup('<p style="page-break-after: avoid">%s%s</p>')
            parts.append(line % (head, f" {counts}" if counts else ""))
            parts.append(Markup(named_part(entry._word_part(), entry.text or "")))
        return parts

    def _notice_html(self, phrases):
        """Reports that had not come, nil reports below, and what the numbers mean."""
        lines = []
        missing = self.missing_ids.missing_unit_id.mapped("name")
        if len(missing) > IN_ONE_SENTENCE:
            lines.append(phrases.raw("missing_many", count=len(missing)))
        elif missing:
            lines.append(phrases.raw("missing", units=", ".join(missing)))
        nil = self.child_report_ids.filtered("is_nil").unit_id.mapped("name")
        if nil:
            lines.append(phrases.raw("nil", units=", ".join(nil)))
        if self.sheet_count:
            lines.append(
                phrases.raw("totals", sheets=self.sheet_count, units=self.unit_count)
            )
        return [_paragraph(line) for line in lines]


def _heading(text, rank):
    return Markup("<h%d>%s</h%d>") % (rank, text, rank)


def _paragraph(text):
    return Markup("<p>%s</p>") % escape(text)
