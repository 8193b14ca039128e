from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install", "security")
class TestNoChair(TransactionCase):
    """Installing changes nothing for users without a chair."""

    def test_no_menu_without_a_chair(self):
        stranger = new_test_user(self.env, "stranger", groups="base.group_user")
        menus = self.env["ir.ui.menu"].with_user(stranger)._visible_menu_ids()
        ours = self.env["ir.model.data"].search(
            [("model", "=", "ir.ui.menu"), ("module", "=", "dlxh_survey")]
        )
        self.assertTrue(ours)
        self.assertFalse(set(ours.mapped("res_id")) & set(menus))
