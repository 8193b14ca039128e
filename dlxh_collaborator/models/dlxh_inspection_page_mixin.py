from markupsafe import Markup

from odoo import models
from odoo.tools import is_html_empty

from . import page_html

ROMAN = ("I", "II", "III", "IV")


class DlxhInspectionPageMixin(models.AbstractModel):
    """The report on an inspection as an official document."""

    _name = "dlxh.inspection.page.mixin"
    _inherit = ["dlxh.issuer.mixin"]
    _description = "Printed Inspection"
    _document_report = "dlxh_collaborator.dlxh_inspection_action_report_document"

    def _default_recipients(self):
        """The committee of the own unit, for report; the inspected unit."""
        self.ensure_one()
        # sudo: names of two units that the inspection names anyway
        units = (
            (self.sudo().unit_id.name, "report"),
            (self.sudo().inspected_unit_id.name, "implement"),
        )
        return [
            {
                "inspection_id": self.id,
                "name": name,
                "purpose": purpose,
                "sequence": index,
            }
            for index, (name, purpose) in enumerate(units)
        ]

    def _document_page(self):
        record = self._in_vietnamese()
        return super(DlxhInspectionPageMixin, record)._document_page()

    def _document_body_html(self):
        self.ensure_one()
        date_text = self._date_text
        when = date_text(self.date_from)
        if self.date_to and self.date_to != self.date_from:
            when = f"{when} – {date_text(self.date_to)}"
        unit = self.inspected_unit_id.sudo().name  # sudo: printed, as in the abstract
        parts = [
            page_html.paragraph(
                self.env._(
                    "Inspected unit: %(unit)s. Time: %(when)s.", unit=unit, when=when
                )
            )
        ]
        parts += self._team_html()
        chapters = (
            (self.env._("What is looked at"), self._kept(self.purpose)),
            (self.env._("What was found"), self._kept(self.result)),
            (self.env._("Findings and recommendations"), self._findings_table()),
        )
        chapters = [(title, text) for title, text in chapters if text]
        for numeral, (title, text) in zip(ROMAN, chapters, strict=False):
            parts.append(page_html.heading(f"{numeral}. {title.upper()}"))
            parts.append(text)
        return Markup("").join(parts)

    def _kept(self, text):
        return "" if is_html_empty(text) else Markup(text)

    def _team_html(self):
        """Who inspected, as a list under a line of its own."""
        members = self.sudo().member_ids  # sudo: people printed on the report
        if not members:
            return []
        lines = [
            Markup("<li>%s</li>") % ", ".join(filter(None, member._printed()))
            for member in members
        ]
        return [
            page_html.paragraph(self.env._("Inspection team:")),
            Markup("<ul>%s</ul>") % Markup("").join(lines),
        ]

    def _findings_table(self):
        findings = self.sudo().finding_ids  # sudo: part of a report that may be read
        if not findings:
            return ""
        date_text = self._date_text
        rows = [
            (
                page_html.cell(str(index), "center"),
                page_html.cell(finding.name),
                page_html.cell(finding.recommendation),
                page_html.cell(date_text(finding.deadline), "center"),
            )
            for index, finding in enumerate(findings, start=1)
        ]
        heads = (
            (self.env._("No."), "6%"),
            (self.env._("Finding"), "39%"),
            (self.env._("Recommendation"), "37%"),
            (self.env._("Deadline"), "18%"),
        )
        return page_html.table(heads, rows)
