from markupsafe import Markup

from odoo import models

from odoo.addons.dlxh_collaborator.document.body import named_words
from odoo.addons.dlxh_collaborator.document.lines import separated
from odoo.addons.dlxh_collaborator.document.text import first_capital

#: stands in a filled phrase where words are put in; no keyboard types it
HOLE = "\ue000"
#: fields of the entries that a section of this content prints
ABOUT = {"assessment": ("assessment", "forecast"), "proposal": ("proposal",)}


class DlxhReportEntryPage(models.Model):
    """What a printed report says about an entry outside the entry's own text.

    Each field is printed as a part of its own, so that it is found again in the
    Word file when somebody has worked on it.
    """

    _inherit = "dlxh.report.entry"

    def _about_fields(self, content):
        """The fields that a section of this content prints of the entry."""
        self.ensure_one()
        return [f for f in ABOUT.get(content, ()) if (self[f] or "").strip()]

    def _about_part(self, field):
        """The name under which Word keeps the words of a field."""
        self.ensure_one()
        return f"dlxh_{field}_{self.id}"

    def _about_html(self, phrases, content):
        """One paragraph: the issue, then what is said of it; empty if nothing is."""
        about = self._about_fields(content)
        texts = separated([self[field] for field in about])
        words = [
            named_words(self._about_part(field), text)
            for field, text in zip(about, texts, strict=True)
        ]
        if not words:
            return Markup("")
        issue = first_capital(self.title)
        line = phrases.html("about", issue=issue, text=HOLE)
        # Word would draw a line that ends with a break over the whole width
        lines = any("\n" in text for text in texts)
        opening = Markup('<p style="text-align: left">' if lines else "<p>")
        # the phrase is escaped by `html`, the words by `named_words`
        inside = Markup(line.replace(HOLE, " ".join(words)))
        return Markup("%s%s</p>") % (opening, inside)
