from odoo.tests import tagged

from .common_obligation import ObligationCase

JUNE, JULY = "2026-06-01", "2026-07-01"


@tagged("post_install", "-at_install")
class TestObligationSequence(ObligationCase):
    """The nightly job leaves the numbers of the table alone where nothing is new."""

    def last_value(self):
        self.env.flush_all()
        self.env.cr.execute("SELECT last_value FROM dlxh_obligation_id_seq")
        return self.env.cr.fetchone()[0]

    def test_running_again_draws_no_number(self):
        self.assertTrue(self.generate())
        before = self.last_value()
        self.assertFalse(self.generate())
        self.assertFalse(self.generate())
        self.assertEqual(self.last_value(), before)

    def test_only_what_is_new_draws_a_number(self):
        self.generate()
        before = self.last_value()
        self._unit("Late comer", "above_grassroots", self.province_a)
        self.assertEqual(self.generate(), 2)  # June and July
        self.assertEqual(self.last_value(), before + 2)

    def test_what_is_out_of_step_is_still_brought_in_step(self):
        self.generate()
        self.generate()
        others = self.owed(first=JULY) - self.row(self.ward_a1, JULY)
        places = {owed: owed.tree_path for owed in others}
        self.ward_a1.parent_id = self.province_b
        self.regime.due_days = 7
        self.generate()
        july = self.row(self.ward_a1, JULY)
        self.assertEqual(july.period_direct_id, self.province_b)
        self.assertEqual(july.tree_path, self.ward_a1.parent_path)
        june = self.row(self.ward_a1, JUNE)
        self.assertEqual(june.period_direct_id, self.province_a, "begun")
        self.assertEqual({owed.tree_path for owed in others}, set(places.values()))
        dues = set(self.owed(first=JULY).mapped("due_at"))
        self.assertEqual(dues, {july.due_at}, "the new date is everybody's")

    def test_a_unit_without_one_above_is_in_step_too(self):
        """NULL columns are equal to NULL, not unknown."""
        top = self.make_regime("T-TOP", levels=("central",))
        self.generate(regime=top)
        self.assertFalse(self.row(self.centre, JULY, top).parent_unit_id)
        before = self.last_value()
        self.generate(regime=top)
        self.assertEqual(self.last_value(), before)

    def test_the_cancelled_are_brought_back_by_one_number(self):
        self.generate()
        july = self.row(self.ward_a1, JULY)
        level = self.ward_a1.level_id
        self.regime.level_ids -= level
        self.generate()
        self.assertEqual(july.state, "cancelled")
        self.regime.level_ids += level
        self.generate()
        july.invalidate_recordset()
        self.assertEqual(july.state, "owed")
        self.assertEqual(self.row(self.ward_a1, JULY), july, "the same row")
