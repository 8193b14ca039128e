from odoo import models

from ..xlsform import write_xlsform


class DlxhSurveyXlsform(models.AbstractModel):
    """A questionnaire as an XLSForm, for other survey programs and other places."""

    _name = "report.dlxh_survey.xlsform"
    _inherit = "report.report_xlsx.abstract"
    _description = "Questionnaire as XLSForm"

    def create_xlsx_report(self, docids, data):
        # the workbook is made whole by its package, not sheet by sheet
        survey = self.env["survey.survey"].browse(docids).exists()
        definition = survey._dlxh_check_exportable()
        content = write_xlsform(
            definition, f"questionnaire_{survey.id}", str(survey.dlxh_version)
        )
        return content, "xlsx"
