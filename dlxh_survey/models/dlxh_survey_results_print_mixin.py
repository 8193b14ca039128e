from markupsafe import Markup, escape

from odoo import models

from odoo.addons.dlxh_collaborator.models import page_html


class DlxhSurveyResultsPrintMixin(models.AbstractModel):
    """Published tables and their charts as they are printed.

    `draw` puts a picture into the page: as a drawing in a PDF, as a mark in a Word
    file, where a chart of Word takes its place.
    """

    _name = "dlxh.survey.results.print.mixin"
    _inherit = ["dlxh.survey.results.chart.mixin"]
    _description = "Survey Results on Paper"

    def _svg_html(self, picture):
        # the drawings are made of escaped texts (chart.drawing)
        drawn = Markup(picture.svg())
        return Markup('<div style="page-break-inside: avoid">%s</div>') % drawn

    def _question_html(self, laid, draw, courses=()):
        """Return the one-way tables of a question, and its courses over the waves."""
        parts = [page_html.heading(f"{laid['code']}. {laid['title']}", 3)]
        parts += [draw(picture) for picture in self._pictures(laid)]
        for block in laid["blocks"]:
            if not block["withheld"]:
                parts += self._block_html(laid, block)
        parts += [self._note_html(one) for one in self._note_texts(laid)]
        pictures = [self._trend_picture(one) for one in courses]
        if any(pictures):
            title = self.env._("Over the waves")
            parts.append(self._title_html(Markup("<strong>%s</strong>") % title))
            for picture in filter(None, pictures):
                parts.append(self._title_html(picture.title))
                parts.append(draw(picture))
            if note := self._trend_note(courses):
                parts.append(self._note_html(note))
        return Markup("").join(parts)

    def _cross_html(self, laid, draw):
        """Return a question by the answers to another one."""
        title = f"{laid['code']}. {laid['title']} × {laid['column_title']}"
        parts = [page_html.heading(title, 3)]
        for block in laid["blocks"]:
            if block["withheld"]:
                continue
            if block["part"]:
                title = Markup("<strong>%s</strong>") % block["part"]
                parts.append(self._title_html(title))
            parts += [draw(picture) for picture in self._cross_pictures(laid, block)]
            parts.append(self._table_html(self._cross_rows(laid, block)))
            if told := self._test_text(block):
                parts.append(page_html.paragraph(told))
        parts += [self._note_html(one) for one in self._note_texts(laid)]
        return Markup("").join(parts)

    def _title_html(self, title):
        """A line that stays with what follows it."""
        return Markup('<p style="page-break-after: avoid">%s</p>') % title

    def _note_html(self, text):
        return Markup("<p><em>%s</em></p>") % text

    def _block_html(self, laid, block):
        parts = []
        if block["part"]:
            parts.append(
                self._title_html(Markup("<strong>%s</strong>") % block["part"])
            )
        told = [self._base_text(block, laid["notes"])]
        told += [": ".join(row) for row in self._statistic_rows(block)]
        told = "; ".join(filter(None, told))
        if block["lines"]:
            parts.append(self._table_html(self._rows(laid, block)))
        return [*parts, page_html.paragraph(told)]

    def _table_html(self, table):
        """Return a table, of answers and figures."""
        others = len(table["heads"]) - 1
        widths = [f"{30 if others > 3 else 40}%"]
        widths += [f"{(70 if others > 3 else 60) / max(1, others):.1f}%"] * others
        if others == 3:  # the last of them may be an interval, which needs more room
            widths = ["40%", "16%", "16%", "28%"]
        rows = [
            [
                page_html.cell(text, "left" if place == 0 else "right")
                for place, text in enumerate(row)
            ]
            for row in table["rows"]
        ]
        heads = [escape(head) for head in table["heads"]]
        return page_html.table(zip(heads, widths, strict=True), rows)
