from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_bulk import BulkCase


@tagged("post_install", "-at_install")
class TestCollaboratorMerge(BulkCase):
    """Duplicates are found in the territory; merging loses nothing."""

    def setUp(self):
        super().setUp()
        self.one = self.person(self.ward_a1, "0912345678", "Nguyễn Văn An")
        self.two = self.person(self.cell_a11, "+84912345678", "NGUYEN VAN AN")

    def _find(self, user=None):
        Duplicate = self.env["dlxh.collaborator.duplicate"]
        Duplicate = Duplicate.with_user(user or self.officer)
        action = Duplicate.action_find()
        self.assertEqual(action["res_model"], Duplicate._name)
        return Duplicate.search([])

    def test_found_and_merged_with_all_that_hangs_on_it(self):
        self.two.write({"position": "Bí thư", "is_rapporteur": True})
        old = self.seat(self.two, self.ward_a1, date_to="2025-05-31")
        new = self.seat(self.one, self.ward_a1, "2025-06-01")
        line = self._find()
        self.assertEqual(line.reason, "contact")
        self.assertEqual(line.collaborator_ids, self.one | self.two)
        line.target_id = self.one
        line.action_merge()
        self.assertEqual(self.one.membership_ids, old | new)
        self.assertEqual((self.one.position, self.one.is_rapporteur), ("Bí thư", True))
        self.assertFalse(self.two.active)
        self.assertEqual(self.two.merged_into_id, self.one)
        self.assertFalse(self._find())
        log = self.env["dlxh.access.log"].search([("action", "=", "merge")], limit=1)
        self.assertEqual(log.user_id, self.officer)
        self.assertIn("NGUYEN VAN AN", self.one.message_ids[0].body)

    def test_every_link_moves(self):
        """Whatever model links to a collaborator: nothing is left behind."""
        links = list(self.env["dlxh.collaborator"]._fields_to_collaborator())
        names = {(model._name, field.name) for model, field in links}
        self.assertIn(("dlxh.team.member", "collaborator_id"), names)
        self.seat(self.two, self.ward_a1)
        self.two._merge_into(self.one)
        self.env.flush_all()
        for model, field in links:
            if field.type == "many2one":
                left = (
                    model.sudo()
                    .with_context(active_test=False)
                    .search_count([(field.name, "=", self.two.id)])
                )
                self.assertFalse(left, (model._name, field.name))

    def test_namesakes_are_told_apart_by_the_workplace(self):
        shown = self.two.with_user(self.officer).with_context(dlxh_with_place=1)
        self.assertEqual(shown.display_name, "NGUYEN VAN AN – cell_a11")
        beside = self.chair("officer", self.ward_a2)
        hidden = self.two.with_user(beside).sudo().with_context(dlxh_with_place=1)
        self.assertNotIn("NGUYEN", hidden.display_name)

    def test_overlapping_seats_are_refused(self):
        self.seat(self.one, self.ward_a1)
        self.seat(self.two, self.ward_a1, "2025-06-01")
        line = self._find()
        with self.assertRaisesRegex(UserError, "01/06/2025"):
            line.action_merge()
        self.assertTrue(self.two.active)
        self.assertEqual(len(self.two.membership_ids), 1)

    def test_the_record_with_the_account_is_kept(self):
        user = self.account(self.two)
        line = self._find()
        self.assertEqual(line.target_id, self.two)
        line.target_id = self.one
        with self.assertRaises(UserError):
            line.action_merge()
        line.target_id = self.two
        line.action_merge()
        self.assertEqual(self.two.user_id, user)
        self.assertTrue(user.active)

    def test_two_accounts_are_refused(self):
        self.account(self.two)
        self.one.partner_id.phone = "0900000001"
        self.account(self.one)
        with self.assertRaisesRegex(UserError, "0900000001"):
            self.two._merge_into(self.one)

    def test_a_seat_above_is_not_taken_over(self):
        """Merging a stranger into a friend would hand him the seat."""
        self.seat(self.two, self.province_a)
        line = self._find()
        line.target_id = self.one
        with self.assertRaises(UserError):
            line.action_merge()
        line = self._find(self.province_officer)
        line.target_id = self.one
        line.action_merge()
        self.assertEqual(self.one.team_ids.unit_id, self.province_a)

    def test_only_in_the_territory_and_by_officers(self):
        beside = self.chair("officer", self.ward_a2)
        self.assertFalse(self._find(beside))
        line = self._find()
        self.assertFalse(line.with_user(beside).has_access("read"))
        for chair in ("collaborator", "leader", "clerk", "administrator"):
            with self.assertRaises(AccessError):
                self._find(self.chair(chair, self.ward_a1))
        self.two.unit_id = self.ward_a2
        with self.assertRaises(UserError):  # the other record is not even seen
            line.action_merge()

    def test_constant_queries(self):
        self._find()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._find()
        few = self.env.cr.sql_log_count - before
        for number in range(20):
            for unit in (self.ward_a1, self.cell_a12):
                self.person(unit, f"09000{number:05d}", f"Người {number}")
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.assertEqual(len(self._find()), 21)
        self.assertLessEqual(self.env.cr.sql_log_count - before, few + 6)
