from odoo import api, fields, models


class DlxhLegalBasis(models.Model):
    """Text that a document may name as its basis, with the days it holds."""

    _name = "dlxh.legal.basis"
    _description = "Legal Basis"
    _order = "date desc nulls last, symbol, id"
    _rec_names_search = ["symbol", "name"]

    symbol = fields.Char(string="Number and symbol", required=True)
    name = fields.Char(string="Title", required=True, index="trigram")
    issuer = fields.Char(string="Issued by")
    document_type_id = fields.Many2one(
        "dlxh.document.type", string="Type", ondelete="restrict"
    )
    date = fields.Date(string="Issued on", index=True)
    valid_from = fields.Date(string="In force from")
    valid_to = fields.Date(string="In force until")
    replaced_by_id = fields.Many2one(
        "dlxh.legal.basis", string="Replaced by", ondelete="restrict"
    )
    note = fields.Text(help="What is uncertain about the text or its dates.")
    active = fields.Boolean(default=True)

    _symbol_uniq = models.UniqueIndex(
        "(symbol, issuer) WHERE active IS TRUE",
        "This text is already in the list.",
    )
    _dates_ordered = models.Constraint(
        "CHECK(valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from)",
        "A text cannot cease to be in force before it begins.",
    )

    @api.depends("symbol", "name")
    def _compute_display_name(self):
        for basis in self:
            basis.display_name = f"{basis.symbol} – {basis.name}"
