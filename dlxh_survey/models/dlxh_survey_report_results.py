from markupsafe import Markup

from odoo import models

from odoo.addons.dlxh_collaborator.models import page_html


class DlxhSurveyReport(models.Model):
    """The tables and charts of the wave as an annex of its printed report."""

    _inherit = "dlxh.survey.report"

    def _results_html(self):
        """Say how many answered and where the tables are."""
        self.ensure_one()
        wave = self._results_wave()
        if not wave:
            return super()._results_html()
        results = self.env["dlxh.survey.results"]
        texts = [
            self.env._(
                "%(n)s answers. Tables and charts are annexed; numbers of fewer than "
                "%(k)s people are not shown.",
                n=results._number(wave.response_count),
                k=wave.min_cell,
            )
        ]
        if not wave.is_probability:
            texts.append(
                self.env._(
                    "Not a probability sample: not statistically representative, no "
                    "margin of error is stated."
                )
            )
        return Markup("").join(map(page_html.paragraph, texts))

    def _results_wave(self):
        """Return the wave if its results may stand in a document, else nothing."""
        # sudo: the wave whose report this is; who reads the report reads its annex
        wave = self.sudo().wave_id
        return wave if wave.state in ("closed", "published") else wave.browse()

    def _document_page(self):
        page = super()._document_page()
        report = self._in_vietnamese()
        # after the cleaning, which lets no drawing through: all of this is made
        # and escaped here
        page["annex"] = Markup("").join([page["annex"], report._results_annex()])
        return page

    def _results_annex(self):
        """Return the one-way tables with their charts."""
        wave = self._results_wave()
        if not wave:
            return Markup("")
        results = self.env["dlxh.survey.results"]
        laid_out = results._tables(wave)
        if not laid_out:
            return Markup("")
        title = page_html.heading(self.env._("Annex: tables and charts"), 1)
        parts = [results._question_html(laid) for laid in laid_out]
        return Markup("").join([title, *parts])
