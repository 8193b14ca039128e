from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import DlxhCase


@tagged("post_install", "-at_install")
class TestHome(DlxhCase):
    """Whoever sits in a chair sees his work first."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.home = cls.env.ref("dlxh_collaborator.dlxh_work_item_action_open")
        cls.officers = cls.env.ref("dlxh_collaborator.group_dlxh_officer")

    def test_chair_opens_on_my_work(self):
        for chair in ("collaborator", "officer", "leader", "clerk", "administrator"):
            user = self.chair(chair, self.ward_a1)
            self.assertEqual(user.action_id.id, self.home.id, chair)

    def test_nothing_changes_without_a_chair(self):
        user = new_test_user(self.env, "nobody_here", groups="base.group_user")
        user.group_ids += self.env.ref("base.group_partner_manager")
        self.assertFalse(user.action_id)

    def test_chair_given_later(self):
        user = new_test_user(self.env, "later_here", groups="base.group_user")
        user.write({"group_ids": [Command.link(self.officers.id)]})
        self.assertEqual(user.action_id.id, self.home.id)

    def test_own_choice_is_kept(self):
        own = self.env.ref("base.action_res_users")
        user = new_test_user(self.env, "choosy_here", groups="base.group_user")
        user.action_id = own.id
        user.write({"group_ids": [Command.link(self.officers.id)]})
        self.assertEqual(user.action_id.id, own.id)
