from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class DlxhTerm(models.Model):
    """Term of office, from the day after a congress to the end of the next.

    A term without a unit holds for every unit that has none of its own.
    Documents of the Party are numbered through a whole term.
    """

    _name = "dlxh.term"
    _description = "Term of Office"
    _order = "date_from desc, unit_id, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True)
    code = fields.Char(string="Short name")
    unit_id = fields.Many2one(
        "dlxh.unit",
        index="btree_not_null",
        ondelete="restrict",
        help="The unit whose congress opened the term. Empty: the term of every "
        "unit that has none of its own.",
    )
    date_from = fields.Date(string="From", required=True, index=True)
    date_to = fields.Date(string="To")
    note = fields.Text()
    active = fields.Boolean(default=True)

    _dates_ordered = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "A term cannot end before it begins.",
    )

    @api.depends("name", "unit_id.name")
    def _compute_display_name(self):
        for term in self:
            # sudo: the name of a unit is public, its other fields are not shown
            unit = term.unit_id.sudo().name
            term.display_name = f"{term.name} ({unit})" if unit else term.name

    @api.constrains("unit_id", "date_from", "date_to", "active")
    def _check_one_term_at_a_time(self):
        for term in self.filtered("active"):
            domain = Domain("unit_id", "=", term.unit_id.id) & Domain(
                "id", "!=", term.id
            )
            domain &= Domain("date_to", "=", False) | Domain(
                "date_to", ">=", term.date_from
            )
            if term.date_to:
                domain &= Domain("date_from", "<=", term.date_to)
            if other := self.search(domain, limit=1):
                raise ValidationError(
                    self.env._(
                        "The term %(term)s overlaps the term %(other)s. Correct "
                        "the dates so that each day belongs to one term.",
                        term=term.name,
                        other=other.name,
                    )
                )

    @api.model
    def _for_unit(self, unit, date):
        """Return the term of `unit` on `date`: its own, else that of the nearest
        unit above that has one, else the general one, else an empty record."""
        nearest = self._unit_path(unit)
        terms = self.search(
            Domain("unit_id", "in", [*nearest, False])
            & Domain("date_from", "<=", date)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", date))
        )
        order = {unit_id: index for index, unit_id in enumerate(nearest)}
        return terms.sorted(lambda term: order.get(term.unit_id.id, len(order)))[:1]

    def _covers(self, unit, date):
        """Tell whether the term (or an empty record) may be that of `unit`."""
        if not self or self.date_from > date or (self.date_to and self.date_to < date):
            return False
        return not self.unit_id or self.unit_id.id in self._unit_path(unit)

    @api.model
    def _unit_path(self, unit):
        """Return the ids of the unit and of those above it, nearest first."""
        # sudo: only ids of the units above are used
        path = (unit.sudo().parent_path or "").strip("/").split("/")
        return [int(step) for step in reversed(path) if step]
