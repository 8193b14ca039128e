from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..document import body as body_html
from ..document import dates, layout, numbering, recipients, signature, text


class DlxhDocumentPageMixin(models.AbstractModel):
    """Print a document in the format of the body that issues it.

    A concrete model overrides the `_document_*` hooks and names its report.
    """

    _name = "dlxh.document.page.mixin"
    _description = "Printed Document"

    #: xmlid of the ir.actions.report that prints the model
    _document_report = None

    # hooks of the concrete model

    def _document_title(self):
        """Return the type as printed, such as "report"; letters have none."""
        self.ensure_one()
        return self.document_type_id.name or ""

    def _document_body_html(self):
        """Return the text between the abstract and the signature, as HTML."""
        self.ensure_one()
        return ""

    def _document_annex_html(self):
        """Return what follows the signature on a page of its own, as HTML."""
        self.ensure_one()
        return ""

    def _document_recipients(self):
        """Return the recipients as pairs (name, purpose key)."""
        self.ensure_one()
        if "recipient_ids" not in self._fields:
            return []
        return [(line.name, line.purpose) for line in self.recipient_ids]

    def _document_addressees(self):
        """Return the names after "to" at the top of a letter."""
        self.ensure_one()
        return []

    def _document_filename(self):
        """Return the name of the printed file, without what a disk refuses."""
        self.ensure_one()
        model = self.env["ir.model"]._get(self._name)
        name = self.document_code or self.abstract or model.name
        return "".join("-" if char in '/\\:*?"<>|' else char for char in name)[:100]

    # the page

    def _document_profile(self):
        """Return the format profile that holds on the day of the document."""
        self.ensure_one()
        # sudo: the header of the body is public and printed on the document
        body = self.body_id.sudo()
        if not body:
            raise UserError(
                self.env._(
                    "“%(document)s” cannot be printed: choose the issuing body first.",
                    document=self.display_name,
                )
            )
        return body._profile_on(self.document_date or fields.Date.context_today(self))

    @api.model
    def _in_vietnamese(self):
        """Official documents are in Vietnamese, whoever prints them."""
        known = self.env["res.lang"]._get_data(code="vi_VN")
        return self.with_context(lang="vi_VN") if known else self

    def _document_page(self):
        """Return all that the page template prints, as plain values."""
        self.ensure_one()
        profile = self._document_profile()
        body = self.body_id.sudo()  # as in _document_profile
        is_letter = self.document_type_id.is_letter
        content = body_html.clean_body(self._document_body_html(), parts=True)
        return {
            "css": Markup(layout.page_css(profile._layout())),
            "profile": profile,
            "filename": self._document_filename(),
            "superior": body.superior_name or "",
            "issuer": body.name,
            "number_line": self._document_number_line(profile),
            "place_date": dates.place_date_line(
                profile.place_date_pattern, self.place, self.document_date or None
            ),
            "is_letter": is_letter,
            "title": self._document_title(),
            "abstract": self._document_abstract(profile),
            "addressees": self._document_addressees() if is_letter else [],
            # cleaned by an allowlist of tags just above
            "body": Markup(body_html.with_end_mark(content, profile.end_mark or "")),
            "annex": Markup(body_html.clean_body(self._document_annex_html())),
            "recipients": self._document_recipient_lines(profile),
            "signature": self._document_signature(profile),
            # sudo: the signer is printed on a document that may be read
            "signer": self.signer_id.sudo().name or "",
        }

    def _document_abstract(self, profile):
        """Return the abstract; the label of a letter is not printed twice."""
        label = self.document_type_id.is_letter and profile.letter_abstract_label
        return text.without_label(self.abstract, label or "")

    @api.model
    def _date_text(self, date):
        """Return a date as it is written within a document."""
        return f"{date:%d/%m/%Y}" if date else "…"

    def _annex_reference(self):
        """Say which document the annex goes with."""
        self.ensure_one()
        body = self.body_id.sudo().name  # sudo: printed at the head of the document
        if self.document_code and self.document_date:
            return self.env._(
                "(with %(type)s No. %(code)s of %(date)s, %(body)s)",
                type=self._document_title(),
                code=self.document_code,
                date=self._date_text(self.document_date),
                body=body,
            )
        return self.env._(
            "(with %(type)s %(abstract)s, %(body)s)",
            type=self._document_title(),
            abstract=self.abstract or "",
            body=body,
        )

    def _document_number_line(self, profile):
        code = self.document_code
        # sudo below: the symbol is printed on a document that may be read
        if not code:
            code = numbering.document_code(
                profile._code_pattern_of(self.document_type_id),
                None,
                self.document_type_id.symbol,
                self.body_id.sudo().symbol,
            )
        return numbering.number_line(profile.number_label, code)

    def _document_recipient_lines(self, profile):
        # sudo: where it is archived is printed on it, for whoever may read it
        archive = self.body_id.sudo().archive or ""
        if archive and profile.archive_pattern:
            archive = profile.archive_pattern.replace("{archive}", archive)
        return recipients.recipient_lines(
            self._document_recipients(),
            purposes=profile._purposes(),
            archive=archive,
            separator=profile.recipient_separator or "",
        )

    def _document_signature(self, profile):
        signer = self.signer_id.sudo()  # printed on the document
        if not signer:
            return []
        try:
            return signature.signature_lines(
                signer.form,
                profile._prefixes(),
                deputy_under_collective=profile.deputy_under_collective,
                **signer._signature_values(),
            )
        except ValueError as error:
            # sudo: the name of the body, printed at the head of a document that
            # the caller was let read
            body = self.body_id.sudo().name
            raise UserError(
                self.env._(
                    "The signature of %(signer)s is incomplete. Ask an administrator "
                    "to fill in the name in the signature and the position of the "
                    "head of %(body)s.",
                    signer=signer.name,
                    body=body,
                )
            ) from error

    # actions

    def action_print_document(self):
        """Download the document as a PDF file."""
        self.check_access("read")
        report = self._get_document_report()
        for record in self:
            self.env["dlxh.access.log"]._log(
                "print",
                record._name,
                domain=[("id", "=", record.id)],
                count=1,
                # sudo: whose log it is; reading was checked above
                unit=record.body_id.sudo().unit_id,
            )
        return report.report_action(self, config=False)

    def action_preview_document(self):
        """Open the page in the browser, which works without the PDF library."""
        self.ensure_one()
        self.check_access("read")
        report = self._get_document_report()
        return {
            "type": "ir.actions.act_url",
            "url": f"/report/html/{report.report_name}/{self.id}",
            "target": "new",
        }

    def _get_document_report(self):
        # sudo: only the name of the report is read
        return self.env.ref(self._document_report).sudo()
