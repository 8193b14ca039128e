from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_bulk import BulkCase


@tagged("post_install", "-at_install", "security")
class TestContactGuard(BulkCase):
    """Nobody gets into an account by changing the e-mail behind it."""

    def _is_refused(self, user, partner, **values):
        """Whether writing is refused and leaves the contact as it was."""
        before = partner.sudo().read(["name", "email", "phone"])
        try:
            with self.env.cr.savepoint():
                partner.with_user(user).write(values)
        except AccessError:
            partner.invalidate_recordset()
            return partner.sudo().read(["name", "email", "phone"]) == before
        return False

    def test_contacts_of_other_chairs(self):
        for chair in ("officer", "leader", "clerk", "inspector", "administrator"):
            victim = self.chair(chair, self.ward_a1)
            for values in ({"email": "mine@x.vn"}, {"phone": "0900000001"}):
                self.assertTrue(
                    self._is_refused(self.officer, victim.partner_id, **values)
                )
            victim.active = False  # the stock looks at open accounts only
            self.assertTrue(
                self._is_refused(self.officer, victim.partner_id, email="mine@x.vn")
            )

    def test_the_same_through_the_collaborator(self):
        victim = self.chair("leader", self.ward_a1)
        person = self.collaborator(self.ward_a1, user=victim)
        before = victim.email
        with self.assertRaises(AccessError):
            person.with_user(self.officer).email = "mine@x.vn"
        self.env.invalidate_all()
        self.assertEqual((victim.email, person.email), (before, before))

    def test_officer_keeps_contacts_of_his_collaborators(self):
        person = self.person(self.cell_a11)
        user = self.account(person, used=True)
        person.with_user(self.officer).phone = "0900000001"
        person.partner_id.with_user(self.officer).write(
            {"email": "an@x.vn", "name": "Nguyễn Văn Anh"}
        )
        self.assertEqual((user.email, user.login), ("an@x.vn", "0912345678"))
        line = self.env["dlxh.access.log"].search([("action", "=", "reset")], limit=1)
        self.assertEqual(line.model, "res.partner")
        self.assertTrue(
            self._is_refused(self.province_officer, person.partner_id, email="up@x.vn")
        )
        beside = self.chair("officer", self.ward_a2)
        self.assertTrue(
            self._is_refused(beside, person.partner_id, email="beside@x.vn")
        )

    def test_own_contact_administrator_and_people_without_account(self):
        self.officer.partner_id.with_user(self.officer).phone = "0900000001"
        admin = self.chair("administrator")
        self.officer.partner_id.with_user(admin).email = "officer@x.vn"
        guest = self.env["res.partner"].create({"name": "Guest"})
        guest.with_user(self.officer).email = "guest@x.vn"
        self.assertEqual(guest.email, "guest@x.vn")

    def test_contacts_with_accounts_are_not_merged(self):
        victim = self.chair("leader", self.ward_a1)
        mine = self.env["res.partner"].create({"name": "Mine"})
        wizard = self.env["base.partner.merge.automatic.wizard"]
        with self.assertRaises(AccessError):
            wizard.with_user(self.officer).create({})._merge(
                (mine | victim.partner_id).ids, mine
            )
        self.env.invalidate_all()
        self.assertTrue(victim.partner_id.exists())
        self.assertNotEqual(victim.partner_id, mine)
        self.assertEqual(mine.name, "Mine")

    def test_no_query_per_partner(self):
        partners = self.env["res.partner"].create(
            [{"name": f"Guest {number}"} for number in range(30)]
        )
        self.env.flush_all()
        partners[:2].with_user(self.officer).write({"phone": "1"})
        before = self.env.cr.sql_log_count
        partners.with_user(self.officer).write({"phone": "2"})
        self.env.flush_all()
        self.assertLessEqual(self.env.cr.sql_log_count - before, 12)
