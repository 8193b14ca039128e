from odoo import fields, models


class DlxhDocumentType(models.Model):
    """Type of document: report, plan, decision and so on.

    Each body numbers each type on its own. Two types that share a symbol share
    the numbers too, or two documents would bear the same code.
    """

    _name = "dlxh.document.type"
    _description = "Document Type"
    _order = "sequence, id"
    _rec_names_search = ["name", "code", "symbol"]

    name = fields.Char(
        required=True, help="Printed in capitals as the title of the document."
    )
    code = fields.Char(required=True, copy=False)
    symbol = fields.Char(
        required=True, help="Part of the number, such as BC in 12-BC/BTGTU."
    )
    sequence = fields.Integer(default=10)
    is_letter = fields.Boolean(
        string="Letter",
        help="An official letter has no title; its abstract stands below the number.",
    )
    numbered_with_id = fields.Many2one(
        "dlxh.document.type",
        string="Numbered together with",
        ondelete="restrict",
        help="The type whose numbers this one continues, because both use the "
        "same symbol.",
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "Codes of types must be unique.")
    _not_with_itself = models.Constraint(
        "CHECK(numbered_with_id IS NULL OR numbered_with_id != id)",
        "A type is numbered on its own when the field is left empty.",
    )

    def _numbering_type(self):
        """Return the type whose counter gives the numbers of this one."""
        self.ensure_one()
        return self.numbered_with_id or self
