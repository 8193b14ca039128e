from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from .common import DlxhCase


@tagged("post_install", "-at_install")
class TestHome(DlxhCase, HttpCase):
    """Whoever sits in a chair sees his work first, as long as he sits there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.home = cls.env.ref("dlxh_collaborator.dlxh_work_item_action_open")
        cls.officers = cls.env.ref("dlxh_collaborator.group_dlxh_officer")

    def opens_on(self, user):
        """The action that the web client is told to open first."""
        self.env.flush_all()
        self.authenticate(user.login, user.login)
        return self.make_jsonrpc_request("/web/session/get_session_info")[
            "home_action_id"
        ]

    def plain_user(self):
        return new_test_user(self.env, "begins_here", groups="base.group_user")

    def test_chair_opens_on_my_work(self):
        for chair in ("collaborator", "officer", "leader", "clerk", "administrator"):
            user = self.chair(chair, self.ward_a1)
            self.assertEqual(self.opens_on(user), self.home.id, chair)

    def test_nothing_changes_without_a_chair(self):
        user = self.plain_user()
        user.group_ids += self.env.ref("base.group_partner_manager")
        self.assertFalse(self.opens_on(user))

    def test_chair_given_and_taken_away(self):
        user = self.plain_user()
        user.group_ids += self.officers
        self.assertEqual(self.opens_on(user), self.home.id)
        user.group_ids -= self.officers
        self.assertFalse(self.opens_on(user), "the page would refuse him")

    def test_chair_given_and_taken_away_in_the_form_of_the_group(self):
        user = self.plain_user()
        self.officers.write({"user_ids": [Command.link(user.id)]})
        self.assertEqual(self.opens_on(user), self.home.id)
        self.officers.write({"user_ids": [Command.unlink(user.id)]})
        self.assertFalse(self.opens_on(user))

    def test_chair_taken_away_from_who_had_the_page_set(self):
        user = self.plain_user()
        user.group_ids += self.officers
        user.action_id = self.home.id
        self.assertEqual(self.opens_on(user), self.home.id)
        user.group_ids -= self.officers
        self.assertFalse(self.opens_on(user))

    def test_own_choice_is_kept(self):
        own = self.env.ref("base.action_res_users")
        user = self.plain_user()
        user.action_id = own.id
        user.group_ids += self.officers
        self.assertEqual(self.opens_on(user), own.id)
        user.group_ids -= self.officers
        self.assertEqual(self.opens_on(user), own.id)
