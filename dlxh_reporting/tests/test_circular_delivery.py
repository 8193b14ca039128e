from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow

from .common_circular import DlxhCircularCase


@tagged("post_install", "-at_install")
class TestCircularDelivery(DlxhCircularCase):
    # -- opened, acknowledged ------------------------------------------------------

    def test_opening_is_receiving(self):
        circular = self.sent()
        delivery = self.delivery(circular, self.ward_a1)
        delivery.web_read({"name": {}, "state": {}})  # a list opens nothing
        self.assertEqual(delivery.state, "sent")
        above = self.delivery(circular, self.ward_a1, self.officers[self.province_a])
        above.web_read({"body": {}})
        self.assertFalse(delivery.received_at)
        seen = delivery.web_read({"body": {}, "state": {}})
        self.assertIn("prices", seen[0]["body"])
        self.assertEqual(delivery.state, "received")
        self.assertEqual(delivery.received_by_id, self.officers[self.ward_a1])
        first = delivery.received_at
        with freeze_time(fields.Datetime.now() + timedelta(hours=1)):
            self.delivery(circular, self.ward_a1, self.leaders[self.ward_a1]).web_read(
                {"body": {}}
            )
        self.assertEqual(delivery.received_at, first)

    def test_opening_the_circular_itself_counts_too(self):
        circular = self.sent()
        circular.with_user(self.leaders[self.ward_a2]).web_read({"body": {}})
        self.assertTrue(self.delivery(circular, self.ward_a2).received_at)
        self.assertFalse(self.delivery(circular, self.ward_a1).received_at)

    def test_acknowledging(self):
        circular = self.sent(deadline=fields.Datetime.now() + timedelta(days=2))
        delivery = self.delivery(circular, self.ward_a1)
        self.assertTrue(delivery.can_acknowledge)
        delivery.action_acknowledge()
        self.assertEqual(delivery.state, "acknowledged")
        self.assertTrue(delivery.received_at)
        self.assertEqual(delivery.acknowledged_by_id, self.officers[self.ward_a1])
        before = delivery.acknowledged_at
        with freeze_time(fields.Datetime.now() + timedelta(days=3)):
            self.assertTrue(delivery.action_acknowledge())  # nothing happens twice
            other = self.delivery(circular, self.ward_a2)
            self.assertTrue(other.is_late)
            self.assertEqual(other.search([("is_late", "=", True)]), other)
        self.assertEqual(delivery.acknowledged_at, before)

    def test_only_the_own_unit_acknowledges(self):
        delivery = self.delivery(self.sent(), self.ward_a1)
        for user in (
            self.officers[self.province_a],
            self.officers[self.ward_a2],
            self.officers[self.ward_b1],
            self.cell_officer,
            self.reader,
            self.clerk,
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                delivery.with_user(user).action_acknowledge()
        self.env.invalidate_all()
        self.assertFalse(delivery.sudo().acknowledged_at)

    def test_closed(self):
        circular = self.sent()
        circular.action_close()
        with self.assertRaises(UserError) as caught:
            self.delivery(circular, self.ward_a1).action_acknowledge()
        self.assertIn("is closed", str(caught.exception))

    # -- what is noted stays ---------------------------------------------------------

    def test_immutable(self):
        delivery = self.delivery(self.sent(), self.ward_a1)
        delivery.action_acknowledge()
        now = fields.Datetime.now()
        with self.assertRaises(UserError):
            delivery.write({"acknowledged_at": now})
        for values in ({"acknowledged_at": False}, {"state": "sent"}, {"due_at": now}):
            with self.subTest(values=values), self.assertRaises(UserError):
                delivery.sudo().write(values)
        with self.assertRaises(UserError):
            delivery.sudo().unlink()
        with self.assertRaises(UserError):
            delivery.sudo().copy()
        # not even the steps write what was already noted
        later = now + timedelta(hours=1)
        with self.assertRaises(UserError):
            with_flow(delivery.sudo()).write({"acknowledged_at": later})
        with self.assertRaises(UserError):
            with_flow(delivery.sudo()).write({"received_at": False})

    # -- passed on -----------------------------------------------------------------

    def test_passing_on_to_the_cells(self):
        circular = self.sent(must_relay=True)
        ward = self.delivery(circular, self.ward_a1)
        self.assertTrue(ward.must_relay)
        childless = self.delivery(circular, self.ward_a2)
        self.assertFalse(childless.must_relay)
        ward.action_relay([self.cell_a11.id])
        self.assertFalse(ward.relayed_at)  # one cell is left out
        ward.action_relay()
        self.assertTrue(ward.relayed_at)
        self.assertEqual(ward.relayed_by_id, self.officers[self.ward_a1])
        self.assertEqual(ward.relay_count, 2)
        cell = self.delivery(circular, self.cell_a11, self.cell_officer)
        self.assertEqual(cell.via_unit_id, self.ward_a1)
        self.assertEqual(cell.above_unit_id, self.ward_a1)
        self.assertFalse(cell.must_relay)
        cell.action_acknowledge()
        self.assertEqual(cell.state, "acknowledged")
        with self.assertRaises(UserError) as caught:
            ward.action_relay()
        self.assertIn("nobody left", str(caught.exception))

    def test_no_duty_where_the_sender_reached_them(self):
        circular = self.sent(must_relay=True, audience="tree")
        self.assertFalse(self.delivery(circular, self.ward_a1).must_relay)

    def test_only_units_directly_below(self):
        ward = self.delivery(self.sent(), self.ward_a1)
        for unit in (self.ward_a2, self.ward_b1, self.province_a):
            with self.subTest(unit=unit.name), self.assertRaises(UserError):
                ward.action_relay([unit.id])
        with self.assertRaises(AccessError):
            ward.with_user(self.leaders[self.ward_a1]).action_relay()
        with self.assertRaises(AccessError):
            ward.with_user(self.officers[self.province_a]).action_relay()

    def test_nobody_is_left_because_units_closed(self):
        ward = self.delivery(self.sent(must_relay=True), self.ward_a1)
        yesterday = fields.Date.today() - timedelta(days=1)
        (self.cell_a11 | self.cell_a12).date_close = yesterday
        ward.action_relay()
        self.assertTrue(ward.relayed_at)

    def test_late_passing_on_gives_no_deadline(self):
        circular = self.sent(deadline=fields.Datetime.now() + timedelta(days=1))
        ward = self.delivery(circular, self.ward_a1)
        ward.action_relay([self.cell_a11.id])
        self.assertEqual(
            self.delivery(circular, self.cell_a11, self.cell_officer).due_at,
            circular.deadline,
        )
        with freeze_time(fields.Datetime.now() + timedelta(days=2)):
            ward.action_relay()
        late = circular.sudo().delivery_ids.filtered(
            lambda one: one.unit_id == self.cell_a12
        )
        self.assertFalse(late.due_at)

    def test_dialog(self):
        circular = self.sent(must_relay=True)
        ward = self.delivery(circular, self.ward_a1)
        action = ward.action_open_relay()
        dialogs = self.env["dlxh.circular.relay"].with_user(self.officers[self.ward_a1])
        dialog = dialogs.with_context(**action["context"]).create({})
        cells = self.cell_a11 | self.cell_a12
        self.assertEqual(dialog.unit_ids, cells)
        dialog.unit_ids = [Command.unlink(self.cell_a12.id)]
        self.assertEqual(dialog.left_count, 1)
        dialog.to_team = True
        dialog.action_confirm()
        self.assertEqual(ward.relay_count, 1)
        self.assertTrue(ward.to_team)

    # -- the phones of teams ---------------------------------------------------------

    def reading(self, user):
        return (
            self.env["dlxh.circular"].with_user(user).search([("is_for_me", "=", True)])
        )

    def test_members_of_addressed_teams_read(self):
        circular = self.sent(to_teams=True, kind="bulletin")
        self.assertEqual(self.reading(self.reader), circular)
        seen = circular.with_user(self.reader)
        self.assertIn("prices", seen.read(["body"])[0]["body"])
        self.assertTrue(seen.source_ids.mapped("name"))
        self.assertFalse(self.reading(self.reader_beside))
        with self.assertRaises(AccessError):
            circular.with_user(self.reader_beside).read(["abstract"])
        with self.assertRaises(AccessError):
            seen.delivery_ids.mapped("state")
        # a collaborator who reads does not receive for his unit
        self.assertFalse(self.delivery(circular, self.ward_a1).received_at)

    def test_not_meant_for_teams(self):
        circular = self.sent()
        self.assertFalse(self.reading(self.reader))
        with self.assertRaises(AccessError):
            circular.with_user(self.reader).read(["abstract"])
        self.delivery(circular, self.ward_a1).action_relay([], to_team=True)
        self.assertEqual(self.reading(self.reader), circular)

    def test_a_former_member_reads_nothing(self):
        self.sent(to_teams=True)
        member = self.env["dlxh.team.member"].search(
            [("collaborator_id.user_id", "=", self.reader.id)]
        )
        member.date_to = fields.Date.today() - timedelta(days=1)
        self.assertFalse(self.reading(self.reader))

    def test_before_it_is_sent_nobody_below_sees_it(self):
        circular = self.signed(to_teams=True)
        for user in (
            self.reader,
            self.officers[self.ward_a1],
            self.officers[self.centre],
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                circular.with_user(user).read(["abstract"])

    def test_cards(self):
        circular = self.sent(to_teams=True, must_relay=True)
        cards = self.env["dlxh.work.item"]

        def names(user):
            return {c["name"] for c in cards.with_user(user)._circular_cards() if c}

        self.assertEqual(names(self.reader), {"New orientation information"})
        self.assertEqual(
            names(self.officers[self.ward_a1]),
            {"Circulars to acknowledge", "Circulars to pass on"},
        )
        draft = self.circular()
        draft.action_submit_approval()
        self.assertIn("Circulars to approve", names(self.leaders[self.province_a]))
        self.delivery(circular, self.ward_a1).action_acknowledge()
        self.assertEqual(names(self.officers[self.ward_a1]), {"Circulars to pass on"})
