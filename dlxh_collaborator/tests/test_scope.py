from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import DlxhCase


@tagged("post_install", "-at_install", "security")
class TestScope(DlxhCase):
    """Search and compute of the territory agree, for every kind of user."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.all_units = (
            cls.centre
            | cls.province_a
            | cls.province_b
            | cls.ward_a1
            | cls.ward_a2
            | cls.ward_b1
            | cls.cell_a11
            | cls.cell_a12
        )

    def _assert_territory(self, user, expected):
        Unit = self.env["dlxh.unit"].with_user(user)
        found = Unit.search([("id", "in", self.all_units.ids)])
        self.assertEqual(found, expected)
        computed = self.all_units.with_user(user).filtered("is_in_scope")
        self.assertEqual(computed, expected, "compute and search must agree")
        outside = Unit.search(
            [("is_in_scope", "=", False), ("id", "in", self.all_units.ids)]
        )
        self.assertFalse(outside, "nothing outside is readable")

    def test_own_and_below_never_beside_or_above(self):
        user = self.chair("officer", self.ward_a1)
        self._assert_territory(user, self.ward_a1 | self.cell_a11 | self.cell_a12)
        user = self.chair("officer", self.province_b)
        self._assert_territory(user, self.province_b | self.ward_b1)
        self._assert_territory(self.chair("leader", self.centre), self.all_units)

    def test_nothing_without_unit(self):
        self._assert_territory(self.chair("officer"), self.env["dlxh.unit"])

    def test_several_units(self):
        user = self.chair("officer", self.ward_a2 | self.ward_b1)
        self._assert_territory(user, self.ward_a2 | self.ward_b1)

    def test_transfer_takes_effect_at_once(self):
        user = self.chair("officer", self.ward_a1)
        self._assert_territory(user, self.ward_a1 | self.cell_a11 | self.cell_a12)
        user.dlxh_unit_ids = [Command.set(self.ward_b1.ids)]
        self._assert_territory(user, self.ward_b1)

    def test_vertical_system_is_limited_to_its_kind(self):
        front = self._unit("front_a", "direct", self.province_a, org_type="front")
        front_ward = self._unit(
            "front_a1", "above_grassroots", self.ward_a1, org_type="front"
        )
        self.all_units |= front | front_ward
        user = self.chair("officer", self.province_a)
        user.dlxh_org_type = "front"
        self._assert_territory(user, front | front_ward)

    def test_own_unit(self):
        user = self.chair("officer", self.province_a)
        own = self.env["dlxh.unit"].with_user(user).search([("is_own_unit", "=", True)])
        self.assertEqual(own, self.province_a)
        self.assertTrue(self.province_a.with_user(user).is_own_unit)
        self.assertFalse(self.ward_a1.with_user(user).is_own_unit)

    def test_level_groups_follow_the_units(self):
        user = self.chair("officer", self.ward_a1)
        prefix = "dlxh_collaborator.group_dlxh_level_"
        self.assertTrue(user.has_group(prefix + "above_grassroots"))
        user.dlxh_unit_ids = [Command.set(self.province_a.ids)]
        self.assertTrue(user.has_group(prefix + "direct"))
        self.assertFalse(user.has_group(prefix + "above_grassroots"))
        user.dlxh_unit_ids = [Command.clear()]
        self.assertFalse(user.has_group(prefix + "direct"))

    def test_only_administrators_change_units(self):
        for chair in ("collaborator", "officer", "leader", "clerk", "inspector"):
            user = self.chair(chair, self.ward_a1)
            with self.assertRaises(AccessError):
                self.ward_a1.with_user(user).write({"name": "Other"})
        user = self.chair("administrator")
        self.ward_a1.with_user(user).write({"name": "Other"})
        self.assertEqual(self.ward_a1.name, "Other")

    def test_one_person_in_two_chairs(self):
        user = self.chair("officer", self.ward_a1)
        clerk = self.env.ref("dlxh_collaborator.group_dlxh_clerk")
        user.dlxh_chair_ids = [Command.link(clerk.id)]
        self.assertTrue(user.has_group("dlxh_collaborator.group_dlxh_officer"))
        self.assertTrue(user.has_group("dlxh_collaborator.group_dlxh_clerk"))
        self.assertTrue(
            user.has_group("dlxh_collaborator.group_dlxh_level_above_grassroots"),
            "the level groups stay",
        )
        user.dlxh_chair_ids = [Command.set(clerk.ids)]
        self.assertFalse(user.has_group("dlxh_collaborator.group_dlxh_officer"))
