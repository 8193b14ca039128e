import secrets

from markupsafe import Markup

from odoo import fields, models

from odoo.addons.dlxh_collaborator.models import page_html

from .. import chart


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

    # ------------------------------------------------------------------
    # The annex: figures once, drawn for paper or for Word
    # ------------------------------------------------------------------

    figures = fields.Json(
        readonly=True,
        copy=False,
        prefetch=False,
        help="The published tables as they were when the report was submitted.",
    )

    def _step_fields(self):
        return super()._step_fields() | {"figures"}

    def _approval_on_submitted(self):
        """What leaders decide on does not change any more with weights or tables."""
        result = super()._approval_on_submitted()
        figures = self._in_vietnamese()._count_figures()
        self.write({"figures": figures})
        return result

    def _annex_figures(self):
        """Return the figures of the annex: those submitted, or as of now."""
        self.ensure_one()
        if self.state != "draft" and self.figures:
            return self.figures
        return self._count_figures()

    def _count_figures(self):
        """Return {"tables", "courses", "banners"} as plain JSON, empty before the
        close."""
        wave = self._results_wave()
        gone = wave.destroyed_on and wave.state != "published"
        if not wave.response_count or gone:
            return {}
        results = self.env["dlxh.survey.results"]
        tables = results._tables(wave)
        if wave.destroyed_on:
            return {"tables": tables, "courses": [], "banners": []}
        # themes of open answers have tables, and no course over the waves
        codes = [laid["code"] for laid in tables if "themes" not in laid["notes"]]
        banners = [
            {"name": table.name, "tables": laid}
            for table in wave.table_ids.filtered("in_report")
            for laid in [[one for column in table._results() for one in column]]
        ]
        courses = results._trends(wave, codes) if wave.previous_wave_id else []
        return {"tables": tables, "courses": courses, "banners": banners}

    def _document_page(self):
        page = super()._document_page()
        report = self._in_vietnamese()
        figures = report._annex_figures()
        results = report.env["dlxh.survey.results"]
        # after the cleaning, which lets no drawing through: all of this is made
        # and escaped here
        head = page["annex"]
        page["annex"] = head + report._results_annex(figures, results._svg_html)
        pictures = {}

        def mark(picture):
            # a word that nobody can have typed into the report
            name = secrets.token_hex(12)
            pictures[name] = picture
            return Markup("<p>%s</p>") % name

        page["word_annex"] = head + report._results_annex(figures, mark)
        page["pictures"] = pictures
        return page

    def _word_finished(self, content, page):
        content = super()._word_finished(content, page)
        return chart.put_into_word(content, page.get("pictures"))

    def _results_annex(self, figures, draw):
        """Return tables and charts; `draw` puts a picture into the page."""
        if not figures or not figures["tables"]:
            return Markup("")
        results = self.env["dlxh.survey.results"]
        courses = {}
        for one in figures["courses"]:
            courses.setdefault(one["code"], []).append(one)
        parts = [page_html.heading(self.env._("Annex: tables and charts"), 1)]
        for laid in figures["tables"]:
            parts.append(
                results._question_html(laid, draw, courses.get(laid["code"], ()))
            )
        for banner in figures["banners"]:
            title = self.env._("Annex: table “%(name)s”", name=banner["name"])
            parts.append(page_html.heading(title, 1))
            parts += [results._cross_html(laid, draw) for laid in banner["tables"]]
        return Markup("").join(parts)
