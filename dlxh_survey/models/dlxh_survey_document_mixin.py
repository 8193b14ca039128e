from markupsafe import Markup

from odoo import api, models
from odoo.tools import is_html_empty

from odoo.addons.dlxh_collaborator.models import page_html

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")


class DlxhSurveyDocumentMixin(models.AbstractModel):
    """What the plan and the report of a survey have in common as official documents:
    whom they go to, the language and the numbered chapters."""

    _name = "dlxh.survey.document.mixin"
    _inherit = ["dlxh.issuer.mixin"]
    _description = "Document of a Survey"

    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        recipients = []
        for document, vals in zip(documents, vals_list, strict=True):
            if not vals.get("recipient_ids"):
                recipients += document._default_recipients()
        self.env[self._fields["recipient_ids"].comodel_name].create(recipients)
        return documents

    def _default_recipients(self):
        """The level above, for report; the committee of the unit itself."""
        self.ensure_one()
        of_document = {self._fields["recipient_ids"].inverse_name: self.id}
        unit = self.unit_id.sudo()  # sudo: the names of the unit and of the one above
        names = filter(None, (unit.parent_id.name, unit.name))
        return [
            {**of_document, "name": name, "purpose": "report", "sequence": index}
            for index, name in enumerate(names, start=1)
        ]

    def _document_page(self):
        document = self._in_vietnamese()
        return super(DlxhSurveyDocumentMixin, document)._document_page()

    def _chapters_html(self, chapters):
        """Return the chapters (title, HTML) that say something, numbered."""
        told = [(title, text) for title, text in chapters if not is_html_empty(text)]
        parts = []
        for numeral, (title, text) in zip(ROMAN, told, strict=False):
            parts.append(page_html.heading(f"{numeral}. {title.upper()}"))
            parts.append(Markup(text))
        return Markup("").join(parts)
