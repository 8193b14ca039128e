from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_circular import SOURCE, DlxhCircularCase


@tagged("post_install", "-at_install")
class TestCircularFlow(DlxhCircularCase):
    def refused(self, circular, words, method="action_submit_approval"):
        with self.assertRaises(UserError) as caught:
            getattr(circular, method)()
        self.assertIn(words, str(caught.exception))

    # -- before it goes out ------------------------------------------------------

    def test_addressed_to_nobody(self):
        self.refused(self.circular(audience="list"), "addressed to nobody")
        self.refused(self.circular(audience="level"), "no level is chosen")
        level = self.env.ref("dlxh_collaborator.level_central")
        empty = self.circular(
            audience="level", audience_level_ids=[Command.set(level.ids)]
        )
        self.refused(empty, "addressed to nobody")
        self.refused(self.circular(audience_org_type="front"), "addressed to nobody")

    def test_only_units_below(self):
        own = [Command.set(self.province_a.ids)]
        with self.assertRaises(ValidationError) as caught:
            self.circular(audience="list", audience_unit_ids=own)
        self.assertIn("does not lie below", str(caught.exception))
        for unit in (self.ward_b1, self.centre):
            with self.assertRaises(UserError):
                self.circular(
                    audience="list", audience_unit_ids=[Command.set(unit.ids)]
                )
        # nor by somebody who may read both units
        circular = self.circular().sudo()
        with self.assertRaises(ValidationError):
            circular.write(
                {
                    "audience": "list",
                    "audience_unit_ids": [Command.set(self.ward_b1.ids)],
                }
            )

    def test_audience(self):
        below = self.ward_a1 | self.ward_a2
        cells = self.cell_a11 | self.cell_a12
        level = self.env.ref("dlxh_collaborator.level_cell")
        for values, units in (
            ({"audience": "below"}, below),
            ({"audience": "tree"}, below | cells),
            (
                {
                    "audience": "tree",
                    "audience_unit_ids": [Command.set(self.ward_a1.ids)],
                },
                self.ward_a1 | cells,
            ),
            (
                {
                    "audience": "level",
                    "audience_level_ids": [Command.set(level.ids)],
                },
                cells,
            ),
            (
                {
                    "audience": "list",
                    "audience_unit_ids": [
                        Command.set((self.ward_a2 | self.cell_a11).ids)
                    ],
                },
                self.ward_a2 | self.cell_a11,
            ),
        ):
            circular = self.circular(**values)
            with self.subTest(audience=circular.audience):
                self.assertEqual(circular.audience_count, len(units))
                self.assertEqual(self.sent(**values).sudo().delivery_ids.unit_id, units)

    def test_a_closed_unit_gets_nothing(self):
        self.ward_a2.date_close = fields.Date.today() - timedelta(days=1)
        self.assertEqual(self.sent().sudo().delivery_ids.unit_id, self.ward_a1)

    def test_what_lacks(self):
        self.refused(self.circular(body="<p><br></p>"), "has no text yet")
        for kind in ("bulletin", "material"):
            bare = self.circular(kind=kind, source_ids=[])
            self.assertTrue(bare.is_orientation)
            self.refused(bare, "cites an official public source")
        letter = self.circular(source_ids=[])
        letter.action_submit_approval()
        self.assertEqual(letter.state, "in_approval")

    def test_a_bulletin_always_guides_opinion(self):
        bulletin = self.circular(kind="bulletin")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            bulletin.is_orientation = False
            bulletin.flush_recordset()

    def test_sources_are_public(self):
        for error, wrong in (
            (IntegrityError, {"reference": False}),
            (ValidationError, {"url": "javascript:alert(1)"}),
            (ValidationError, {"url": "https://www.facebook.com/nguyen.van.a"}),
        ):
            with (
                self.subTest(wrong=wrong),
                mute_logger("odoo.sql_db"),
                self.assertRaises(error),
                self.env.cr.savepoint(),
            ):
                self.circular(source_ids=[Command.create({**SOURCE, **wrong})])

    def test_text_is_cleaned_and_screened(self):
        circular = self.circular(body="<p>Text</p><script>alert(1)</script>")
        self.assertNotIn("script", circular.body)
        with self.assertRaises(ValidationError):
            circular.body = "<p>Call 0912 345 678.</p>"

    def test_kinds_have_their_document_type(self):
        symbols = {
            kind: self.circular(kind=kind).document_type_id.symbol
            for kind in ("dispatch", "guidance", "bulletin", "material")
        }
        self.assertEqual(
            symbols,
            {"dispatch": "CV", "guidance": "HD", "bulletin": "BT", "material": "TL"},
        )

    # -- the way -------------------------------------------------------------------

    def test_the_whole_way(self):
        circular = self.circular()
        circular.action_submit_approval()
        self.refused(circular, "in the state", "action_sign")
        circular.with_user(self.leaders[self.province_a]).action_approve()
        self.refused(circular, "in the state", "action_send")
        self.refused(circular, "secret check", "action_sign")
        circular.action_secret_check()
        circular.with_user(self.clerk).action_sign()
        self.assertTrue(circular.number)
        circular.with_user(self.clerk).action_send()
        self.assertEqual(circular.state, "sent")
        self.assertEqual(circular.delivery_count, 2)
        self.assertEqual(circular.handed_out_count, 2)
        self.assertEqual(circular.sending_progress, 100)
        self.assertEqual(circular.sent_by_id, self.clerk)
        with self.assertRaises(UserError):
            circular.body = "<p>Other</p>"
        with self.assertRaises(UserError):
            circular.source_ids.name = "Other"
        self.refused(circular, "in the state", "action_send")
        circular.action_close()
        self.assertEqual(circular.state, "closed")

    def test_others_do_not_take_the_steps(self):
        circular = self.signed()
        for user in (
            self.officers[self.province_b],
            self.officers[self.ward_a1],
            self.officers[self.centre],
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                circular.with_user(user).action_send()
        with self.assertRaises(AccessError):
            circular.with_user(self.leaders[self.province_a]).action_send()

    def test_steps_are_not_typed_in(self):
        circular = self.circular()
        now = fields.Datetime.now()
        for values in (
            {"state": "sent"},
            {"sent_at": now},
            {"withdraw_reason": "Because"},
            {"number": 5},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                circular.write(values)
        circulars = circular.with_context(default_sent_at=now)
        with self.assertRaises(UserError):
            circulars.create({"unit_id": self.province_a.id})
        with self.assertRaises(UserError):
            circular.delivery_ids.create(
                {
                    "circular_id": circular.id,
                    "unit_id": self.ward_a1.id,
                    "issuer_unit_id": self.province_a.id,
                }
            )

    def test_dates_change_until_it_is_sent(self):
        circular = self.circular(deadline=fields.Datetime.now() - timedelta(hours=1))
        later = fields.Datetime.now() + timedelta(days=3)
        circular.action_submit_approval()
        with self.assertRaises(UserError):
            circular.deadline = later
        circular.with_user(self.leaders[self.province_a]).action_approve()
        circular.action_secret_check()
        circular.action_sign()
        self.refused(circular, "Enter a later deadline", "action_send")
        circular.deadline = later
        circular.report_due = fields.Date.today() - timedelta(days=2)
        self.refused(circular, "Enter a later day", "action_send")
        circular.report_due = False
        circular.action_send()
        with self.assertRaises(UserError):
            circular.deadline = later + timedelta(days=3)

    def test_no_undo_with_a_number(self):
        circular = self.signed()
        leader = self.leaders[self.centre]
        with self.assertRaises(UserError):
            circular.with_user(leader).action_undo_approval("A reason")
        self.assertEqual(circular.state, "signed")

    def test_withdrawing(self):
        circular = self.sent(to_teams=True)
        reading = circular.with_user(self.reader)
        self.assertTrue(reading.is_for_me)
        with self.assertRaises(UserError):
            circular.action_withdraw("  ")
        with self.assertRaises(AccessError):
            circular.with_user(self.officers[self.ward_a1]).action_withdraw("A reason")
        circular.action_withdraw("Replaced by a new guidance")
        self.assertFalse(circular.search([("is_for_me", "=", True)]))
        with self.assertRaises(AccessError):
            reading.read(["body"])
        delivery = self.delivery(circular, self.ward_a1)
        self.assertEqual(delivery.withdraw_reason, "Replaced by a new guidance")
        with self.assertRaises(UserError) as caught:
            delivery.action_acknowledge()
        self.assertIn("was withdrawn", str(caught.exception))

    # -- files ---------------------------------------------------------------------

    def test_files_have_limits(self):
        self.env["ir.config_parameter"].set_param(
            "dlxh_reporting.circular_file_mb", "0.001"
        )
        circular = self.circular()
        small, large = "QUJD", "QUJD" * 400  # 3 and 1200 bytes
        with self.assertRaises(ValidationError) as caught:
            circular.file_ids = [Command.create({"name": "a.pdf", "file": large})]
        self.assertIn("a file may have 0,001 MB", str(caught.exception))
        self.env["ir.config_parameter"].set_param(
            "dlxh_reporting.circular_file_mb", "10"
        )
        self.env["ir.config_parameter"].set_param(
            "dlxh_reporting.circular_total_mb", "0.0015"
        )
        circular.file_ids = [Command.create({"name": "a.pdf", "file": large})]
        self.assertEqual(circular.file_ids.size, 1200)
        with self.assertRaises(ValidationError) as caught:
            circular.file_ids = [Command.create({"name": "b.pdf", "file": large})]
        self.assertIn("0,0015 MB together", str(caught.exception))
        with self.assertRaises(ValidationError) as caught:
            circular.file_ids = [Command.create({"name": "c.html", "file": small})]
        self.assertIn("not sent along", str(caught.exception))

    def test_files_change_the_secret_check(self):
        circular = self.circular()
        circular.action_secret_check()
        self.assertTrue(circular.secret_checked_at)
        circular.file_ids = [Command.create({"name": "a.pdf", "file": "QUJD"})]
        self.assertFalse(circular.secret_checked_at)
