from datetime import timedelta
from io import BytesIO

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_rates import RatesCase


@tagged("post_install", "-at_install")
class TestReportingRate(RatesCase):
    """Rates over the same obligations, in the tree of the period (S1)."""

    def test_a_share_of_a_group_is_that_of_its_sums(self):
        self.came(self.owe(self.ward_a1))
        self.came(self.owe(self.ward_a2), days=2, is_nil=True)
        self.owe(self.province_a)
        self.owe(self.ward_b1).state = "cancelled"
        ((rate, on_time, nil),) = self.rates()._read_group(
            self.mine(), [], ["reporting_rate:avg", "on_time_rate:avg", "nil_share:avg"]
        )
        self.assertAlmostEqual(rate, 100 * 2 / 3)
        self.assertAlmostEqual(on_time, 100 / 3)
        self.assertAlmostEqual(nil, 50)

    def test_nothing_owed_has_no_rate(self):
        ((rate, nil),) = self.rates()._read_group(
            [("id", "=", 0)], [], ["reporting_rate:avg", "nil_share:avg"]
        )
        self.assertFalse(rate)
        self.assertFalse(nil)
        self.owe(self.province_b)
        page = self._page(self.officers[self.province_a], regime_id=self.regime.id)
        self.assertEqual(self._card(page, "actual")["value"], "—")
        self.assertEqual(self._card(page, "missing")["value"], "—")
        self.assertEqual(page["lines"], [])

    # Who sees what

    def test_scope(self):
        own = self.owe(self.ward_a1)
        self.assertIn(own.id, self.rates(self.officers[self.province_a]).search([]).ids)
        self.assertIn(own.id, self.rates(self.leaders[self.ward_a1]).search([]).ids)
        for user in (self.officers[self.province_b], self.officers[self.ward_a2]):
            self.assertNotIn(own.id, self.rates(user).search([]).ids)
        nobody = self.chair("officer")
        self.assertFalse(self.rates(nobody).search([]))
        with self.assertRaises(AccessError):
            self.rates(self.chair("collaborator", self.ward_a1)).search([])

    def test_rates_of_members_stay_in_their_unit(self):
        owed = self.owed_by_member(self.authors[self.ward_a1], self.ward_a1)
        inside = (self.officers[self.ward_a1], self.leaders[self.ward_a1])
        for user in inside:
            self.assertIn(owed.id, self.rates(user).search([]).ids)
        outside = (
            self.officers[self.province_a],
            self.officers[self.ward_a2],
            self.chair("inspector", self.ward_a1),
            self.chair("administrator", self.ward_a1),
        )
        for user in outside:
            self.assertNotIn(owed.id, self.rates(user).search([]).ids)
        regime = self.regime.copy({"code": "T-MEMBERS", "addressees": "members"})
        owed.regime_id = regime
        self.owe(self.ward_a1)
        above = self._page(self.officers[self.province_a], unit_id=self.ward_a1.id)
        self.assertNotIn(regime.id, [one["id"] for one in above["regimes"]])
        with freeze_time("2026-07-20"):
            page = self._page(
                self.officers[self.ward_a1],
                regime_id=regime.id,
                span="2026-06-01_2026-06-30",
            )
            above = self._page(
                self.officers[self.province_a],
                unit_id=self.ward_a1.id,
                regime_id=regime.id,
            )
        self.assertTrue(page["members"])
        self.assertEqual(self._card(page, "actual")["detail"], "0 / 1")
        self.assertNotEqual(above["regime_id"], regime.id)

    # The page

    def _page(self, user, **wishes):
        return self.rates(user).get_page(**wishes)

    def _card(self, page, code):
        return next(card for card in page["cards"] if card["code"] == code)

    def _june(self, user, **wishes):
        with freeze_time("2026-07-20 03:00:00"):
            return self._page(
                user,
                regime_id=self.regime.id,
                **{"span": "2026-06-01_2026-06-30"} | wishes,
            )

    def test_page(self):
        self.came(self.owe(self.ward_a1))
        self.came(self.owe(self.ward_a2), days=2, on_behalf=True)
        self.owe(self.province_a)
        page = self._june(self.officers[self.province_a])
        self.assertEqual(page["unit_id"], self.province_a.id)
        self.assertEqual(self._card(page, "actual")["value"], "66,7%")
        self.assertEqual(self._card(page, "actual")["detail"], "2 / 3")
        self.assertEqual(self._card(page, "on_time")["detail"], "1 / 3")
        self.assertEqual(self._card(page, "missing")["value"], "1")
        self.assertEqual(self._card(page, "missing")["detail"], "")
        self.assertEqual(self._card(page, "on_behalf")["detail"], "1 / 2")
        self.assertEqual([line["id"] for line in page["lines"]][0], 0)
        lines = {line["id"]: line["rate"] for line in page["lines"]}
        self.assertEqual(
            lines, {0: "0,0%", self.ward_a1.id: "100,0%", self.ward_a2.id: "100,0%"}
        )
        self.assertEqual(len(page["levels"]), 2)
        self.assertEqual(page["course"][-1]["key"], "2026-06-01_2026-06-30")
        level = self._june(
            self.officers[self.province_a], level_id=self.ward_a1.level_id.id
        )
        self.assertEqual(self._card(level, "actual")["detail"], "2 / 2")

    def test_the_figures_of_a_node_are_the_same_from_above_and_inside(self):
        for unit in (self.ward_a1, self.cell_a11, self.cell_a12, self.ward_a2):
            self.owe(unit)
        self.came(self.owe(self.province_a))
        user = self.officers[self.centre]
        for node in (self.centre, self.province_a, self.ward_a1):
            page = self._june(user, unit_id=node.id)
            for line in page["lines"]:
                if line["id"]:
                    inside = self._june(user, unit_id=line["id"])
                    came, owed = line["actual"], line["expected"]
                    self.assertEqual(
                        self._card(inside, "actual")["detail"], f"{came} / {owed}"
                    )

    def test_the_tree_of_the_period(self):
        """A commune that has moved counts where it was, and is listed where it is."""
        self.owe(self.ward_a1, "2026-05-01", "2026-05-31")
        with freeze_time("2026-06-15"):
            self.ward_a1.parent_id = self.province_b
        self.owe(self.ward_a1)
        may = {"span": "2026-05-01_2026-05-31"}
        page = self._june(self.officers[self.province_a], **may)
        self.assertEqual([one["id"] for one in page["lines"]], [self.ward_a1.id])
        self.assertFalse(page["lines"][0]["is_open"])
        self.assertEqual(self._june(self.officers[self.province_a])["lines"], [])
        page = self._june(self.officers[self.province_b])
        self.assertEqual([one["id"] for one in page["lines"]], [self.ward_a1.id])
        self.assertEqual(self._june(self.officers[self.province_b], **may)["lines"], [])

    def test_closed_in_the_middle_keeps_what_it_owed(self):
        owed = self.came(self.owe(self.ward_a2))
        self.ward_a2._end_after(owed.date_to - timedelta(days=10))
        page = self._june(self.officers[self.province_a])
        self.assertEqual(self._card(page, "actual")["detail"], "1 / 1")

    def test_lists_behind_the_figures(self):
        self.came(self.owe(self.ward_a1))
        late = self.came(self.owe(self.ward_a2), days=3)
        gone = self.owe(self.province_a)
        user = self.officers[self.province_a]
        obligations = self.env["dlxh.obligation"].with_user(user)
        for which, found in (("late", late), ("missing", gone)):
            action = self.rates(user).action_open_obligations(
                unit_id=self.province_a.id,
                regime_id=self.regime.id,
                span="2026-06-01_2026-06-30",
                which=which,
            )
            self.assertEqual(obligations.search(action["domain"]), found)
        with self.assertRaises(UserError):
            self.rates(user).action_open_obligations(which="else")

    def test_wishes_are_checked(self):
        user = self.officers[self.province_a]
        self.owe(self.ward_a1)
        with self.assertRaises(AccessError):
            self._page(user, unit_id=self.province_b.id)
        with self.assertRaises(UserError):
            self._page(user, span="yesterday")
        self.assertIn("empty", self._page(self.chair("officer")))

    def test_not_due_yet_is_told(self):
        with freeze_time("2026-06-20 03:00:00"):
            self.owe(self.ward_a1)
            page = self._page(
                self.officers[self.province_a],
                regime_id=self.regime.id,
                span="2026-06-01_2026-06-30",
            )
        self.assertIn("1 not due yet", self._card(page, "missing")["detail"])

    def test_a_constant_number_of_queries(self):
        user = self.officers[self.province_a]
        for unit in (self.ward_a1, self.ward_a2):
            self.came(self.owe(unit))
        self._june(user)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._june(user)
        few = self.env.cr.sql_log_count - before
        for number in range(20):
            unit = self._unit(f"ward_{number}", "above_grassroots", self.province_a)
            self.came(self.owe(unit))
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.assertEqual(len(self._june(user)["lines"]), 22)
        self.assertLessEqual(self.env.cr.sql_log_count - before, few)

    def test_workbook(self):
        self.came(self.owe(self.ward_a1))
        self.owe(self.ward_a2)
        user = self.officers[self.province_a]
        action = self.rates(user).action_print_xlsx(
            regime_id=self.regime.id, span="2026-06-01_2026-06-30"
        )
        report = self.env["ir.actions.report"].with_user(user)
        content, kind = report._render_xlsx(
            "dlxh_reporting.reporting_rate_xlsx",
            self.province_a.ids,
            data=action["data"],
        )
        self.assertEqual(kind, "xlsx")
        texts = self._texts(content)
        self.assertIn(self.ward_a2.name, texts["Did not come"])
        self.assertIn("All together", texts["Reporting rates"])

    def _texts(self, content):
        return {
            sheet.title: [cell for row in sheet.values for cell in row if cell]
            for sheet in load_workbook(BytesIO(content))
        }
