import io
import random
from datetime import timedelta

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo import fields
from odoo.tests import tagged

from .. import circular as plain
from .common_circular import DlxhCircularCase, as_told


@tagged("post_install", "-at_install")
class TestCircularRate(DlxhCircularCase):
    """S15: what the view counts is what a plain count over the records gives."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.start = fields.Datetime.now()
        chance = random.Random(15)
        cls.wards = [cls.ward_a1, cls.ward_a2]
        cls.circulars = cls.env["dlxh.circular"]
        for number in range(12):
            deadline = cls.start + timedelta(hours=20) if number % 2 else False
            sent = cls.sent(
                deadline=deadline, must_relay=bool(number % 3), audience="below"
            )
            cls.circulars |= sent.sudo(False).with_env(cls.env)
            for ward in cls.wards:
                delivery = cls.delivery(sent, ward)
                with freeze_time(
                    cls.start + timedelta(hours=chance.randint(1, 40), seconds=1)
                ):
                    step = (number + cls.wards.index(ward)) % 4
                    if step == 1:
                        delivery._mark_received()
                    if step > 1:
                        delivery.action_acknowledge()
                    if step > 2 and ward == cls.ward_a1:
                        all_cells = number % 8 == 3
                        delivery.action_relay(None if all_cells else cls.cell_a11.ids)
        cls.env.flush_all()
        cls.rate = cls.env["dlxh.circular.rate"].with_user(cls.officers[cls.province_a])

    def naive(self, deliveries):
        return plain.of(
            as_told(one)
            for one in deliveries.sudo()
            if one.sent_at and one.circular_id.state != "withdrawn"
        )

    def test_the_view_counts_as_the_definition(self):
        deliveries = self.circulars.delivery_ids
        domain = [("circular_id", "in", self.circulars.ids)]
        together = self.rate._rates(domain)[()]
        self.assertEqual(together, self.naive(deliveries))
        self.assertTrue(0 < together.on_time < together.acknowledged)
        self.assertTrue(0 < together.relayed < together.must_relay)
        for field in ("circular_id", "level_id", "parent_unit_id"):
            for (group,), rates in self.rate._rates(domain, [field]).items():
                with self.subTest(field=field, group=group.id):
                    part = deliveries.filtered(
                        lambda one, f=field, g=group: one[f].id == g.id
                    )
                    self.assertEqual(rates, self.naive(part))
                    self.assertEqual(
                        self.rate.search_count([*domain, (field, "=", group.id)]),
                        rates.addressed,
                    )

    def test_shares_of_groups(self):
        """The share of a group is that of its sums."""
        domain = [("circular_id", "in", self.circulars.ids)]
        [(share, on_time)] = self.rate._read_group(
            domain, [], ["acknowledgement_rate:avg", "on_time_rate:avg"]
        )
        rates = self.rate._rates(domain)[()]
        self.assertAlmostEqual(share, rates.acknowledgement_rate)
        self.assertAlmostEqual(on_time, rates.on_time_rate)

    def test_who_got_it_too_late_counts(self):
        """S15: in time of all addressed, whoever passed it on after the deadline."""
        now = fields.Datetime.now()
        sent = self.sent(deadline=now + timedelta(hours=2))
        with freeze_time(now + timedelta(hours=1)):
            self.delivery(sent, self.ward_a2).action_acknowledge()
        with freeze_time(now + timedelta(hours=5)):
            self.delivery(sent, self.ward_a1).action_relay(self.cell_a11.ids)
            late = self.delivery(sent, self.cell_a11, self.cell_officer)
            late.action_acknowledge()
        self.assertFalse(late.due_at)
        domain = [("circular_id", "=", sent.id)]
        rates = self.rate._rates(domain)[()]
        self.assertEqual((rates.addressed, rates.due, rates.on_time), (3, 3, 1))
        [(share,)] = self.rate._read_group(domain, [], ["on_time_rate:avg"])
        self.assertAlmostEqual(share, 100 / 3)
        self.assertEqual(rates, self.naive(sent.delivery_ids))

    def test_what_was_withdrawn_counts_nowhere(self):
        one = self.circulars[0]
        one.with_user(self.officers[self.province_a]).action_withdraw("Wrong annex")
        self.assertFalse(self.rate.search([("circular_id", "=", one.id)]))

    def test_each_sees_his_own_territory(self):
        domain = [("circular_id", "in", self.circulars.ids)]
        ward = self.rate.with_user(self.officers[self.ward_a1])
        units = ward.search(domain).mapped("unit_id")
        self.assertTrue(self.ward_a1 in units)
        self.assertFalse(units - self.ward_a1 - self.cell_a11 - self.cell_a12)
        beside = self.rate.with_user(self.officers[self.province_b])
        self.assertFalse(beside.search(domain))
        above = self.rate.with_user(self.officers[self.centre])
        self.assertEqual(len(above.search(domain)), len(self.rate.search(domain)))

    def test_figures_of_the_circular(self):
        for circular in self.circulars.with_user(self.officers[self.province_a]):
            rates = self.naive(circular.delivery_ids)
            self.assertEqual(circular.acknowledged_count, rates.acknowledged)
            self.assertEqual(circular.received_count, rates.received)
            self.assertEqual(circular.relayed_count, rates.relayed)
            self.assertEqual(circular.relay_due_count, rates.must_relay)

    def test_drill_down(self):
        row = self.rate.search([("circular_id", "in", self.circulars.ids)], limit=1)
        action = row.action_open_delivery()
        delivery = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(delivery.unit_id, row.unit_id)
        self.assertEqual(delivery.circular_id, row.circular_id)

    def test_workbook(self):
        officer = self.officers[self.province_a]
        report = self.env["ir.actions.report"].with_user(officer)
        content, kind = report._render_xlsx(
            "dlxh_reporting.circular_rate_xlsx", self.circulars.ids, {}
        )
        self.assertEqual(kind, "xlsx")
        book = load_workbook(io.BytesIO(content))
        sheet = book.worksheets[0]
        rates = self.naive(self.circulars.delivery_ids)
        line = [cell.value for cell in sheet[5]]
        self.assertEqual(
            line[1:4], [rates.addressed, rates.received, rates.acknowledged]
        )
        self.assertAlmostEqual(line[4], rates.acknowledgement_rate / 100)
        self.assertIn("—", {c.value for row in sheet.iter_rows() for c in row})
        self.assertEqual(sheet.freeze_panes, "A5")
        units = book.worksheets[1]
        self.assertEqual(units.max_row - 4, rates.addressed)
        log = self.env["dlxh.access.log"].search(
            [("model", "=", "dlxh.circular.rate"), ("user_id", "=", officer.id)]
        )
        self.assertEqual(len(log), len(self.circulars))
