from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .. import period
from .dlxh_report_section_template import REPORT_TYPES

#: what cannot change once something is owed for a period that has begun
PERIOD_FIELDS = frozenset(("report_type", "period_type", "start_day", "addressees"))


class DlxhRegime(models.Model):
    """Which report is due for which period, and when (chế độ báo cáo).

    Three dates follow from the end of the period: the cut-off of the data, the
    due date, and the day after which nothing is taken any more.
    """

    _name = "dlxh.regime"
    _inherit = ["dlxh.catalogue.mixin"]
    _description = "Reporting Regime"

    report_type = fields.Selection(
        REPORT_TYPES, string="Kind of report", required=True, default="situation"
    )
    period_type = fields.Selection(
        [
            ("week", "Week"),
            ("month", "Month"),
            ("quarter", "Quarter"),
            ("half", "Half year"),
            ("year", "Year"),
        ],
        string="Period",
        help="Empty for reports that are made when something happens.",
    )
    start_day = fields.Integer(
        string="Period begins on day",
        default=1,
        help="Day of the month: with 16 the period runs from the 16th to the "
        "15th and is named after the month in which it ends. For weeks: 1 is "
        "Monday.",
    )
    addressees = fields.Selection(
        [
            ("levels", "Units of these levels"),
            ("units", "These units"),
            ("members", "Members of the teams of these levels"),
        ],
        required=True,
        default="levels",
        string="Who reports",
    )
    level_ids = fields.Many2many("dlxh.level", string="Of these levels")
    cutoff_days = fields.Integer(
        string="Cut-off, days after the period",
        help="What was observed later belongs to the next period.",
    )
    due_days = fields.Integer(string="Due, days after the period", default=5)
    lock_days = fields.Integer(string="Locked, days after the period", default=15)
    due_hours = fields.Integer(
        string="Due, hours after the event", help="For quick reports."
    )
    date_from = fields.Date(
        string="In force from",
        required=True,
        default=fields.Date.context_today,
        help="A period is owed when its last day lies in the days in force.",
    )
    date_to = fields.Date(string="In force until")

    _code_uniq = models.Constraint("UNIQUE(code)", "Codes of regimes must be unique.")
    _days_ordered = models.Constraint(
        "CHECK(cutoff_days <= due_days AND due_days <= lock_days)",
        "The cut-off comes first, then the due date, then the lock.",
    )
    _validity_ordered = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "A regime cannot end before it is in force.",
    )

    @api.constrains("start_day", "period_type")
    def _check_start_day(self):
        for regime in self.filtered("period_type"):
            try:
                period.period_of(
                    fields.Date.today(), regime.period_type, regime.start_day
                )
            except ValueError:
                raise ValidationError(
                    self.env._(
                        "%(name)s cannot begin on day %(day)s: choose 1 to 28, or "
                        "1 (Monday) to 7 for weeks.",
                        name=regime.name,
                        day=regime.start_day,
                    )
                ) from None

    def _period_of(self, day):
        """Return (first, last) of the period that holds `day`; twice `day`
        for reports without periods."""
        self.ensure_one()
        if not self.period_type:
            return day, day
        return period.period_of(day, self.period_type, self.start_day)

    def _period_to_report(self, today):
        """Return the period that is to be reported now: the last one that ended,
        until it is locked, else the running one."""
        self.ensure_one()
        first, last = self._period_of(today)
        if not self.period_type:
            return first, last
        before = period.previous_period(first, self.period_type, self.start_day)
        if self._deadlines(before[1])["lock"] >= today:
            return before
        return first, last

    def _deadlines(self, last):
        """Return the cut-off, due and lock dates of the period that ends then."""
        self.ensure_one()
        return {
            "cutoff": last + timedelta(days=self.cutoff_days),
            "due": last + timedelta(days=self.due_days),
            "lock": last + timedelta(days=self.lock_days),
        }

    def _period_label(self, first, last):
        """Return the name of a period, such as "Month 7/2025"."""
        self.ensure_one()
        if not self.period_type:
            return ""
        label = period.label(first, last, self.period_type)
        if label.period_type == "year":
            return self.env._("Year %(year)s", year=label.year)
        patterns = {
            "week": self.env._("Week %(number)s/%(year)s"),
            "month": self.env._("Month %(number)s/%(year)s"),
            "quarter": self.env._("Quarter %(number)s/%(year)s"),
            "half": self.env._("Half year %(number)s/%(year)s"),
        }
        return patterns[label.period_type] % label._asdict()
