from datetime import date, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_circular import DlxhCircularCase

CIRCULARS = -1


@tagged("post_install", "-at_install")
class TestCircularReportRate(DlxhCircularCase):
    """Reports that circulars demand are counted under their kind and their circular."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        due = fields.Date.context_today(cls.env.user) + timedelta(days=10)
        cls.asking = cls.sent(report_due=due)
        cls.on_the_force = cls.sent(report_due=due, report_type="force")
        cls.above = cls.officers[cls.province_a]
        cls.both = (cls.asking | cls.on_the_force).ids
        cls.rate = cls.env["dlxh.reporting.rate"].with_user(cls.above)

    def groups(self, field):
        domain = [("circular_id", "in", self.both)]
        return dict(self.rate._read_group(domain, [field], ["expected:sum"]))

    def test_by_kind_of_report(self):
        self.assertEqual(self.groups("report_type"), {"thematic": 2, "force": 2})
        found = self.rate.search(
            [("circular_id", "in", self.both), ("report_type", "=", "force")]
        )
        self.assertEqual(found.circular_id.ids, self.on_the_force.ids)
        label = dict(self.rate._fields["report_type"]._description_selection(self.env))
        self.assertTrue(label["thematic"] and label["force"])

    def test_by_what_asks_for_it(self):
        self.assertEqual(self.groups("basis"), {"circular": 4})
        self.assertEqual(
            {one.id: n for one, n in self.groups("circular_id").items()},
            dict.fromkeys(self.both, 2),
        )
        regime = self.rate.search([("basis", "=", "regime")], limit=1)
        self.assertFalse(regime.circular_id)

    def test_the_pivot_groups_by_them(self):
        group = self.rate.formatted_read_group(
            [("circular_id", "in", self.both)], ["report_type", "basis"], ["__count"]
        )
        self.assertEqual(
            {(one["report_type"], one["basis"]) for one in group},
            {("thematic", "circular"), ("force", "circular")},
        )

    def page(self, regime_id=CIRCULARS, user=None, **wishes):
        rate = self.rate.with_user(user or self.above)
        first = fields.Date.context_today(rate).replace(day=1)
        last = self.asking.report_due
        return rate.get_page(regime_id=regime_id, span=f"{first}_{last}", **wishes)

    def test_the_page_offers_them(self):
        page = self.page()
        self.assertEqual(page["regime_id"], CIRCULARS)
        names = {one["id"]: one["name"] for one in page["regimes"]}
        self.assertEqual(names[CIRCULARS], "Reports that circulars ask for")
        actual = next(card for card in page["cards"] if card["code"] == "actual")
        self.assertEqual(actual["detail"], "0 / 4")
        self.assertEqual(
            {line["id"] for line in page["lines"]}, {self.ward_a1.id, self.ward_a2.id}
        )
        self.assertFalse(page["course"])

    def test_the_list_behind_is_the_same(self):
        action = self.rate.action_open_obligations(
            regime_id=CIRCULARS, span=self.page()["span"]
        )
        found = self.env["dlxh.obligation"].with_user(self.above)
        found = found.search(action["domain"])
        self.assertEqual(len(found), 4)
        self.assertEqual(set(found.circular_id.ids), set(self.both))

    def test_the_page_of_who_owes_nothing_of_the_kind(self):
        page = self.page(user=self.officers[self.province_b])
        self.assertEqual(page["lines"], [])

    def test_the_workbook_names_them(self):
        report = self.env["report.dlxh_reporting.reporting_rate_xlsx"]
        report = report.with_user(self.above)
        view = self.rate._view(self.province_a.id, CIRCULARS)
        self.assertIn("Reports that circulars ask for", report._rates_head(view)[1])

    def test_nothing_is_told_of_circulars_elsewhere(self):
        """Who was asked for nothing sees neither the choice nor the day."""
        beside = self.rate.with_user(self.officers[self.province_b])
        self.assertFalse(beside._is_asked(self.province_b))
        self.assertFalse(beside._view(self.province_b.id)["circulars"])
        today = fields.Date.context_today(beside)
        keys = [span[:2] for span in beside._circular_spans(self.province_b)]
        self.assertEqual(len(keys), 2, "this month and this year")
        self.assertTrue(all(first <= today <= last for first, last in keys))

    def test_a_day_far_off_adds_no_empty_months(self):
        today = fields.Date.context_today(self.rate)
        far = date(today.year + 6, 3, 31)
        self.sent(report_due=far)
        spans = [span[:2] for span in self.rate._circular_spans(self.province_a)]
        due = self.asking.report_due
        self.assertEqual(
            [first for first, last in spans if (last - first).days < 31],
            [far.replace(day=1), due.replace(day=1)],
        )
        self.assertEqual(
            [first.year for first, last in spans if (last - first).days > 31],
            sorted({far.year, due.year}, reverse=True),
        )

    def test_a_month_has_begun_on_its_first_day(self):
        spans = [
            (date(2026, 8, 1), date(2026, 8, 31), "August"),
            (date(2026, 7, 1), date(2026, 7, 31), "July"),
            (date(2026, 6, 1), date(2026, 6, 30), "June"),
        ]
        with freeze_time("2026-07-01 05:00:00"):
            self.assertEqual(self.rate._default_span(spans, True)[2], "July")
            self.assertEqual(self.rate._default_span(spans)[2], "June")
        with freeze_time("2026-05-20 05:00:00"):
            self.assertEqual(self.rate._default_span(spans, True)[2], "June")

    def test_all_together_begin_with_the_first_circular(self):
        """What only circulars asked for is among the periods of all reports."""
        early = self.asking.sudo().delivery_ids.obligation_id.sudo()
        early.write({"date_from": "2019-03-01", "date_to": "2019-03-31"})
        regimes = self.env["dlxh.regime"]
        first = self.rate._first_day(regimes, self.province_a)
        self.assertLessEqual(first, date(2019, 3, 31))
        beside = self.rate._first_day(regimes, self.province_b)
        self.assertNotEqual(beside, date(2019, 3, 31))

    def test_the_name_of_a_circular_is_for_its_readers(self):
        """An administrator sees the figures; the title is not his to read."""
        administrator = self.chair("administrator", self.province_a)
        title = self.asking.abstract
        self.assertFalse(self.asking.with_user(administrator).has_access("read"))
        rates = self.rate.with_user(administrator)
        row = rates.search([("circular_id", "=", self.asking.id)], limit=1)
        self.assertTrue(row)
        self.env.invalidate_all()
        [values] = row.read(["circular_id"])
        self.assertEqual(values["circular_id"], (self.asking.id, "(of another unit)"))
        groups = rates.formatted_read_group(
            [("id", "=", row.id)], ["circular_id"], ["__count"]
        )
        self.assertEqual(len(groups), 1)
        self.assertNotIn(title, str(groups))
        self.env.invalidate_all()
        specification = {"circular_id": {"fields": {"display_name": {}}}}
        self.assertNotIn(title, str(row.web_read(specification)))
        with self.assertRaises(AccessError):
            rates.search([("circular_id", "ilike", title)])
        # who reads it is shown it
        self.env.invalidate_all()
        [values] = row.with_user(self.above).read(["circular_id"])
        self.assertIn(title, values["circular_id"][1])
