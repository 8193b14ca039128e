from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common_circular import DlxhCircularCase


@tagged("post_install", "-at_install")
class TestCircularObligation(DlxhCircularCase):
    """A circular that demands a report makes the addressed units owe one."""

    def asking(self, **values):
        due = fields.Date.context_today(self.env.user) + timedelta(days=10)
        return self.sent(report_due=due, **values)

    def owed(self, circular):
        return self.env["dlxh.obligation"].search([("circular_id", "=", circular.id)])

    def answer(self, delivery):
        """The report that the unit writes from the delivery."""
        action = delivery.action_write_report()
        reports = self.env["dlxh.report"].with_user(delivery.env.user)
        form = Form(reports.with_context(**action["context"]))
        form.is_nil = True
        report = form.save()
        self.assertEqual(report.circular_id, delivery.circular_id)
        self.assertEqual(delivery.action_write_report()["res_id"], report.id)
        return report

    def test_each_addressed_unit_owes_one(self):
        circular = self.asking(must_relay=True)
        owed = self.owed(circular)
        self.assertEqual(owed.unit_id, self.ward_a1 | self.ward_a2)
        one = owed[0]
        self.assertEqual(one.state, "owed")
        self.assertEqual(one.parent_unit_id, self.province_a)
        self.assertEqual(one.period_direct_id, self.province_a)
        self.assertEqual(one.tree_path, one.unit_id.parent_path)
        self.assertEqual(one.date_to, circular.report_due)
        self.assertIn(circular.document_code, one._label())
        # the last second of the day in Vietnam
        self.assertEqual(f"{one.due_at:%H:%M:%S}", "16:59:59")
        self.assertEqual(one.due_at.date(), circular.report_due)
        # who only gets it passed on owes nothing
        self.delivery(circular, self.ward_a1).action_relay()
        self.assertEqual(self.owed(circular), owed)
        self.assertEqual(circular.report_owed_count, 2)

    def test_no_report_no_obligation(self):
        self.assertFalse(self.owed(self.sent()))

    def test_sending_the_report_fulfils_it(self):
        circular = self.asking()
        delivery = self.delivery(circular, self.ward_a1)
        report = self.answer(delivery)
        self.assertEqual(report.report_type, "thematic")
        self.send(report)
        owed = self.owed(circular).filtered(lambda one: one.unit_id == self.ward_a1)
        self.assertEqual(owed.state, "submitted")
        self.assertEqual(owed.report_id, report.with_env(self.env))
        self.assertTrue(owed.is_on_time)
        self.assertEqual(len(owed.event_ids), 1)
        delivery.invalidate_recordset(["obligation_state"])  # as in a new request
        self.assertEqual(delivery.obligation_state, "submitted")
        rate = self.env["dlxh.circular.rate"].with_user(self.officers[self.province_a])
        rows = rate.search([("circular_id", "=", circular.id)])
        self.assertEqual(sum(rows.mapped("report_owed")), 2)
        self.assertEqual(sum(rows.mapped("reported")), 1)
        reporting = self.env["dlxh.reporting.rate"].with_user(
            self.officers[self.province_a]
        )
        counted = reporting._rates([("id", "in", self.owed(circular).ids)])
        self.assertEqual((counted.expected, counted.actual), (2, 1))

    def test_returned_and_received(self):
        circular = self.asking()
        report = self.send(self.answer(self.delivery(circular, self.ward_a1)))
        above = report.with_user(self.officers[self.province_a])
        owed = self.owed(circular).filtered(lambda one: one.unit_id == self.ward_a1)
        above.action_receive()
        self.assertEqual(owed.state, "accepted")
        above.action_return_sent("The annex lacks")
        self.assertEqual(owed.state, "returned")
        self.assertFalse(owed.is_submitted)

    def test_withdrawing_ends_what_is_open(self):
        circular = self.asking()
        self.send(self.answer(self.delivery(circular, self.ward_a1)))
        circular.action_withdraw("Asked for elsewhere")
        states = {one.unit_id: one.state for one in self.owed(circular)}
        self.assertEqual(states, {self.ward_a1: "submitted", self.ward_a2: "cancelled"})

    def test_others_do_not_answer(self):
        delivery = self.delivery(self.asking(), self.ward_a1)
        with self.assertRaises(AccessError):
            delivery.with_user(self.officers[self.ward_a2]).action_write_report()

    def test_a_report_names_only_a_circular_that_may_be_read(self):
        foreign = self.sent(self.province_b)
        with self.assertRaises(AccessError):
            self.report(self.ward_a1, circular_id=foreign.id)
