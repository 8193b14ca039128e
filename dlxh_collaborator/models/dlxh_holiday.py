from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .. import deadline

#: nobody has a longer holiday; a wrong year typed in would empty the calendar
LONGEST = 31


class DlxhHoliday(models.Model):
    """Public holidays, and Saturdays worked in exchange for one.

    Time limits that are counted in working days leave holidays out.
    """

    _name = "dlxh.holiday"
    _description = "Public Holiday"
    _order = "date_from desc, id"

    name = fields.Char(required=True, translate=True)
    date_from = fields.Date(string="From", required=True, index=True)
    date_to = fields.Date(
        string="To",
        required=True,
        compute="_compute_date_to",
        store=True,
        readonly=False,
        precompute=True,
    )
    kind = fields.Selection(
        [("off", "Nobody works"), ("worked", "Worked in exchange")],
        required=True,
        default="off",
    )
    yearly = fields.Boolean(
        string="Every year",
        help="The same day and month each year, such as 2 September. Holidays of "
        "the lunar calendar are entered for each year.",
    )
    active = fields.Boolean(default=True)

    _dates_ordered = models.Constraint(
        "CHECK(date_to >= date_from)", "A holiday cannot end before it begins."
    )

    @api.depends("date_from")
    def _compute_date_to(self):
        for holiday in self:
            if not holiday.date_to or holiday.date_to < (
                holiday.date_from or holiday.date_to
            ):
                holiday.date_to = holiday.date_from

    @api.constrains("date_from", "date_to")
    def _check_length(self):
        for holiday in self:
            if (holiday.date_to - holiday.date_from).days >= LONGEST:
                raise ValidationError(
                    self.env._(
                        "“%(holiday)s” lasts longer than a month. Check both dates.",
                        holiday=holiday.name,
                    )
                )

    def _days(self):
        self.ensure_one()
        length = (self.date_to - self.date_from).days + 1
        return [self.date_from + timedelta(days=n) for n in range(length)]

    @api.model
    def _calendar(self):
        """Return the holidays as the plain package counts with them."""
        found = {"off": set(), "worked": set(), "yearly": set()}
        # sudo: public holidays are no secret, whoever's clock is counted
        for holiday in self.sudo().search([("active", "=", True)]):
            for day in holiday._days():
                if holiday.kind == "off" and holiday.yearly:
                    found["yearly"].add((day.month, day.day))
                else:
                    found[holiday.kind].add(day)
        return deadline.Holidays(**{key: frozenset(v) for key, v in found.items()})
