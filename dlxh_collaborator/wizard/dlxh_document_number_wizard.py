from odoo import api, fields, models
from odoo.exceptions import UserError


class DlxhDocumentNumberWizard(models.TransientModel):
    """Confirm the number and the date of a document against the paper book."""

    _name = "dlxh.document.number.wizard"
    _description = "Number and Date of a Document"

    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", required=True, readonly=True
    )
    document_date = fields.Date(
        string="Date of the document",
        required=True,
        compute="_compute_document",
        store=True,
        readonly=False,
        precompute=True,
        compute_sudo=False,  # the document is read as the user
    )
    proposed_number = fields.Integer(
        string="Next number",
        compute="_compute_proposed_number",
        aggregator=False,
    )
    number = fields.Integer(
        compute="_compute_number",
        store=True,
        readonly=False,
        precompute=True,
        compute_sudo=False,  # the document is read as the user
        aggregator=False,
        help="The number in the paper book, when it differs from the next number.",
    )
    reason = fields.Char(
        help="Needed to pass over numbers: which documents they were given to."
    )

    @api.depends("res_model", "res_id")
    def _compute_document(self):
        for wizard in self:
            document = wizard._get_document()
            wizard.document_date = document.document_date or fields.Date.context_today(
                self
            )

    @api.depends("res_model", "res_id", "document_date")
    def _compute_proposed_number(self):
        for wizard in self:
            document = wizard._get_document()
            following = 0
            if document.body_id and document.document_type_id:
                key = document._numbering_key(wizard.document_date)
                following = self.env["dlxh.document.counter"]._peek(*key)[0]
            wizard.proposed_number = following

    @api.depends("proposed_number")
    def _compute_number(self):
        for wizard in self:
            wizard.number = wizard.proposed_number

    def _get_document(self):
        """Return the document, after checking that it may be read."""
        self.ensure_one()
        model = self.env.registry.get(self.res_model)
        if model is None or "document_code" not in model._fields:
            raise UserError(self.env._("There is no document to number."))
        document = self.env[self.res_model].browse(self.res_id)
        document.check_access("read")
        return document

    def action_confirm(self):
        """Take the number that was agreed, in a short transaction."""
        self.ensure_one()
        document = self._get_document()
        skipped = self.number > self.proposed_number
        if skipped and not (self.reason or "").strip():
            raise UserError(
                self.env._(
                    "The next number is %(next)s. To pass over numbers, say which "
                    "documents they were given to.",
                    next=self.proposed_number,
                )
            )
        document._take_number(number=self.number, date=self.document_date)
        if skipped:
            self._note_skipped(document)
        return {"type": "ir.actions.act_window_close"}

    def _note_skipped(self, document):
        # sudo: the number was just taken, with all its checks
        body, document_type, term, year = document.sudo()._numbering_key(
            document.document_date
        )
        counter = (
            self.env["dlxh.document.counter"]
            .sudo()
            ._find(body, document_type, term, year)
        )
        counter.message_post(
            body=self.env._(
                "Numbers %(first)s to %(last)s were passed over: %(reason)s",
                first=self.proposed_number,
                last=self.number - 1,
                reason=self.reason,
            )
        )
