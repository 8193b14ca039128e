from odoo import api, fields, models
from odoo.tools import SQL

#: more models of documents than there will be; keeps ids of rows apart
MODELS = 10_000


class DlxhDocumentNumber(models.Model):
    """The clerk's book: every number a body has given, with what looks wrong.

    A line is a document of any kind, numbers confirmed from the paper book, or a
    gap between two numbers. Every model on `dlxh.document.mixin` is in it by
    itself. What is above the first number known here is not a gap: the book may
    have begun on paper.
    """

    _name = "dlxh.document.number"
    _inherit = ["dlxh.scope.mixin"]
    _description = "Number Book"
    _auto = False
    _order = "body_id, numbering_type_id, term_id desc, year desc, number desc, id"

    kind = fields.Selection(
        [
            ("document", "Document"),
            ("paper", "Given on paper"),
            ("gap", "Gap"),
        ],
        string="What",
        readonly=True,
    )
    number = fields.Integer(readonly=True, aggregator=False)
    number_to = fields.Integer(string="To number", readonly=True, aggregator=False)
    is_duplicate = fields.Boolean(string="Given twice", readonly=True)
    is_problem = fields.Boolean(string="To be cleared up", readonly=True)
    body_id = fields.Many2one("dlxh.body", string="Issuing body", readonly=True)
    document_type_id = fields.Many2one(
        "dlxh.document.type", string="Type of document", readonly=True
    )
    numbering_type_id = fields.Many2one(
        "dlxh.document.type", string="Numbered as", readonly=True
    )
    term_id = fields.Many2one("dlxh.term", readonly=True)
    year = fields.Integer(
        readonly=True,
        aggregator=False,
        help="0 when numbers run through the term.",
    )
    document_code = fields.Char(string="Number and symbol", readonly=True)
    document_date = fields.Date(string="Date of the document", readonly=True)
    res_model = fields.Char(string="Technical name", readonly=True)
    res_id = fields.Many2oneReference(
        string="Document", model_field="res_model", readonly=True
    )
    name = fields.Char(string="About", compute="_compute_name")

    @api.depends_context("uid")
    @api.depends("res_model", "res_id", "kind")
    def _compute_name(self):
        """Name documents only to those who may read them, in batch by model."""
        names = {}
        for model, lines in self.grouped("res_model").items():
            records = self.env[model].browse(lines.mapped("res_id"))
            for record in records.sudo(False)._filtered_access("read"):
                abstract = "abstract" in record._fields and record.abstract
                names[model, record.id] = abstract or record.display_name
        for line in self:
            if line.kind == "gap":
                line.name = False
            else:
                line.name = names.get((line.res_model, line.res_id)) or self.env._(
                    "(not open to you)"
                )

    @api.depends("document_code", "number", "kind")
    def _compute_display_name(self):
        for line in self:
            numbers = f"{line.number}"
            if line.number_to > line.number:
                numbers += f"–{line.number_to}"
            line.display_name = line.document_code or numbers

    # The rows
    # --------

    @api.model
    def _document_models(self):
        """Return the models whose records take numbers."""
        names = self.env.registry.descendants(["dlxh.document.mixin"], "_inherit")
        return [
            self.env[name]
            for name in sorted(names)
            if not self.env[name]._abstract and self.env[name]._auto
        ]

    @property
    def _table_query(self):
        parts = [self._select_documents(model) for model in self._document_models()]
        parts.append(self._select_paper())
        return SQL(
            """
            WITH given AS (
                SELECT g.*, b.unit_id,
                       COALESCE(t.numbered_with_id, t.id) AS numbering_type_id,
                       %(year)s AS by_year
                  FROM (%(parts)s) g
                  JOIN dlxh_body b ON b.id = g.body_id
                  JOIN dlxh_document_type t ON t.id = g.document_type_id
             LEFT JOIN dlxh_format_profile p ON p.id = b.format_profile_id
            ), keyed AS (
                SELECT given.*,
                       CASE WHEN by_year THEN NULL ELSE term END AS term_id,
                       CASE WHEN by_year
                            THEN EXTRACT(YEAR FROM document_date)::int
                            ELSE 0 END AS year
                  FROM given
            ), ordered AS (
                SELECT keyed.*,
                       MAX(number_to) OVER (
                           PARTITION BY unit_id, body_id, numbering_type_id,
                                        COALESCE(term_id, 0), year
                           ORDER BY number, id
                           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                       ) AS before,
                       LEAD(number) OVER (
                           PARTITION BY unit_id, body_id, numbering_type_id,
                                        COALESCE(term_id, 0), year
                           ORDER BY number, id
                       ) AS after
                  FROM keyed
            )
            SELECT id * 2 AS id, kind, number, number_to, unit_id, body_id,
                   document_type_id, numbering_type_id, term_id, year,
                   document_code, document_date, res_model, res_id,
                   COALESCE(number <= before, FALSE)
                       OR COALESCE(after <= number_to, FALSE) AS is_duplicate,
                   COALESCE(number <= before, FALSE)
                       OR COALESCE(after <= number_to, FALSE) AS is_problem
              FROM ordered
             UNION ALL
            SELECT id * 2 + 1, 'gap', before + 1, number - 1, unit_id, body_id,
                   numbering_type_id, numbering_type_id, term_id, year,
                   NULL, document_date, res_model, res_id, FALSE, TRUE
              FROM ordered
             WHERE number > before + 1
            """,
            year=SQL(self._SQL_BY_YEAR),
            parts=SQL(" UNION ALL ").join(parts),
        )

    #: whether numbers ran by the year on that day: the profile of the body, or the
    #: one of its family that held then (`dlxh.format.profile._on`)
    _SQL_BY_YEAR = """
        COALESCE(
            CASE WHEN p.date_from <= g.document_date
                  AND (p.date_to IS NULL OR p.date_to >= g.document_date)
                 THEN p.numbering_period END,
            (SELECT o.numbering_period FROM dlxh_format_profile o
              WHERE o.family = p.family AND o.active
                AND o.date_from <= g.document_date
                AND (o.date_to IS NULL OR o.date_to >= g.document_date)
              ORDER BY o.date_from DESC, o.id LIMIT 1),
            p.numbering_period
        ) = 'year'
    """

    def _select_documents(self, model):
        return self._select_rows(
            model,
            "document",
            ("number", "number", "document_code"),
            SQL("r.number > 0"),
        )

    def _select_paper(self):
        paper = self.env["dlxh.document.paper"]
        return self._select_rows(
            paper, "paper", ("number", "number_to", None), SQL("TRUE")
        )

    def _select_rows(self, model, kind, columns, where):
        """Select the numbered rows of one model, told to be flushed before."""
        # sudo: the id of a model keeps rows of several models apart
        model_id = self.env["ir.model"].sudo()._get_id(model._name)
        names = ("body_id", "document_type_id", "term_id", "document_date", "number")
        number, number_to, code = columns
        return SQL(
            "SELECT r.id::bigint * %s + %s AS id, %s AS kind, %s AS number,"
            " %s AS number_to, r.body_id, r.document_type_id, r.term_id AS term,"
            " r.document_date, %s AS document_code, %s AS res_model, r.id AS res_id"
            " FROM %s r WHERE %s",
            SQL(str(MODELS)),
            SQL(str(int(model_id))),
            SQL(f"'{kind}'"),
            SQL.identifier("r", number),
            SQL.identifier("r", number_to),
            SQL.identifier("r", code) if code else SQL("NULL::varchar"),
            SQL("%s::varchar", model._name),
            SQL.identifier(model._table),
            where,
            to_flush=[
                model._fields[name] for name in {*names, number_to, code} - {None}
            ],
        )

    # Buttons
    # -------

    def action_open(self):
        """Open the document; its own rules decide who may."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }

    def action_confirm_paper(self):
        """Enter from the paper book what stands in the gap."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Given on paper"),
            "res_model": "dlxh.document.paper",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_body_id": self.body_id.id,
                "default_document_type_id": self.numbering_type_id.id,
                "default_term_id": self.term_id.id,
                "default_document_date": self.document_date,
                "default_number": self.number,
                "default_number_to": self.number_to,
            },
        }
