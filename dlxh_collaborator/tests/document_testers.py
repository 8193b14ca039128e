from odoo import fields, models


class DocumentTester(models.Model):
    """A document of the simplest kind, for tests of the mixin."""

    _name = "dlxh.document.tester"
    _inherit = ["dlxh.scope.mixin", "dlxh.document.mixin"]
    _description = "Document Tester"
    _rec_name = "abstract"
    _document_report = "dlxh_collaborator.test_document_report"

    text = fields.Html()
    addressee = fields.Char()
    is_sent = fields.Boolean()
    recipient_ids = fields.One2many("dlxh.document.tester.recipient", "document_id")

    def _document_body_html(self):
        return self.text

    def _document_addressees(self):
        return [self.addressee] if self.addressee else []

    def _secret_checked_fields(self):
        return super()._secret_checked_fields() | {"text"}


class DocumentTesterRecipient(models.Model):
    _name = "dlxh.document.tester.recipient"
    _inherit = ["dlxh.document.recipient.mixin"]
    _description = "Document Tester Recipient"

    document_id = fields.Many2one("dlxh.document.tester", ondelete="cascade")
