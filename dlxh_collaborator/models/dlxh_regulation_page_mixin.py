from markupsafe import Markup

from odoo import models
from odoo.tools import is_html_empty


class DlxhRegulationPageMixin(models.AbstractModel):
    """The regulation as an official document: bases, then chapters and articles."""

    _name = "dlxh.regulation.page.mixin"
    _inherit = ["dlxh.issuer.mixin"]
    _description = "Printed Regulation"
    _document_report = "dlxh_collaborator.dlxh_regulation_action_report_document"

    _issuer_kinds = (
        "standing_committee",
        "committee",
        "front",
        "commission",
        "office",
    )

    def _complete(self):
        """Fill in what a new regulation lacks."""
        kind = self.env.ref("dlxh_collaborator.document_type_qc")
        bases = self.env["dlxh.legal.basis"].search([("for_decisions", "=", True)])
        for regulation in self:
            values = {
                "document_type_id": kind.id,
                "legal_basis_ids": bases.ids,
            }
            regulation.write(
                {k: v for k, v in values.items() if v and not regulation[k]}
            )
            if not regulation.abstract:
                regulation.abstract = regulation._proposed_abstract()
            if is_html_empty(regulation.text):
                regulation.text = regulation._proposed_text()

    def _proposed_abstract(self):
        phrases = self.env["dlxh.document.phrase"]._phrases("regulation_")
        # sudo: the name of the unit is printed
        return phrases("abstract", unit=self.sudo().unit_id.name)

    def _proposed_text(self):
        """The chapters, with the names of the unit filled in."""
        self.ensure_one()
        regulation = self.sudo()  # names and quota of the unit are printed
        least, most = regulation.unit_id._team_quota()
        values = {
            "unit": regulation.unit_id.name,
            "body": regulation.body_id.signing_name or regulation.body_id.name,
            "team_min": str(least or ""),
            "team_max": str(most or ""),
        }
        # sudo: the wording is public within the system
        Chapter = self.env["dlxh.regulation.chapter"].sudo()
        chapters = Chapter.search([("active", "=", True)])
        # chapters are HTML that was cleaned when it was saved
        return Markup("").join(Markup(chapter._filled(values)) for chapter in chapters)

    def action_propose_text(self):
        """Write the text anew from the chapters."""
        for regulation in self:
            regulation.check_access("write")
            regulation.text = regulation._proposed_text()
        return True

    def _secret_checked_fields(self):
        return super()._secret_checked_fields() | {"text"}

    def _document_body_html(self):
        self.ensure_one()
        phrases = self.env["dlxh.document.phrase"]._phrases("decision_")
        Decision = self.env["dlxh.decision"]
        parts = [
            Markup("<p><em>- %s;</em></p>") % Decision._basis_text(phrases, basis)
            for basis in self.legal_basis_ids
        ]
        return Markup("").join([*parts, Markup(self.text or "")])
