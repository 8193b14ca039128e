from markupsafe import Markup

from odoo import api, fields, models

#: quotes shown of one theme
MOST_QUOTES = 20


class DlxhSurveyCoding(models.Model):
    """Texts that coders released as quotes (G14), once the coding is finished."""

    _inherit = "dlxh.survey.coding"

    quotes_html = fields.Html(string="Quotes", compute="_compute_quotes_html")

    @api.depends_context("uid")
    @api.depends("state", "theme_ids.name")
    def _compute_quotes_html(self):
        for coding in self:
            parts = [
                Markup("<h4>%s</h4><ul>%s</ul>")
                % (name, Markup("").join(Markup("<li>%s</li>") % one for one in texts))
                for name, texts in coding._quotes()
            ]
            coding.quotes_html = Markup("").join(parts) or False

    def _quotes(self):
        """Return [(theme, texts)] of themes that k people or more spoke of."""
        self.ensure_one()
        if self.state != "done":
            return []
        # sudo: texts released for everybody who reads the finished coding
        coding = self.sudo()
        texts = self.env["dlxh.survey.text"].sudo()
        least = coding.wave_id.min_cell
        found = []
        for theme in coding.theme_ids:
            if theme.text_count < least:
                continue
            quotable = texts.search(
                [("theme_ids", "in", theme.ids), ("is_quotable", "=", True)],
                limit=MOST_QUOTES,
            )
            if quotable:
                # by the alphabet, which tells of nothing
                found.append((theme.name, sorted(set(quotable.mapped("body")))))
        return found
