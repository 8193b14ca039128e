from markupsafe import Markup

from odoo import api, fields, models

from ..document.dates import short_date

#: columns of the list of members, with their widths in per cent
COLUMNS = (
    ("number", 7),
    ("name", 22),
    ("position", 23),
    ("unit", 20),
    ("represents", 16),
    ("role", 12),
)


class DlxhDecisionPageMixin(models.AbstractModel):
    """The decision as an official document: bases, articles, list of members."""

    _name = "dlxh.decision.page.mixin"
    _description = "Printed Decision"
    _document_report = "dlxh_collaborator.dlxh_decision_action_report_document"

    articles = fields.Html(
        help="Proposed from the changes; what you edit is kept as you wrote it."
    )
    articles_proposal = fields.Html(
        readonly=True, copy=False, export_string_translation=False
    )
    abstract_proposal = fields.Char(
        readonly=True, copy=False, export_string_translation=False
    )
    articles_differ = fields.Boolean(
        compute="_compute_articles_differ", export_string_translation=False
    )
    proposer = fields.Char(
        string="On the proposal of", help="Who proposed it, as printed in the preamble."
    )
    recipient_ids = fields.One2many(
        "dlxh.decision.recipient", "decision_id", string="Recipients"
    )

    @api.depends("articles", "articles_proposal")
    def _compute_articles_differ(self):
        for decision in self:
            decision.articles_differ = (
                bool(decision.articles_proposal)
                and decision.articles != decision.articles_proposal
            )

    # what is proposed

    @api.model
    def _default_bodies(self, unit_ids):
        """{unit id: body}: the committee of the unit, else of the nearest above."""
        # sudo: which body decides on a unit is public
        units = self.env["dlxh.unit"].sudo().browse(set(filter(None, unit_ids)))
        paths = {
            unit.id: [int(step) for step in unit.parent_path.split("/") if step]
            for unit in units
        }
        above = {step for path in paths.values() for step in path}
        bodies = self.env["dlxh.body"].sudo().search([("unit_id", "in", list(above))])
        kinds = ("standing_committee", "committee", "front", "commission", "office")
        first = {}
        for body in bodies.sorted(lambda one: kinds.index(one.kind)):
            first.setdefault(body.unit_id.id, body.id)
        return {
            unit_id: next((first[step] for step in reversed(path) if step in first), 0)
            for unit_id, path in paths.items()
        }

    @api.onchange("unit_id")
    def _onchange_unit_id(self):
        unit_id = self.unit_id.id
        self.body_id = self._default_bodies([unit_id]).get(unit_id) or False

    def _complete_document(self):
        """Fill in what a new decision lacks."""
        decision_type = self.env.ref("dlxh_collaborator.document_type_qd")
        bases = self.env["dlxh.legal.basis"].search([("for_decisions", "=", True)])
        recipients = []
        for decision in self.filtered(lambda one: not one.paper_code):
            date = decision.date
            values = {
                "document_type_id": decision_type.id,
                "proposer": decision._default_proposer(),
                "legal_basis_ids": bases.filtered(
                    lambda one, day=date: (
                        (not one.valid_from or one.valid_from <= day)
                        and (not one.valid_to or one.valid_to >= day)
                    )
                ).ids,
            }
            decision.write({k: v for k, v in values.items() if v and not decision[k]})
            if not decision.recipient_ids:
                recipients += decision._default_recipients()
        self.env["dlxh.decision.recipient"].create(recipients)
        self._refresh_text()

    def _default_proposer(self):
        """The commission of the issuing unit, or the unit when another issues."""
        # sudo: names of bodies and units, printed on documents
        decision = self.sudo()
        if decision.issuer_unit_id != decision.unit_id:
            return decision.unit_id.name
        commission = (
            self.env["dlxh.body"]
            .sudo()
            .search(
                [("unit_id", "=", decision.unit_id.id), ("kind", "=", "commission")],
                limit=1,
            )
        )
        return commission.name if commission != decision.body_id else False

    def _default_recipients(self):
        phrases = self._decision_phrases()
        # sudo: names of units, printed on documents
        decision = self.sudo()
        above = decision.issuer_unit_id.parent_id.name
        lines = [(above, "report")]
        if decision.issuer_unit_id != decision.unit_id:
            lines.append((decision.unit_id.name, "implement"))
        lines.append((phrases("recipient_named"), "implement"))
        return [
            {
                "decision_id": self.id,
                "name": name,
                "purpose": purpose,
                "sequence": index * 10,
            }
            for index, (name, purpose) in enumerate(lines, start=1)
            if name
        ]

    def _refresh_text(self):
        """Write the proposed abstract and articles anew where nobody changed them."""
        for decision in self.filtered(lambda one: one.state == "draft"):
            values = decision._text_values()
            kept = {
                name: text
                for name, text in values.items()
                if not decision[name] or decision[name] == decision[f"{name}_proposal"]
            }
            kept |= {f"{name}_proposal": text for name, text in values.items()}
            # sudo: follows from a change of the decision that was allowed
            decision.sudo()._approval_flow().write(kept)

    def _fill_articles(self):
        for decision in self.filtered(lambda one: not one.articles):
            decision.articles = decision._text_values()["articles"]

    def action_propose_text(self):
        """Write abstract and articles anew from the changes."""
        for decision in self:
            decision.check_access("write")
            decision.write(decision._text_values())
        self._refresh_text()
        return True

    # the page

    def _secret_checked_fields(self):
        return super()._secret_checked_fields() | {"articles", "proposer"}

    def _document_body_html(self):
        self.ensure_one()
        phrases = self._decision_phrases()
        names = self._text_names(phrases)
        bases = [self._basis_text(phrases, basis) for basis in self.legal_basis_ids]
        if self.proposer:
            bases.append(phrases("proposer", proposer=self.proposer))
        ends = [";"] * (len(bases) - 1) + [","]
        parts = [
            Markup("<p><em>- %s%s</em></p>") % (text, end)
            for text, end in zip(bases, ends, strict=False)
        ]
        parts.append(Markup("<h1>%s</h1>") % phrases("decides", **names))
        parts.append(Markup(self.articles or ""))
        return Markup("").join(parts)

    def _basis_text(self, phrases, basis):
        """“On the basis of <type> no. <symbol>, dated <date>, of <issuer> <about>”."""
        kind = basis.document_type_id.name or ""
        about = basis.name or ""
        if kind and about.lower().startswith(kind.lower()):
            about = about[len(kind) :].strip()
        parts = [phrases("basis", type=kind, symbol=basis.symbol)]
        if basis.date:
            parts.append(phrases("basis_date", date=short_date(basis.date)))
        if basis.issuer:
            parts.append(phrases("basis_issuer", issuer=basis.issuer))
        joining = phrases("basis_about", about="").lower()
        if about and not about.lower().startswith(joining):
            about = phrases("basis_about", about=about)
        return " ".join([*parts, about]).replace(" ,", ",").strip()

    def _document_annex_html(self):
        """The list of members, on a page of its own."""
        self.ensure_one()
        rows = self._roster_rows()
        if not rows:
            return ""
        phrases = self._decision_phrases()
        names = self._text_names(phrases)
        date = self.document_date
        day = phrases("annex_note_date", date=short_date(date)) if date else ""
        note = phrases(
            "annex_note", code=self.document_code or "…", date=day, body=names["body"]
        )
        title = Markup('<h1>%s</h1><p style="text-align: center"><em>%s</em></p>')
        head = [
            Markup('<th style="width: %d%%">%s</th>')
            % (width, phrases(f"column_{name}"))
            for name, width in COLUMNS
        ]
        body = []
        for index, row in enumerate(rows, start=1):
            cells = [index, *row[:-1], phrases(f"role_{row[-1]}")]
            body.append(Markup("<td>%s</td>") * len(cells) % tuple(cells))
        table = Markup("<table><thead><tr>%s</tr></thead><tbody>%s</tbody></table>")
        return (title % (phrases("annex_title", **names), note)) + table % (
            Markup("").join(head),
            Markup("").join(Markup("<tr>%s</tr>") % cells for cells in body),
        )
