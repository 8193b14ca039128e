from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from .common_reorganise import TODAY, UnitReorganiseCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-01 05:00:00")
class TestUnitClose(UnitReorganiseCase):
    """Closing a unit, and who may see and do any of it."""

    def test_close_today_archives_tomorrow(self):
        _user, _person, line, team, body = self._people(self.cell_a11)
        self._wizard("close", self.cell_a11, date=TODAY).action_apply()
        self.assertTrue(self.cell_a11.active)
        self.assertFalse(line.date_to)
        with freeze_time(TODAY + timedelta(days=1)):
            self._cron()
        self.assertFalse(self.cell_a11.active)
        self.assertEqual(line.date_to, TODAY)
        self.assertEqual(team.date_to, TODAY)
        self.assertFalse(body.active)

    def test_close_with_what_is_below(self):
        with self._refused("2 units are still open below"):
            self._wizard("close", self.ward_a1, date=TODAY).action_apply()
        last = TODAY - timedelta(days=1)
        self._wizard("close", self.ward_a1, date=last, with_below=True).action_apply()
        closed = self.ward_a1 | self.cell_a11 | self.cell_a12
        self.assertEqual(closed.mapped("active"), [False] * 3)
        self.assertEqual(set(closed.mapped("date_close")), {last})

    def test_nothing_stays_open_below_a_closed_unit(self):
        with self._refused("would stay open below", ValidationError):
            self.ward_a1.date_close = TODAY
        self._wizard("close", self.cell_a11, date="2026-01-31").action_apply()
        self._wizard("close", self.cell_a12, date="2026-01-31").action_apply()
        self._wizard("close", self.ward_a1, date="2026-02-15").action_apply()
        with self._refused("would stay open below", ValidationError):
            self._unit("late", "cell", self.ward_a1)

    def test_cron_archives_a_closing_date_entered_by_hand(self):
        self.cell_a11.date_close = TODAY - timedelta(days=1)
        self._cron()
        self.assertFalse(self.cell_a11.active)

    # dialogs

    def test_dialogs_open_on_the_unit(self):
        for kind in ("move", "merge", "close"):
            form = Form(
                self.env[f"dlxh.unit.{kind}"]
                .with_user(self.admin)
                .with_context(active_model="dlxh.unit", active_ids=self.ward_a1.ids)
            )
            self.assertEqual(form.unit_ids.ids, self.ward_a1.ids)
        form = Form(
            self.env["dlxh.unit.split"]
            .with_user(self.admin)
            .with_context(active_model="dlxh.unit", active_ids=self.ward_a1.ids)
        )
        self.assertEqual(form.unit_id, self.ward_a1)
        self.assertFalse(form.is_later)
        form.date = fields.Date.to_string(TODAY + timedelta(days=1))
        self.assertTrue(form.is_later)

    def test_only_administrators(self):
        for chair in ("officer", "leader", "clerk", "inspector", "data_officer"):
            user = self.chair(chair, self.centre)
            for kind in ("move", "merge", "split", "close"):
                with self.assertRaises(AccessError):
                    self.env[f"dlxh.unit.{kind}"].with_user(user).create({})
            with self.assertRaises(AccessError):
                self.ward_a1.with_user(user).write({"name": "x"})

    def test_officer_sees_history_of_own_territory(self):
        self._wizard(
            "move", self.ward_a1, parent_id=self.province_b.id, date=TODAY
        ).action_apply()
        Change = self.env["dlxh.unit.change"]
        seen = self.chair("officer", self.province_b)
        self.assertTrue(Change.with_user(seen).search([]))
        self.assertFalse(
            Change.with_user(self.chair("officer", self.ward_a2)).search([])
        )
        with self.assertRaises(AccessError):
            Change.with_user(seen).search([]).write({"note": "x"})
