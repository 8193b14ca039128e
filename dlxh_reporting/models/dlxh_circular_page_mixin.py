from markupsafe import Markup

from odoo import api, models

from odoo.addons.dlxh_collaborator.models import page_html
from odoo.addons.dlxh_collaborator.models.house_time import house_local

from .dlxh_circular_audience_mixin import NAMED


class DlxhCircularPageMixin(models.AbstractModel):
    """The circular as an official document: head, text, sources, recipients."""

    _name = "dlxh.circular.page.mixin"
    _inherit = ["dlxh.issuer.mixin"]
    _description = "Printed Circular"
    _document_report = "dlxh_reporting.dlxh_circular_action_report_document"

    @api.model
    def _moment_text(self, moment):
        return f"{house_local(moment):%H:%M %d/%m/%Y}"

    # who receives it

    def _default_recipients(self):
        """The addressed units, and the level above for report."""
        self.ensure_one()
        above = self.unit_id.sudo().parent_id.name  # sudo: the name printed on it
        lines = [(self._in_vietnamese().env._("As above"), "none")]
        if above:
            lines.append((above, "report"))
        return [
            {
                "circular_id": self.id,
                "name": name,
                "purpose": purpose,
                "sequence": index,
            }
            for index, (name, purpose) in enumerate(lines)
        ]

    # the page

    def _document_addressees(self):
        """A few chosen units by name, else the audience in words."""
        self.ensure_one()
        circular = self._in_vietnamese()
        # sudo: names printed on a circular that may be read
        units = circular.sudo().audience_unit_ids
        if circular.audience == "list" and len(units) <= NAMED:
            return units.mapped("name")
        return [circular.audience_text]

    def _document_body_html(self):
        """The text, then where the matter officially stands."""
        self.ensure_one()
        parts = [Markup(self.body or "")]
        # sudo: sources are part of the text of a circular that may be read
        sources = self.sudo().source_ids
        if sources:
            title = self._in_vietnamese().env._("Official sources:")
            parts.append(page_html.paragraph(Markup("<em>%s</em>") % title))
            parts += [
                page_html.paragraph(
                    Markup("<em>%s</em>") % f"- {source._citation()}{end}"
                )
                for source, end in zip(
                    sources, [";"] * (len(sources) - 1) + [""], strict=True
                )
            ]
        return Markup("").join(parts)
