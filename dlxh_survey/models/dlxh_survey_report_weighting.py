from markupsafe import Markup

from odoo import models

from odoo.addons.dlxh_collaborator.models import page_html


class DlxhSurveyReport(models.Model):
    """The printed report says how its figures are weighted."""

    _inherit = "dlxh.survey.report"

    def _results_html(self):
        told = super()._results_html()
        wave = self._results_wave()
        if not wave:
            return told
        note = self.env["dlxh.survey.results"]._weighting_note(wave)
        if not note:
            return told
        return Markup("").join([told, page_html.paragraph(note)])
