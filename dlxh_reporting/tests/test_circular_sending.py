from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models import dlxh_circular_sending_mixin as sending
from .common_circular import DlxhCircularCase


@tagged("post_install", "-at_install")
class TestCircularSending(DlxhCircularCase):
    """Thousands of deliveries: in batches, in background, nobody twice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.many = [
            cls._unit(f"many_{n}", "above_grassroots", cls.province_b)
            for n in range(60)
        ]
        cls.total = 61  # with ward_b1

    def setUp(self):
        super().setUp()
        self.enterContext(patch.object(sending, "AT_ONCE", 5))
        self.enterContext(patch.object(sending, "BATCH", 25))

    def begun(self, **values):
        circular = self.signed(self.province_b, **values)
        circular.action_send()
        return circular

    def test_in_background(self):
        triggers = self.env["ir.cron.trigger"]
        cron = self.env.ref("dlxh_reporting.ir_cron_circular_send")
        before = triggers.search_count([("cron_id", "=", cron.id)])
        circular = self.begun()
        self.assertEqual(circular.state, "sending")
        self.assertEqual(triggers.search_count([("cron_id", "=", cron.id)]), before + 1)
        self.assertEqual((circular.delivery_count, circular.handed_out_count), (61, 0))
        # queued ones are seen by nobody yet
        self.assertFalse(self.delivery(circular, self.ward_b1).search([]))
        calls = self.run_cron("dlxh.circular", "_cron_send")
        self.assertEqual([call.args[0] for call in calls], [25, 25, 11])
        self.assertEqual([call.kwargs["remaining"] for call in calls], [36, 11, 0])
        self.env.invalidate_all()
        self.assertEqual(circular.state, "sent")
        self.assertTrue(circular.delivered_at)
        self.assertEqual(circular.sending_progress, 100)
        self.assertFalse(self.run_cron("dlxh.circular", "_cron_send"))

    def test_progress_is_seen(self):
        circular = self.begun()
        cron = type(self.env["ir.cron"])
        with patch.object(cron, "_commit_progress", return_value=0):  # out of time
            self.env["dlxh.circular"].sudo()._cron_send()
        self.env.invalidate_all()
        self.assertEqual(circular.state, "sending")
        self.assertEqual(circular.handed_out_count, 25)
        self.assertEqual(circular.sending_progress, 40)

    @mute_logger("odoo.addons.dlxh_reporting.models.dlxh_circular_sending_mixin")
    def test_a_worker_dies_in_between(self):
        circular = self.begun(report_due="2100-01-01")
        deliveries = type(self.env["dlxh.circular.delivery"])
        make = deliveries._make_obligations
        done = []

        def dying(records):
            done.append(len(records))
            result = make(records)
            if len(done) == 2:
                raise RuntimeError("the worker dies after half of its work")
            return result

        with patch.object(deliveries, "_make_obligations", dying):
            self.run_cron("dlxh.circular", "_cron_send")
        self.env.invalidate_all()
        self.assertEqual(circular.handed_out_count, 25)
        obligations = self.env["dlxh.obligation"]
        owed = [("circular_id", "=", circular.id)]
        self.assertEqual(obligations.search_count(owed), 25)
        first = circular.sudo().delivery_ids.filtered("sent_at")
        moments = dict(zip(first.ids, first.mapped("sent_at"), strict=True))
        self.run_cron("dlxh.circular", "_cron_send")
        self.env.invalidate_all()
        self.assertEqual(circular.state, "sent")
        self.assertEqual(circular.handed_out_count, self.total)
        self.assertEqual(len(circular.sudo().delivery_ids.unit_id), self.total)
        self.assertEqual(obligations.search_count(owed), self.total)
        self.assertEqual({one.id: one.sent_at for one in first}, moments)

    @mute_logger("odoo.addons.dlxh_reporting.models.dlxh_circular_sending_mixin")
    def test_one_that_fails_does_not_stop_the_others(self):
        bad, good = self.begun(), self.begun()
        deliveries = type(self.env["dlxh.circular.delivery"])
        hand_out = deliveries._hand_out

        def failing(records):
            if records.circular_id == bad.sudo():
                raise RuntimeError("broken")
            return hand_out(records)

        with patch.object(deliveries, "_hand_out", failing):
            self.run_cron("dlxh.circular", "_cron_send")
        self.env.invalidate_all()
        self.assertEqual((bad.state, good.state), ("sending", "sent"))

    def test_sending_twice_adds_nothing(self):
        circular = self.begun()
        flow = circular.sudo()._approval_flow()
        self.assertEqual(flow._queue_deliveries(), self.total)
        self.assertEqual(circular.delivery_count, self.total)
        with self.assertRaises(UserError):
            circular.action_send()

    def test_withdrawn_while_it_is_sent(self):
        circular = self.begun()
        cron = type(self.env["ir.cron"])

        def withdraw(*_args, **_kwargs):
            if circular.state == "sending":
                circular.action_withdraw("Sent by mistake")
            return 60.0

        with patch.object(cron, "_commit_progress", side_effect=withdraw):
            self.env["dlxh.circular"].sudo()._cron_send()
        self.env.invalidate_all()
        self.assertEqual(circular.state, "withdrawn")
        self.assertEqual(circular.handed_out_count, 25)

    def test_the_audience_is_that_of_the_moment(self):
        circular = self.begun()
        self._unit("came_later", "above_grassroots", self.province_b)
        self.run_cron("dlxh.circular", "_cron_send")
        self.env.invalidate_all()
        self.assertEqual(circular.handed_out_count, self.total)

    def queries_of_batch(self, circular, size):
        flow = circular.sudo()._approval_flow()
        with patch.object(sending, "BATCH", size):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(flow._send_batch(), size)
            return self.env.cr.sql_log_count - before

    def test_queries_do_not_grow(self):
        """A batch costs the same for ten units and for forty, with reports owed."""
        for values in ({}, {"must_relay": True, "report_due": "2100-01-01"}):
            circular = self.begun(**values)
            self.queries_of_batch(circular, 2)  # fill the caches of the registry
            few = self.queries_of_batch(circular, 10)
            many = self.queries_of_batch(circular, 40)
            with self.subTest(values=values):
                self.assertEqual(few, many)
                self.assertLess(many, 30)

    def test_queueing_is_one_statement(self):
        small, large = self.signed(self.province_a), self.signed(self.province_b)

        def queries(circular):
            flow = circular.sudo()._approval_flow()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            flow._queue_deliveries()
            return self.env.cr.sql_log_count - before

        queries(self.signed(self.ward_a1))
        self.assertEqual(queries(small), queries(large))
