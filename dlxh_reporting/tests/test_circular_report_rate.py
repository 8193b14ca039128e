from datetime import timedelta

from odoo import fields
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
