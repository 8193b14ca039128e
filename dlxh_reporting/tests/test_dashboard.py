from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_dashboard import BEFORE, NOW, DashboardCase

DAY = "2026-06-15"


@tagged("post_install", "-at_install")
@freeze_time("2026-07-08 03:00:00")
class TestDashboard(DashboardCase):
    """The leader's one page."""

    def page(self, user=None, date=DAY, **wishes):
        wishes = {"regime_id": self.regime.id, "date": date, **wishes}
        dashboard = self.env["dlxh.dashboard"].with_user(user or self.leader)
        return dashboard.get_page(**wishes)

    def card(self, page, code):
        return next(card for card in page["cards"] if card["code"] == code)

    def open(self, what, user=None, **more):
        dashboard = self.env["dlxh.dashboard"].with_user(user or self.leader)
        action = dashboard.action_open(what, regime_id=self.regime.id, date=DAY, **more)
        records = self.env[action["res_model"]].with_user(user or self.leader)
        return records.search(action["domain"])

    def two_months(self):
        """Prices grow from one to two units, roads fade away, water is new."""
        for unit in (self.ward_a1, self.ward_a2, self.ward_a3):
            titles = {self.ward_a1: ["Prices", "Roads"], self.ward_a2: ["Roads"]}
            self.told(unit, titles.get(unit, ["Schools"]), BEFORE)
        now = {
            self.ward_a1: ["Prices"],
            self.ward_a2: ["PRICES ", "Water"],
            self.ward_a3: ["Schools"],
        }
        return {unit: self.told(unit, titles) for unit, titles in now.items()}

    # the period ---------------------------------------------------------------------

    def test_opens_on_the_period_to_report(self):
        page = self.page(date=None)
        self.assertEqual(page["date"], "2026-06-01")
        self.assertEqual(page["before"], "2026-05-01")
        self.assertEqual(page["after"], "2026-07-01")
        self.assertEqual(page["unit_id"], self.province_a.id)
        self.assertFalse(self.page(date="2026-07-02")["after"])

    def test_refuses_other_units_chairs_and_days(self):
        with self.assertRaises(AccessError):
            self.page(unit_id=self.province_b.id)
        with self.assertRaises(AccessError):
            self.page(unit_id=self.ward_a1.id)
        for chair in ("collaborator", "clerk", "inspector", "administrator"):
            with self.assertRaises(AccessError):
                self.page(self.chair(chair, self.province_a))
        for date in ("yesterday", "0001-01-01", 5):
            with self.assertRaises(UserError):
                self.page(date=date)

    def test_without_unit_or_regime(self):
        self.assertTrue(self.page(self.chair("leader"))["empty"])
        self.env["dlxh.regime"].search([]).active = False
        page = self.page()
        self.assertIn("no_regime", page)
        self.assertNotIn("cards", page)
        with self.assertRaises(UserError):
            self.env["dlxh.dashboard"].with_user(self.leader).action_print_xlsx()

    # summary ------------------------------------------------------------------------

    def test_reports_in_and_owed(self):
        first = self.told(self.ward_a1, ["Prices"])
        second = self.told(self.ward_a2, [], is_nil=True)
        self.owed(self.ward_a1, first)
        self.owed(self.ward_a2, second, at="2026-07-07 03:00:00")
        self.owed(self.ward_a3)
        self.owed(self.ward_b1)
        page = self.page()
        reports, missing = self.card(page, "reports"), self.card(page, "missing")
        self.assertEqual(reports["value"], "2 / 3")
        self.assertEqual(reports["standing"], "behind")
        self.assertIn("1", reports["detail"])
        self.assertEqual(missing["value"], "1")
        self.assertIn("1", missing["detail"])
        self.assertEqual(len(self.open("reports")), 3)
        self.assertEqual(self.open("missing").unit_id, self.ward_a3)

    def test_dash_where_nothing_is_owed(self):
        self.assertEqual(self.card(self.page(), "reports")["value"], "—")

    def test_sheets_units_and_issues(self):
        sheet = self.used(self.ward_a1, "oppose", self.group_a)
        self.told(self.ward_a1, ["Prices"], sheets=[sheet])
        self.told(self.ward_a2, ["Prices", "Water"])
        self.sheet(self.province_a)
        self.sheet(self.province_a, observed_week="2026-05-04")
        page = self.page()
        self.assertEqual(self.card(page, "sheets")["value"], "2")
        self.assertEqual(self.card(page, "units")["value"], "2")
        self.assertEqual(self.card(page, "issues")["value"], "2")
        self.assertEqual(len(self.open("issues")), 3)
        self.assertEqual(len(self.open("units")), 3)
        self.assertEqual(len(self.open("sheets")), 1)

    def test_own_report(self):
        self.assertFalse(self.page()["report"])
        report = self.report(self.province_a)
        found = self.page()["report"]
        self.assertEqual(found["id"], report.id)
        self.assertEqual(found["state"], "Draft")

    # changes ------------------------------------------------------------------------

    def test_changes_by_number_of_units(self):
        self.two_months()
        page = self.page()
        found = {line["name"]: line for line in page["changes"]}
        self.assertEqual(
            {name: line["kind"] for name, line in found.items()},
            {"Roads": "fading", "Prices": "growing", "Water": "new"},
        )
        self.assertEqual(page["changes"][0]["name"], "Roads")
        prices = found["Prices"]
        self.assertIn("Units: 2 (before: 1)", prices["text"])
        self.assertEqual(prices["topic"], "Economy")
        entries = self.open("change", key=prices["key"])
        self.assertEqual(len(entries), 3)
        self.assertFalse(self.open("change", key="0:nothing"))

    def test_like_is_compared_with_like(self):
        """A unit whose report is still missing does not make its issues fade."""
        self.two_months()[self.ward_a3]._approval_flow().write({"state": "returned"})
        names = [line["name"] for line in self.page()["changes"]]
        self.assertNotIn("Schools", names)
        self.assertIn("2", self.page()["basis"])

    def test_linked_issues_are_one(self):
        above = self.issue(self.province_a, "Cost of living")
        for unit, name in ((self.ward_a1, "Petrol"), (self.ward_a2, "Rice")):
            below = self.issue(unit, name, parent_issue_id=above.id)
            self.told(unit, ["Nothing else"], BEFORE)
            self.told(unit, {name: {"issue_id": below.id}, "Nothing else": {}})
        (line,) = self.page()["changes"]
        self.assertEqual(line["name"], "Cost of living")
        self.assertIn("Units: 2", line["text"])
        self.assertEqual(line["kind"], "new")

    def test_own_reports_are_compared_where_both_stand(self):
        self.two_months()
        self.told(self.province_a, ["Prices"], BEFORE, state="approved")
        self.told(self.province_a, ["Prices", "Flood"], NOW, state="approved")
        page = self.page()
        self.assertEqual([line["name"] for line in page["changes"]], ["Flood"])

    def test_nothing_to_compare(self):
        self.told(self.ward_a1, ["Prices"])
        page = self.page()
        self.assertFalse(page["changes"])
        self.assertTrue(page["basis"])

    def test_draft_reports_below_stay_unseen(self):
        for period in (BEFORE, NOW):
            self.told(self.ward_a1, [f"Secret {period[0]}"], period, state="approved")
        page = self.page()
        self.assertFalse(page["changes"])
        self.assertEqual(self.card(page, "issues")["value"], "0")

    # what waits, recommendations, coverage ------------------------------------------

    def test_what_waits_for_me(self):
        report = self.told(self.province_a, ["Prices"], state="draft")
        report.with_user(self.officer).action_submit_approval()
        waiting = self.page()["waiting"]
        self.assertTrue([item for item in waiting if item["count"] and item["urgent"]])
        self.assertTrue(all(item["count"] for item in waiting))

    def test_recommendations_of_the_year(self):
        self.assertEqual(self.page()["recommendations"], [])
        recommendations = self.env["dlxh.recommendation"]
        for day in ("2026-02-01", "2025-12-31"):
            recommendations.create(
                {
                    "unit_id": self.province_a.id,
                    "text": "Lower the price",
                    "addressee_name": "People's Committee",
                    "raised_on": day,
                }
            )
        found = {line["code"]: line["value"] for line in self.page()["recommendations"]}
        self.assertEqual(found, {"all": 1, "sent": 0, "answered": 0, "used": 0})
        self.assertEqual(len(self.open("recommendations")), 1)

    def test_coverage_key_figures(self):
        codes = [card["code"] for card in self.page()["coverage"]]
        self.assertIn("established", codes)
        self.assertFalse(self.page(self.leaders[self.ward_a2])["coverage"])

    def test_unknown_list(self):
        with self.assertRaises(UserError):
            self.open("passwords")

    # cost ---------------------------------------------------------------------------

    def test_queries_do_not_grow(self):
        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.page()
            return self.env.cr.sql_log_count - before

        def more(number):
            ward = self._unit(f"more_{number}", "above_grassroots", self.province_a)
            issue = self.issue(ward, f"Issue {number}")
            for period in (BEFORE, NOW):
                titles = {f"Issue {number}": {"issue_id": issue.id}, "Prices": {}}
                report = self.told(ward, titles, period)
            self.owed(ward, report)

        self.two_months()
        more(0)
        queries()
        few = queries()
        for number in range(1, 12):
            more(number)
        queries()  # new units cleared what is kept of the tree
        # one query for each of the eleven would show; a lookup that fell out of
        # Odoo's caches in a long run does not count
        self.assertLess(queries() - few, 3)
        self.assertEqual(self.card(self.page(), "units")["value"], "15")
