from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DlxhDocumentPaper(models.Model):
    """Numbers of the book that were given on paper, as the clerk confirms.

    They fill what would else look like a gap in the numbers of a body.
    """

    _name = "dlxh.document.paper"
    _inherit = ["dlxh.scope.mixin"]
    _description = "Numbers Given on Paper"
    _order = "body_id, document_type_id, number desc, id"

    body_id = fields.Many2one(
        "dlxh.body",
        string="Issuing body",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_own_unit', '=', True)]",
    )
    unit_id = fields.Many2one(
        related="body_id.unit_id", store=True, index=True, precompute=True
    )
    document_type_id = fields.Many2one(
        "dlxh.document.type",
        string="Type of document",
        required=True,
        ondelete="restrict",
    )
    term_id = fields.Many2one(
        "dlxh.term",
        compute="_compute_term_id",
        store=True,
        readonly=False,
        ondelete="restrict",
    )
    document_date = fields.Date(
        string="Date of the document",
        required=True,
        help="Of the first one, when there are several.",
    )
    number = fields.Integer(string="From number", required=True, aggregator=False)
    number_to = fields.Integer(
        string="To number",
        compute="_compute_number_to",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        aggregator=False,
    )
    abstract = fields.Char(
        string="About", help="As it stands in the paper book, without names."
    )
    confirmed_by_id = fields.Many2one(
        "res.users",
        string="Confirmed by",
        readonly=True,
        copy=False,
        default=lambda self: self.env.uid,
        ondelete="restrict",
    )

    _numbers_ordered = models.Constraint(
        "CHECK(number > 0 AND number_to >= number)",
        "Numbers begin with 1, and the last one is not below the first.",
    )

    @api.depends("number")
    def _compute_number_to(self):
        for line in self:
            line.number_to = max(line.number_to, line.number)

    @api.depends("body_id", "document_date")
    def _compute_term_id(self):
        for line in self:
            date = line.document_date or fields.Date.context_today(line)
            # sudo: the body's own term, as its documents get it
            unit = line.body_id.sudo().unit_id
            if unit and not line.term_id._covers(unit, date):
                line.term_id = self.env["dlxh.term"]._for_unit(unit, date)

    @api.depends("body_id", "document_type_id", "number", "number_to")
    def _compute_display_name(self):
        for line in self:
            numbers = f"{line.number}"
            if line.number_to > line.number:
                numbers += f"–{line.number_to}"
            # sudo: names of bodies are public
            body = line.body_id.sudo().name or ""
            line.display_name = f"{numbers} {line.document_type_id.name or ''} – {body}"

    @api.model_create_multi
    def create(self, vals_list):
        # given, so that no default of the user names somebody else
        mark = {"confirmed_by_id": self.env.uid}
        return super().create([{**vals, **mark} for vals in vals_list])

    def write(self, vals):
        if "confirmed_by_id" in vals:
            raise ValidationError(
                self.env._("Who confirms is whoever writes it, not somebody named.")
            )
        return super().write({**vals, "confirmed_by_id": self.env.uid})
