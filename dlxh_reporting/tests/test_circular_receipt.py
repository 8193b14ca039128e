import importlib.util
from datetime import timedelta
from pathlib import Path

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .. import circular as plain
from .common_circular import DlxhCircularCase, as_told

SCRIPT = Path(__file__).resolve().parents[1] / "migrations/19.0.1.2.0/pre-receipt.py"


@tagged("post_install", "-at_install")
class TestCircularReceipt(DlxhCircularCase):
    """A unit without an account: the officer above records that it took note."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the cell a11 has an officer of its own, the cell a12 has nobody
        deadline = fields.Datetime.now() + timedelta(days=2)
        cls.sent_one = cls.sent(must_relay=True, deadline=deadline)
        cls.delivery(cls.sent_one, cls.ward_a1).action_relay()
        cls.officer = cls.officers[cls.ward_a1]
        cls.cell = cls.delivery(cls.sent_one, cls.cell_a12, cls.officer)
        cls.attended = cls.delivery(cls.sent_one, cls.cell_a11, cls.officer)

    def dialog(self, deliveries, **values):
        action = deliveries.action_open_receipt()
        dialogs = self.env["dlxh.circular.receipt"].with_user(deliveries.env.user)
        return dialogs.with_context(**action["context"]).create(values)

    def test_the_officer_above_records_that_it_took_note(self):
        self.assertTrue(self.cell.can_record)
        with freeze_time(fields.Datetime.now() + timedelta(hours=3)):
            told = fields.Datetime.now() - timedelta(hours=1)
            self.dialog(self.cell, at=told).action_confirm()
            self.assertEqual(self.cell.recorded_at, fields.Datetime.now())
        self.assertEqual(self.cell.state, "acknowledged")
        self.assertEqual(self.cell.acknowledged_at, told)
        self.assertEqual(self.cell.received_at, told)
        self.assertEqual(self.cell.recorded_by_id, self.officer)
        # who recorded it neither opened nor acknowledged it
        self.assertFalse(self.cell.received_by_id or self.cell.acknowledged_by_id)
        self.assertTrue(self.cell.is_on_behalf)
        self.assertFalse(self.cell.can_record)

    def test_that_it_only_received_it(self):
        self.dialog(self.cell, step="received").action_confirm()
        self.assertEqual(self.cell.state, "received")
        self.assertEqual(self.cell.recorded_by_id, self.officer)
        self.assertFalse(self.cell.received_by_id)
        self.assertFalse(self.cell.acknowledged_at)
        self.assertTrue(self.cell.is_on_behalf)
        self.assertEqual(self._behalf(), (1, 0))
        with freeze_time(fields.Datetime.now() + timedelta(days=1)):
            first = self.cell.received_at
            self.dialog(self.cell).action_confirm()
        self.assertEqual(self.cell.received_at, first)
        self.assertTrue(self.cell.is_on_behalf)
        self.assertEqual(self._behalf(), (1, 1))

    def _behalf(self):
        """How many receipts and acknowledgements the level above recorded."""
        rate = self.env["dlxh.circular.rate"].with_user(self.officers[self.province_a])
        rates = rate._rates([("circular_id", "=", self.sent_one.id)])[()]
        return rates.received_on_behalf, rates.on_behalf

    def test_what_the_unit_does_itself_is_its_own(self):
        """Its receipt was recorded; then it got an account and took note itself."""
        self.cell.action_record(step="received")
        officer = self.chair("officer", self.cell_a12)
        self.delivery(self.sent_one, self.cell_a12, officer).action_acknowledge()
        self.assertEqual(self.cell.acknowledged_by_id, officer)
        self.assertEqual(self._behalf(), (1, 0))

    def test_it_counts_and_is_counted_apart(self):
        self.delivery(
            self.sent_one, self.cell_a11, self.cell_officer
        ).action_acknowledge()
        self.dialog(self.cell).action_confirm()
        rate = self.env["dlxh.circular.rate"].with_user(self.officers[self.province_a])
        domain = [("circular_id", "=", self.sent_one.id)]
        rates = rate._rates(domain)[()]
        self.assertEqual((rates.acknowledged, rates.on_behalf), (2, 1))
        self.assertEqual(rates.on_behalf_share, 50)
        # the ward opened it when it passed it on
        self.assertEqual((rates.received, rates.received_on_behalf), (3, 1))
        shares = ["on_behalf_share:avg", "received_on_behalf_share:avg"]
        [(share, received)] = rate._read_group(domain, [], shares)
        self.assertAlmostEqual(share, 50)
        self.assertAlmostEqual(received, rates.received_on_behalf_share)
        self.assertEqual(
            rate.search([*domain, ("on_behalf", ">", 0)]).unit_id, self.cell_a12
        )
        deliveries = self.sent_one.sudo().delivery_ids
        self.assertEqual(
            rates,
            plain.of(
                as_told(
                    one,
                    one.is_on_behalf and not one.acknowledged_by_id,
                    one.is_on_behalf and not one.received_by_id,
                )
                for one in deliveries
            ),
        )

    def test_several_at_once(self):
        cells = self.env["dlxh.unit"].union(
            *(self._unit(f"cell_{n}", "cell", self.ward_a1) for n in range(3))
        )
        self.delivery(self.sent_one, self.ward_a1).action_relay()
        deliveries = self.env["dlxh.circular.delivery"].with_user(self.officer)
        waiting = deliveries.search(
            [("circular_id", "=", self.sent_one.id), ("is_unattended", "=", True)]
        )
        self.assertEqual(waiting.unit_id, cells | self.cell_a12)
        self.dialog(waiting).action_confirm()
        self.assertEqual(set(waiting.mapped("state")), {"acknowledged"})
        # what is done already is left as it is
        before = self.cell.acknowledged_at
        with freeze_time(fields.Datetime.now() + timedelta(hours=1)):
            waiting.action_record()
        self.assertEqual(self.cell.acknowledged_at, before)

    def test_a_unit_with_an_account_does_it_itself(self):
        self.assertFalse(self.attended.can_record)
        self.assertFalse(self.attended.is_unattended)
        for both in (self.attended, self.attended | self.cell):
            with self.assertRaises(UserError) as refused:
                both.action_record()
            self.assertIn("cell_a11", str(refused.exception))
        self.assertFalse(self.cell.acknowledged_at)
        # an account that was closed, or of a chair that does not receive, is none
        self.cell_officer.active = False
        self.chair("clerk", self.cell_a11)
        self.attended.invalidate_recordset(["is_unattended"])
        self.assertTrue(self.attended.is_unattended)
        self.attended.action_record()
        self.assertTrue(self.attended.is_on_behalf)

    def test_whoever_sits_elsewhere_records_nothing(self):
        for user in (
            self.leaders[self.ward_a1],
            self.clerk,
            self.reader,
            self.officers[self.ward_a2],
            self.officers[self.province_b],
            self.cell_officer,
            self.chair("inspector", self.ward_a1),
            self.chair("officer"),
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.cell.with_user(user).action_record()
        self.assertFalse(self.cell.sudo().acknowledged_at)
        own = self.delivery(self.sent_one, self.ward_a1)
        with self.assertRaises(AccessError):
            own.action_record()

    def test_a_level_further_up_may(self):
        self.cell.with_user(self.officers[self.province_a]).action_record()
        self.assertTrue(self.cell.is_on_behalf)

    def test_an_officer_of_a_vertical_keeps_to_it(self):
        vertical = self.chair("officer", self.province_a)
        vertical.dlxh_org_type = "front"
        with self.assertRaises(AccessError):
            self.cell.with_user(vertical).action_record()

    def test_when(self):
        now = fields.Datetime.now()
        with self.assertRaises(UserError) as refused:
            self.cell.action_record(now + timedelta(hours=1))
        self.assertIn("in the future", str(refused.exception))
        with self.assertRaises(UserError) as refused:
            self.cell.action_record(now - timedelta(days=1))
        self.assertIn("before", str(refused.exception))
        # a clock that shows minutes only
        self.cell.action_record(self.cell.sent_at.replace(second=0))
        self.assertEqual(self.cell.acknowledged_at, self.cell.sent_at)

    def test_what_is_no_moment_is_refused(self):
        for junk in ("yesterday", "2026-13-40 10:00:00", 5, True, {"a": 1}, ["x"]):
            with self.subTest(junk=junk), self.assertRaises(UserError) as refused:
                self.cell.action_record(junk)
            self.assertIn("is not a date and time", str(refused.exception))
        self.assertFalse(self.cell.received_at)
        self.cell.action_record(fields.Datetime.to_string(fields.Datetime.now()))
        self.assertEqual(self.cell.state, "acknowledged")

    def test_closed(self):
        self.sent_one.action_close()
        with self.assertRaises(UserError) as refused:
            self.cell.action_record()
        self.assertIn("is closed", str(refused.exception))

    def test_not_typed_in(self):
        for values in ({"is_on_behalf": True}, {"recorded_at": fields.Datetime.now()}):
            with self.subTest(values=values), self.assertRaises(UserError):
                self.cell.sudo().write(values)
        with self.assertRaises(UserError):
            self.cell.action_record(step="relayed")

    def test_card(self):
        items = self.env["dlxh.work.item"]
        cards = items.with_user(self.officer)._circular_cards()
        card = next(c for c in cards if c and c["name"] == "Acknowledgements to record")
        self.assertEqual(card["count"], 1)
        found = self.env["dlxh.circular.delivery"].with_user(self.officer)
        self.assertEqual(found.search(card["action"]["domain"]), self.cell)
        province = items.with_user(self.officers[self.province_a])
        names = {c["name"] for c in province._circular_cards() if c}
        self.assertNotIn("Acknowledgements to record", names)

    def test_a_dialog_of_others_deliveries(self):
        dialogs = self.env["dlxh.circular.receipt"].with_user(
            self.officers[self.ward_b1]
        )
        with self.assertRaises(AccessError):
            dialogs.create(
                {"delivery_ids": [Command.set(self.cell.ids)]}
            ).action_confirm()

    def test_queries_do_not_grow(self):
        for number in range(8):
            self._unit(f"cell_q{number}", "cell", self.ward_a1)
        self.delivery(self.sent_one, self.ward_a1).action_relay()
        domain = [("circular_id", "=", self.sent_one.id), ("is_own_unit", "=", False)]
        deliveries = self.env["dlxh.circular.delivery"].with_user(self.officer)
        names = ["is_unattended", "can_record", "can_acknowledge"]

        def count(limit):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            deliveries.search(domain, limit=limit).read(names)
            return self.cr.sql_log_count - before

        count(2)
        self.assertEqual(count(2), count(9))

        def record(number):
            waiting = deliveries.search(
                [*domain, ("acknowledged_at", "=", False), ("is_unattended", "=", True)]
            )[:number]
            self.assertEqual(len(waiting), number)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            waiting.action_record()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        record(1)
        self.assertEqual(record(2), record(6))

    def test_migration(self):
        self.env.flush_all()
        self.cr.execute("ALTER TABLE dlxh_circular_delivery DROP COLUMN is_on_behalf")
        spec = importlib.util.spec_from_file_location("pre_receipt", SCRIPT)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        script.migrate(self.cr, "19.0.1.1.0")
        script.migrate(self.cr, "19.0.1.1.0")  # as after an interruption
        self.cr.execute(
            "SELECT COUNT(*) FROM dlxh_circular_delivery"
            " WHERE is_on_behalf IS NOT FALSE"
        )
        self.assertEqual(self.cr.fetchone()[0], 0)
