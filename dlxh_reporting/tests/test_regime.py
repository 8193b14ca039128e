from datetime import date

from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestRegime(TransactionCase):
    """Periods, deadlines and names that follow from a regime."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.month = cls.env.ref("dlxh_reporting.regime_month")

    def test_the_monthly_report_is_due_on_the_twentieth(self):
        first, last = self.month._period_of(date(2025, 7, 10))
        self.assertEqual((first, last), (date(2025, 6, 16), date(2025, 7, 15)))
        self.assertEqual(self.month._deadlines(last)["due"], date(2025, 7, 20))
        self.assertEqual(self.month._period_label(first, last), "Month 7/2025")

    def test_the_period_to_report_is_the_last_one_until_it_is_locked(self):
        july = (date(2025, 6, 16), date(2025, 7, 15))
        august = (date(2025, 7, 16), date(2025, 8, 15))
        for day, expected in ((18, july), (30, july), (31, august)):
            self.assertEqual(
                self.month._period_to_report(date(2025, 7, day)), expected, day
            )

    def test_quick_reports_have_no_period(self):
        quick = self.env.ref("dlxh_reporting.regime_quick")
        day = date(2025, 7, 10)
        self.assertEqual(quick._period_to_report(day), (day, day))
        self.assertEqual(quick._period_label(day, day), "")
        self.assertEqual(quick.due_hours, 24)

    def test_names_of_periods(self):
        for code, expected in (
            ("week", "Week 28/2025"),
            ("quarter", "Quarter 3/2025"),
            ("half", "Half year 2/2025"),
            ("year", "Year 2025"),
        ):
            regime = self.env.ref(f"dlxh_reporting.regime_{code}")
            period = regime._period_of(date(2025, 7, 10))
            self.assertEqual(regime._period_label(*period), expected)

    def test_an_impossible_start_day_is_refused(self):
        with self.assertRaises(ValidationError):
            self.month.start_day = 31
        week = self.env.ref("dlxh_reporting.regime_week")
        with self.assertRaises(ValidationError):
            week.start_day = 8
