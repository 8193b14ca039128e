from markupsafe import Markup, escape

from odoo import models

from odoo.addons.dlxh_collaborator.models import page_html


class DlxhSurveyResultsPrintMixin(models.AbstractModel):
    """Published tables and their charts as they are printed."""

    _name = "dlxh.survey.results.print.mixin"
    _inherit = ["dlxh.survey.results.chart.mixin"]
    _description = "Survey Results on Paper"

    def _question_html(self, laid):
        parts = [page_html.heading(f"{laid['code']}. {laid['title']}", 3)]
        # the drawings are made of escaped texts (chart.drawing)
        parts += [
            Markup('<div style="page-break-inside: avoid">%s</div>') % Markup(picture)
            for picture in self._charts(laid)
        ]
        for block in laid["blocks"]:
            if not block["withheld"]:
                parts += self._block_html(laid, block)
        parts += [Markup("<p><em>%s</em></p>") % one for one in self._note_texts(laid)]
        return Markup("").join(parts)

    def _block_html(self, laid, block):
        parts = []
        if block["part"]:
            parts.append(Markup("<p><strong>%s</strong></p>") % block["part"])
        told = [self._base_text(block, laid["notes"])]
        told += [": ".join(row) for row in self._statistic_rows(block)]
        told = "; ".join(filter(None, told))
        if block["lines"]:
            table = self._rows(laid, block)
            width = 54 // (len(table["heads"]) - 1)
            widths = ["46%"] + [f"{width}%"] * (len(table["heads"]) - 1)
            rows = [
                [
                    page_html.cell(text, "left" if place == 0 else "right")
                    for place, text in enumerate(row)
                ]
                for row in table["rows"]
            ]
            heads = [escape(head) for head in table["heads"]]
            parts.append(page_html.table(zip(heads, widths, strict=True), rows))
        return [*parts, page_html.paragraph(told)]
