from markupsafe import Markup

from odoo import api, models
from odoo.tools import is_html_empty

from odoo.addons.dlxh_collaborator.models import page_html

ROMAN = ("I", "II", "III", "IV", "V", "VI")


class DlxhSurveyReportPageMixin(models.AbstractModel):
    """The survey report as an official document; the disclosure is its annex."""

    _name = "dlxh.survey.report.page.mixin"
    _inherit = ["dlxh.issuer.mixin"]
    _description = "Printed Survey Report"
    _document_report = "dlxh_survey.dlxh_survey_report_action_report_document"

    @api.model
    def _date_text(self, date):
        return f"{date:%d/%m/%Y}" if date else "…"

    def _default_recipients(self):
        """The level above, for report; the committee of the unit itself."""
        self.ensure_one()
        unit = self.unit_id.sudo()  # sudo: the names of the unit and of the one above
        names = filter(None, (unit.parent_id.name, unit.name))
        return [
            {"report_id": self.id, "name": name, "purpose": "report", "sequence": index}
            for index, name in enumerate(names, start=1)
        ]

    def _results_html(self):
        """Return tables and charts as HTML; filled by the part on results."""
        self.ensure_one()
        return ""

    def _document_page(self):
        report = self._in_vietnamese()
        return super(DlxhSurveyReportPageMixin, report)._document_page()

    def _document_body_html(self):
        self.ensure_one()
        chapters = (
            (self.env._("In short"), self.summary),
            (self.env._("Findings"), self.findings),
            (self.env._("Results"), self._results_html()),
            (self.env._("Assessment and forecast"), self.assessment),
            (self.env._("Proposals"), self.proposals),
        )
        told = [(title, text) for title, text in chapters if not is_html_empty(text)]
        parts = []
        for numeral, (title, text) in zip(ROMAN, told, strict=False):
            parts.append(page_html.heading(f"{numeral}. {title.upper()}"))
            parts.append(Markup(text))
        return Markup("").join(parts)

    def _document_annex_html(self):
        """Return the eleven items that the survey discloses."""
        self.ensure_one()
        # sudo: what the survey discloses is printed with its report
        lines = self.sudo().wave_id.disclosure_ids
        labels = dict(lines._fields["item"]._description_selection(self.env))
        heads = (
            (self.env._("No."), "8%"),
            (self.env._("Item"), "32%"),
            (self.env._("What is told"), "60%"),
        )
        rows = [
            (
                page_html.cell(str(index), "center"),
                page_html.cell(labels[line.item]),
                page_html.cell(line._told()),
            )
            for index, line in enumerate(lines, start=1)
        ]
        title = page_html.heading(self.env._("Annex: how the survey was done"), 1)
        return title + page_html.table(heads, rows)
