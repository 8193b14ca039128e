from odoo.tests import TransactionCase, new_test_user, tagged

from odoo.addons.dlxh_collaborator.tests.common import our_menus


@tagged("post_install", "-at_install", "security")
class TestNoChair(TransactionCase):
    """Installing changes nothing for users without a chair."""

    def test_no_menu_without_a_chair(self):
        stranger = new_test_user(self.env, "stranger", groups="base.group_user")
        ours, seen = our_menus(stranger)
        self.assertTrue(ours)
        self.assertFalse(seen)
