from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class DlxhDocumentCounter(models.Model):
    """Last number given by a body for a type of document in a term (or year).

    Numbers leave no gap: the row is raised in the transaction that stores the
    number, so that both are kept or both are undone. Two transactions that
    want the same row at once make the second start over, which Odoo does by
    itself; the number is therefore taken last, in a short transaction.
    """

    _name = "dlxh.document.counter"
    _inherit = ["dlxh.scope.mixin", "mail.thread"]
    _description = "Document Counter"
    _order = "body_id, document_type_id, term_id desc, year desc, id"

    unit_id = fields.Many2one(
        related="body_id.unit_id", store=True, index=True, readonly=True
    )
    body_id = fields.Many2one(
        "dlxh.body", required=True, readonly=True, ondelete="restrict"
    )
    document_type_id = fields.Many2one(
        "dlxh.document.type",
        string="Type",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    term_id = fields.Many2one("dlxh.term", readonly=True, ondelete="restrict")
    year = fields.Integer(
        readonly=True,
        aggregator=False,
        help="0 when numbers run through the term.",
    )
    last_number = fields.Integer(
        readonly=True,
        aggregator=False,
        help="The next document gets the number after this one.",
    )
    last_taken = fields.Integer(
        string="Last number given here",
        readonly=True,
        aggregator=False,
        help="0 when the numbers so far were all given on paper.",
    )

    _key_uniq = models.UniqueIndex(
        "(body_id, document_type_id, COALESCE(term_id, 0), year)",
        "There is already a counter for this body, type and term.",
    )

    @api.depends("body_id", "document_type_id", "term_id", "year")
    def _compute_display_name(self):
        for counter in self:
            period = counter.year or counter.term_id.name
            counter.display_name = (
                f"{counter.body_id.name} – {counter.document_type_id.name} – {period}"
            )

    @api.model
    def _peek(self, body, document_type, term, year):
        """Return (next number, last number given here) without taking one."""
        # sudo: the caller checked access to the document or the body
        counter = self.sudo()._find(body, document_type, term, year)
        return counter.last_number + 1, counter.last_taken

    @api.model
    def _find(self, body, document_type, term, year):
        """Return the counter of a key, or an empty record."""
        return self.search(
            [
                ("body_id", "=", body.id),
                ("document_type_id", "=", document_type._numbering_type().id),
                ("term_id", "=", term.id),
                ("year", "=", year),
            ]
        )

    @api.model
    def _take(self, body, document_type, term, year, number=None):
        """Raise the counter and return the number taken.

        :param int number: the number to take, when it was agreed beforehand; it
            must not have been passed
        """
        if number:
            value, free = SQL("%s", number), SQL("c.last_number < %s", number)
        else:
            value, free = SQL("c.last_number + 1"), SQL("TRUE")
        row = self._raise_row(
            body,
            document_type,
            term,
            year,
            first=number or 1,
            last_number=value,
            last_taken=value,
            condition=free,
        )
        if not row:
            following, _taken = self._peek(body, document_type, term, year)
            raise UserError(
                self.env._(
                    "Number %(number)s has already been passed: the next number of "
                    "%(body)s for this type is %(next)s. Enter that number or a "
                    "higher one.",
                    number=number,
                    body=body.name,
                    next=following,
                )
            )
        return row[1]

    @api.model
    def _set_next(self, body, document_type, term, year, number):
        """Let the next document get `number`; return the counter.

        Refused when a number from there on was already given by the system.
        """
        row = self._raise_row(
            body,
            document_type,
            term,
            year,
            first=number - 1,
            first_taken=0,
            last_number=SQL("%s", number - 1),
            last_taken=SQL("c.last_taken"),
            condition=SQL("c.last_taken < %s", number),
        )
        if not row:
            _next, taken = self._peek(body, document_type, term, year)
            raise UserError(
                self.env._(
                    "%(body)s has already given number %(taken)s for this type, so "
                    "the next number cannot be %(number)s. Enter a number above "
                    "%(taken)s.",
                    body=body.name,
                    taken=taken,
                    number=number,
                )
            )
        return self.browse(row[0])

    def _raise_row(
        self,
        body,
        document_type,
        term,
        year,
        *,
        first,
        last_number,
        last_taken,
        condition,
        first_taken=None,
    ):
        """Insert or change the row of a key in one statement.

        :return: (id, last number), or None when `condition` does not hold
        """
        self.env.flush_all()  # everything else first: the row is locked from here
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO dlxh_document_counter AS c (
                    body_id, document_type_id, term_id, year, unit_id,
                    last_number, last_taken,
                    create_uid, create_date, write_uid, write_date
                ) VALUES (
                    %(body)s, %(type)s, %(term)s, %(year)s, %(unit)s,
                    %(first)s, %(first_taken)s,
                    %(uid)s, now() AT TIME ZONE 'UTC',
                    %(uid)s, now() AT TIME ZONE 'UTC'
                )
                ON CONFLICT (body_id, document_type_id, COALESCE(term_id, 0), year)
                DO UPDATE SET last_number = %(last_number)s,
                    last_taken = %(last_taken)s,
                    write_uid = %(uid)s, write_date = now() AT TIME ZONE 'UTC'
                WHERE %(condition)s
                RETURNING c.id, c.last_number
                """,
                body=body.id,
                type=document_type._numbering_type().id,
                term=term.id or None,
                year=year,
                # sudo: the scope column; whoever numbers was checked by the caller
                unit=body.sudo().unit_id.id,
                first=first,
                first_taken=first if first_taken is None else first_taken,
                last_number=last_number,
                last_taken=last_taken,
                condition=condition,
                uid=self.env.uid,
            )
        )
        self.invalidate_model(["last_number", "last_taken"])
        return rows[0] if rows else None
