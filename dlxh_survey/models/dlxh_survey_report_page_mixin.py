from odoo import models

from odoo.addons.dlxh_collaborator.models import page_html


class DlxhSurveyReportPageMixin(models.AbstractModel):
    """The survey report as an official document; the disclosure is its annex."""

    _name = "dlxh.survey.report.page.mixin"
    _inherit = ["dlxh.survey.document.mixin"]
    _description = "Printed Survey Report"
    _document_report = "dlxh_survey.dlxh_survey_report_action_report_document"

    def _results_html(self):
        """Return tables and charts as HTML; filled by the part on results."""
        self.ensure_one()
        return ""

    def _document_body_html(self):
        self.ensure_one()
        return self._chapters_html(
            (
                (self.env._("In short"), self.summary),
                (self.env._("Findings"), self.findings),
                (self.env._("Results"), self._results_html()),
                (self.env._("Assessment and forecast"), self.assessment),
                (self.env._("Proposals"), self.proposals),
            )
        )

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
