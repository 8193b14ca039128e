import contextlib
from datetime import date

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tests import tagged

from .common import DlxhCase


@tagged("post_install", "-at_install")
class TestUnit(DlxhCase):
    """The tree: order of levels, areas, stored ancestors, validity dates."""

    def test_level_order(self):
        with self.assertRaises(ValidationError):
            self._unit("odd", "direct", self.ward_a1)
        with self.assertRaises(ValidationError):
            self.ward_a1.level_id = self.province_a.level_id
        with self.assertRaises(ValidationError, msg="its cells would be as high"):
            self.ward_a1.level_id = self.cell_a11.level_id
        front = self._unit("front", "direct", self.province_a, org_type="front")
        self.assertEqual(front.parent_id, self.province_a)

    def test_stored_ancestors_topmost_wins(self):
        self.assertEqual(self.cell_a11.direct_unit_id, self.province_a)
        self.assertEqual(self.cell_a11.above_unit_id, self.ward_a1)
        self.assertFalse(self.centre.direct_unit_id)
        front = self._unit("front", "direct", self.province_a, org_type="front")
        self.assertEqual(front.direct_unit_id, self.province_a)
        self.cell_a11.parent_id = self.ward_b1
        self.assertEqual(self.cell_a11.direct_unit_id, self.province_b)

    def test_small_units_are_no_area(self):
        self.assertEqual(self.cell_a11._area(), self.ward_a1)
        self.ward_a1.headcount = 29
        self.assertEqual(self.cell_a11._area(), self.province_a)
        self.ward_a1.headcount = 30
        self.assertEqual(self.cell_a11._area(), self.ward_a1)

    def test_open_on(self):
        self.cell_a11.date_close = "2024-06-30"
        self.assertTrue(self.cell_a11._is_open_on(date(2024, 6, 30)))
        self.assertFalse(self.cell_a11._is_open_on(date(2024, 7, 1)))
        Unit = self.env["dlxh.unit"]
        for period, open_ in (
            ((date(2024, 6, 1), date(2024, 6, 30)), True),
            ((date(2024, 7, 1), date(2024, 7, 31)), False),
            ((date(2019, 1, 1), date(2019, 12, 31)), False),
        ):
            found = Unit.search(
                Unit._open_on_domain(*period) & Domain("id", "=", self.cell_a11.id)
            )
            self.assertEqual(bool(found), open_, period)

    def test_the_top_of_the_tree_is_known_as_the_transaction_sees_it(self):
        Unit = self.env["dlxh.unit"].with_context(active_test=False)
        seats = Unit.search([("parent_id", "=", False)])
        self.assertTrue(seats._is_whole_tree())
        other = self._unit("another_root", "direct")
        self.assertFalse(seats._is_whole_tree(), "made")
        with contextlib.suppress(ValueError), self.env.cr.savepoint():
            other.parent_id = self.centre
            self.assertTrue(seats._is_whole_tree(), "hung below")
            raise ValueError
        self.assertFalse(other.parent_id)
        self.assertFalse(seats._is_whole_tree(), "the move was taken back")

    def test_the_top_of_the_tree_is_asked_for_once(self):
        seats = self.env["dlxh.unit"].browse(self.env["dlxh.unit"]._root_ids())
        seats.mapped("parent_id")
        with self.assertQueryCount(0):
            self.assertEqual(
                [seats._is_whole_tree() for _twice in range(2)], [True] * 2
            )

    def test_cycle_and_deletion_are_refused(self):
        with self.assertRaises(UserError):
            self.province_a.parent_id = self.cell_a11
        with self.assertRaises(UserError):
            self.cell_a11.unlink()

    def test_list_costs_a_constant_number_of_queries(self):
        user = self.chair("officer", self.centre)
        specification = {"name": {}, "level_id": {"fields": {"display_name": {}}}}

        def queries():
            self.env.invalidate_all()
            Unit = self.env["dlxh.unit"].with_user(user)
            before = self.env.cr.sql_log_count
            Unit.web_search_read([], specification, limit=80)
            return self.env.cr.sql_log_count - before

        queries()
        few = queries()
        for number in range(40):
            self._unit(f"ward_x{number}", "above_grassroots", self.province_a)
        self.assertEqual(queries(), few)
