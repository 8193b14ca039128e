from markupsafe import Markup

from odoo import api, models
from odoo.tools import is_html_empty


class DlxhRegulationPageMixin(models.AbstractModel):
    """The regulation as an official document: bases, then chapters and articles."""

    _name = "dlxh.regulation.page.mixin"
    _description = "Printed Regulation"
    _document_report = "dlxh_collaborator.dlxh_regulation_action_report_document"

    @api.onchange("unit_id")
    def _onchange_unit_id(self):
        """Propose the body of the unit."""
        unit_id = self.unit_id.id
        self.body_id = self._default_bodies([unit_id]).get(unit_id) or False

    @api.model
    def _default_bodies(self, unit_ids):
        """{unit id: body id}: the committee of the unit, which issues regulations."""
        # sudo: which bodies a unit has is public
        bodies = self.env["dlxh.body"].sudo().search([("unit_id", "in", unit_ids)])
        kinds = ("standing_committee", "committee", "front", "commission", "office")
        found = {}
        for body in bodies.sorted(lambda one: kinds.index(one.kind)):
            found.setdefault(body.unit_id.id, body.id)
        return found

    def _complete(self):
        """Fill in what a new regulation lacks."""
        kind = self.env.ref("dlxh_collaborator.document_type_qc")
        bases = self.env["dlxh.legal.basis"].search([("for_decisions", "=", True)])
        bodies = self._default_bodies(self.unit_id.ids)
        for regulation in self:
            values = {
                "document_type_id": kind.id,
                "body_id": bodies.get(regulation.unit_id.id),
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
