from odoo import api, fields, models


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
        selection="_selection_purpose", required=True, default="none"
    )

    @api.model
    def _selection_purpose(self):
        # a list in the field has no Vietnamese in models of other add-ons: its terms
        # belong to this one, which is translated before they are there
        labels = {
            "report": self.env._("For report"),
            "coordinate": self.env._("For coordination"),
            "implement": self.env._("For implementation"),
            "none": self.env._("No purpose printed"),
        }
        return list(labels.items())
