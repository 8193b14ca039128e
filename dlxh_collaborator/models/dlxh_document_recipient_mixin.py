from odoo import fields, models


class DlxhDocumentRecipientMixin(models.AbstractModel):
    """One of those who receive a document, printed at its bottom left.

    The concrete model adds the link to its document; the document calls the
    lines `recipient_ids`.
    """

    _name = "dlxh.document.recipient.mixin"
    _description = "Recipient of a Document"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    name = fields.Char(string="Recipient", required=True)
    purpose = fields.Selection(
        [
            ("report", "For report"),
            ("coordinate", "For coordination"),
            ("implement", "For implementation"),
            ("none", "No purpose printed"),
        ],
        required=True,
        default="none",
    )
