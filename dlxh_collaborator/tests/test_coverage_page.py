from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_coverage import CoverageCase

CHAIRS = ("officer", "leader", "inspector", "administrator")


@tagged("post_install", "-at_install")
class TestCoveragePage(CoverageCase):
    """The page: one call, the figures of a unit's territory and of no other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.force(cls.ward_a1, 15)
        cls.force(cls.ward_b1, 3, "concurrent_group")
        cls.officer = cls.chair("officer", cls.province_a)

    def _page(self, user=None, **wishes):
        return (
            self.env["dlxh.coverage"].with_user(user or self.officer).get_page(**wishes)
        )

    def _card(self, page, code):
        return next(card for card in page["cards"] if card["code"] == code)

    def test_opens_on_the_own_unit(self):
        page = self._page()
        self.assertEqual(page["unit_id"], self.province_a.id)
        self.assertEqual(page["level_id"], self.ward_a1.level_id.id)
        self.assertEqual(self._card(page, "established")["detail"], "1 / 2")
        self.assertEqual(
            [crumb["id"] for crumb in page["crumbs"]["way"]], [self.province_a.id]
        )

    def test_drill_down(self):
        page = self._page(self.chair("leader", self.centre))
        self.assertEqual(
            {bar["id"] for bar in page["chart"]["bars"]},
            {self.province_a.id, self.province_b.id},
        )
        below = self._page(self.chair("leader", self.centre), unit_id=self.ward_a1.id)
        self.assertFalse(below["levels"])
        self.assertEqual(
            [crumb["id"] for crumb in below["crumbs"]["way"]],
            [self.centre.id, self.province_a.id, self.ward_a1.id],
        )

    def test_bars_of_a_level_further_down(self):
        user = self.chair("leader", self.centre)
        page = self._page(user, level_id=self.ward_a1.level_id.id)
        bars = {bar["id"]: bar["detail"] for bar in page["chart"]["bars"]}
        self.assertEqual(page["measure"], "established")
        self.assertEqual(
            bars, {self.province_a.id: "1 / 2", self.province_b.id: "1 / 1"}
        )
        first = page["chart"]["bars"][0]
        self.assertEqual(first["id"], self.province_a.id)  # the least covered first

    def test_figures_use_the_tree_of_the_day(self):
        self.ward_a1.parent_id = self.province_b
        self.ward_a1.change_ids.date = "2025-03-01"
        before = self._card(self._page(date="2025-02-28"), "established")
        after = self._card(self._page(date="2025-03-01"), "established")
        self.assertEqual((before["detail"], after["detail"]), ("1 / 2", "0 / 1"))

    def test_kinds_of_organisation(self):
        front = self._unit("front_a", "above_grassroots", self.province_a)
        front.org_type = "front"
        self.assertEqual(self._card(self._page(), "established")["detail"], "1 / 2")
        page = self._page(org_type="all")
        self.assertEqual(self._card(page, "established")["detail"], "1 / 3")
        page = self._page(org_type="front")
        self.assertEqual(self._card(page, "established")["detail"], "0 / 1")

    def test_who_sees_one_kind_sees_no_other(self):
        front = self._unit("front_a", "above_grassroots", self.province_a)
        front.org_type = "front"
        self.officer.dlxh_org_type = "front"
        for wish in (None, "all", "party"):
            page = self._page(org_type=wish)
            self.assertEqual(self._card(page, "established")["detail"], "0 / 1")
            self.assertFalse(page["org_types"])

    def test_territory(self):
        """Own and below are shown; beside and above are refused to every chair."""
        for chair in CHAIRS:
            user = self.chair(chair, self.ward_a1)
            for unit, inside in (
                (self.ward_a1, True),
                (self.cell_a11, True),
                (self.ward_a2, False),
                (self.province_a, False),
                (self.centre, False),
            ):
                with self.subTest(chair=chair, unit=unit.name):
                    if inside:
                        self.assertEqual(
                            self._page(user, unit_id=unit.id)["unit_id"], unit.id
                        )
                        continue
                    for method in (
                        "get_page",
                        "action_open_units",
                        "action_print_xlsx",
                    ):
                        with self.assertRaises(AccessError):
                            getattr(self.coverage(user=user), method)(unit_id=unit.id)

    def test_no_unit_no_chair_no_right(self):
        nobody = self.chair("officer")
        self.assertIn("empty", self._page(nobody))
        with self.assertRaises(AccessError):
            self._page(nobody, unit_id=self.ward_a1.id)
        for chair in ("collaborator", "clerk", "data_officer", ""):
            user = self.chair(chair, self.ward_a1)
            with self.subTest(chair=chair), self.assertRaises(AccessError):
                self._page(user)

    def test_a_transfer_takes_effect_at_once(self):
        user = self.chair("officer", self.ward_a1)
        self._page(user, unit_id=self.ward_a1.id)
        seen = self.coverage(user=user).search([])
        self.assertEqual(seen.unit_id, self.ward_a1)
        user.dlxh_unit_ids = [Command.set(self.ward_b1.ids)]
        with self.assertRaises(AccessError):
            self._page(user, unit_id=self.ward_a1.id)
        self.assertEqual(self._page(user)["unit_id"], self.ward_b1.id)
        self.assertEqual(self.coverage(user=user).search([]).unit_id, self.ward_b1)

    def test_rows_of_the_past_follow_the_territory_of_today(self):
        self.ward_a1.parent_id = self.province_b
        self.ward_a1.change_ids.date = "2025-03-01"
        rows = self.coverage("2025-02-28", self.officer).search([])
        self.assertEqual(rows.unit_id, self.province_a | self.ward_a2)
        other = self.chair("officer", self.province_b)
        self.assertIn(
            self.ward_a1, self.coverage("2025-02-28", other).search([]).unit_id
        )

    def test_nobody_writes_it(self):
        row = self.coverage(user=self.officer).search([], limit=1)
        with self.assertRaises(AccessError):
            row.write({"member_count": 99})
        with self.assertRaises(AccessError):
            row.unlink()

    def test_a_unit_that_did_not_exist_is_named(self):
        with self.assertRaisesRegex(UserError, "province_a.*31/12/2019"):
            self._page(date="2019-12-31")
        with self.assertRaises(UserError):
            self._page(date="yesterday")

    def test_targets(self):
        Target = self.env["dlxh.coverage.target"]
        Target.search([]).active = False
        level = self.ward_a1.level_id
        Target.create({"measure": "established", "percent": 50})
        card = self._card(self._page(), "established")
        self.assertEqual(card["standing"], "reached")
        Target.create(
            {
                "measure": "established",
                "percent": 80,
                "unit_id": self.centre.id,
                "level_id": level.id,
                "date_by": "2099-12-31",
            }
        )
        page = self._page(measure="established")
        self.assertEqual(self._card(page, "established")["standing"], "behind")
        self.assertIn("80", self._card(page, "established")["target"])
        self.assertEqual(page["chart"]["target"], 80)
        self.assertFalse(self._card(page, "trained")["target"])

    def test_default_targets(self):
        """N6: every commune has a team; N7: every collaborator is trained."""
        page = self._page()
        self.assertEqual(page["chart"]["target"], 100)
        for code in ("established", "trained"):
            self.assertEqual(self._card(page, code)["standing"], "behind", code)

    def test_targets_bind_below_and_are_set_inside(self):
        Target = self.env["dlxh.coverage.target"]
        line = Target.create(
            {"measure": "team", "percent": 70, "unit_id": self.province_a.id}
        )
        user = self.chair("officer", self.ward_a1)
        self.assertFalse(line.with_user(user).has_access("read"))
        grassroots = self._unit("grassroots_a11", "grassroots", self.ward_a1)
        self.assertTrue(grassroots)
        self.assertIn("70", self._card(self._page(user), "team")["target"])
        values = {"measure": "team", "percent": 60}
        Target.with_user(user).create({**values, "unit_id": self.ward_a1.id})
        for outside in (self.ward_a2, self.province_a, self.env["dlxh.unit"]):
            with self.assertRaises(AccessError):
                Target.with_user(user).create({**values, "unit_id": outside.id})

    def test_missing_in_words(self):
        self.responsible(self.ward_a2, "secretary_in_charge")
        line = next(
            line
            for line in self._page()["missing"]["lines"]
            if line["id"] == self.ward_a2.id
        )
        self.assertEqual(line["above"], "province_a")
        self.assertEqual(line["lacks"][0], "No team or group")
        self.assertIn("Standing member", line["lacks"][1])
        self.assertNotIn("Secretary", line["lacks"][1])

    def test_missing_by_quota(self):
        team = self.row(self.ward_a1).team_id
        team.member_ids[:2].date_to = "2024-12-31"
        self.env["dlxh.coverage"].invalidate_model()
        action = self.coverage(user=self.officer).action_open_units(reason="quota")
        rows = self.coverage(user=self.officer).search(action["domain"])
        self.assertEqual(rows.unit_id, self.ward_a1)
        self.assertIn("2 members too few", rows._missing_lines()[0]["lacks"])

    def test_work_card(self):
        items = self.env["dlxh.work.item"].with_user(self.officer)._items()
        card = next(item for item in items if item.get("key") == "coverage_missing")
        self.assertEqual(card["count"], 1)
        rows = self.coverage(user=self.officer).search(card["action"]["domain"])
        self.assertEqual(rows.unit_id, self.ward_a2)
        self.force(self.ward_a2, 15)
        items = self.env["dlxh.work.item"].with_user(self.officer)._items()
        self.assertFalse([i for i in items if i.get("key") == "coverage_missing"])
        clerk = self.chair("clerk", self.province_a)
        items = self.env["dlxh.work.item"].with_user(clerk)._items()
        self.assertFalse([i for i in items if i.get("key") == "coverage_missing"])

    @freeze_time("2025-06-30")
    def test_queries_do_not_grow_with_units(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._page(date="2025-06-01")
            page = self.cr.sql_log_count - before
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.coverage("2025-06-01", self.officer).web_search_read(
                [], {"unit_id": {"fields": {"display_name": {}}}, "member_count": {}}
            )
            return page, self.cr.sql_log_count - before

        count()
        few = count()
        for number in range(12):
            unit = self._unit(f"ward_{number}", "above_grassroots", self.province_a)
            if number % 2:
                self.force(unit, number)
        many = count()
        self.assertEqual(few, many)
        self.assertLessEqual(many[0], 25)
        self.assertLessEqual(many[1], 6)
