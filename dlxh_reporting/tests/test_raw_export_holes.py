import io

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common_raw_export import NOW, PURPOSE, RawExportCase


@tagged("post_install", "-at_install", "security")
@freeze_time(NOW)
class TestRawExportHoles(RawExportCase):
    """Each way around the second person."""

    def refused(self, do, *arguments, error=UserError):
        with self.assertRaises(error), self.env.cr.savepoint():
            do(*arguments)
            self.env.flush_all()

    def test_nobody_releases_his_own_request(self):
        export = self.asked()
        self.refused(export.action_release)
        for chair in ("leader", "data_officer"):
            self.officer.group_ids = [
                Command.link(self.env.ref(f"dlxh_collaborator.group_dlxh_{chair}").id)
            ]
        self.assertFalse(export.can_decide)
        self.assertFalse(export.search([("can_decide", "=", True)]))
        self.refused(export.action_release)
        self.refused(export.action_refuse, "No")

    def test_who_else_does_not_release(self):
        export = self.asked()
        other_officer = self.chair("officer", self.ward_a1)
        users = [
            other_officer,
            self.leaders[self.province_a],
            self.leaders[self.ward_a2],
            self.leaders[self.centre],
            self.chair("data_officer", self.province_b),
            self.chair("inspector", self.ward_a1),
            self.chair("administrator", self.centre),
            self.chair("clerk", self.ward_a1),
            self.chair("leader"),
            new_test_user(self.env, "raw_nobody"),
        ]
        for user in users:
            with self.subTest(user=user.login):
                self.refused(export.with_user(user).action_release)
        self.assertEqual(export.state, "requested")

    def test_a_request_does_not_change_once_asked(self):
        export = self.asked()
        values = {
            "date_from": "2020-01-01",
            "unit_id": self.ward_a2.id,
            "purpose": "Something else altogether, really",
            "topic_ids": [Command.clear()],
            "state": "released",
            "requested_by_id": self.leader.id,
            "sheet_ids": [1],
            "valid_until": "2030-01-01",
        }
        for step in ("requested", "released", "taken"):
            for name, value in values.items():
                for user in (self.officer, self.leader, self.env.user):
                    with self.subTest(step=step, field=name, user=user.login):
                        self.refused(export.with_user(user).write, {name: value})
            self.refused(export.unlink)
            self.refused(export.sudo().unlink)
            if step == "requested":
                export.with_user(self.leader).action_release()
            elif step == "released":
                export._take()

    def test_a_request_is_not_born_released(self):
        for values in (
            {"state": "released"},
            {"decided_by_id": self.leader.id},
            {"requested_by_id": self.leader.id},
            {"sheet_ids": self.first.ids},
            {"valid_until": "2030-01-01"},
        ):
            with self.subTest(values=values):
                self.refused(lambda values=values: self.request(**values))
        defaults = {
            "default_state": "released",
            "default_requested_by_id": self.leader.id,
            "default_valid_until": "2030-01-01 00:00:00",
            "default_sheet_ids": self.first.ids,
            "dlxh_release_flow": True,
        }
        exports = self.env["dlxh.raw.export"].with_user(self.officer)
        export = exports.with_context(**defaults).create({"purpose": PURPOSE})
        self.assertEqual((export.state, export.valid_until), ("draft", False))
        self.assertEqual(export.requested_by_id, self.officer)
        self.assertFalse(export.sudo().sheet_ids)
        self.refused(export.with_context(**defaults).write, {"state": "released"})
        copied = self.released().copy()
        self.assertEqual((copied.state, copied.sheet_count), ("draft", 0))

    def test_only_for_the_own_unit(self):
        for unit in (self.ward_a2, self.province_a, self.cell_a11):
            with self.subTest(unit=unit.name):
                self.refused(lambda unit=unit: self.request(unit_id=unit.id))
        export = self.request()
        self.refused(export.write, {"unit_id": self.ward_a2.id})
        self.assertEqual(export.unit_id, self.ward_a1)
        for chair in ("leader", "clerk", "data_officer", "collaborator"):
            user = self.chair(chair, self.ward_a1)
            self.refused(lambda user=user: self.request(user))

    def test_only_the_officer_who_asked_takes_it_and_once(self):
        export = self.released()
        other = self.chair("officer", self.ward_a1)
        for user in (other, self.leader, self.data_officer, self.officers[self.centre]):
            with self.subTest(user=user.login):
                self.refused(export.with_user(user)._take)
                self.refused(export.with_user(user).action_take)
                self.assertEqual(export.state, "released")
        export._take()
        self.refused(export._take)
        self.refused(export.action_take)
        self.refused(export.with_user(self.leader).action_release)
        self.assertEqual(export.state, "taken")

    def test_before_release_nothing_is_taken(self):
        for export in (self.request(), self.asked()):
            self.refused(export._take)
        taken_back = self.asked()
        taken_back.action_withdraw()
        self.assertEqual((taken_back.state, taken_back.row_count), ("draft", 0))
        self.refused(taken_back.with_user(self.leader).action_release)
        taken_back.date_to = "2026-06-10"
        taken_back.action_submit()
        self.assertEqual(taken_back.sheet_count, 1)
        self.refused(taken_back.with_user(self.leader).action_withdraw)

    def test_who_left_the_chair_or_the_unit_takes_nothing(self):
        left = self.asked()
        self.officer.dlxh_unit_ids = [Command.set(self.ward_a2.ids)]
        self.refused(left.with_user(self.leader).action_release)
        self.assertEqual(left.sudo().state, "requested")
        self.officer.dlxh_unit_ids = [Command.set(self.ward_a1.ids)]
        left.with_user(self.leader).action_release()
        self.officer.dlxh_unit_ids = [Command.set(self.ward_a2.ids)]
        self.refused(left._take)
        self.officer.dlxh_unit_ids = [Command.set(self.ward_a1.ids)]
        self.officer.group_ids = [
            Command.unlink(self.env.ref("dlxh_collaborator.group_dlxh_officer").id)
        ]
        self.refused(left._take)
        self.assertEqual(left.sudo().state, "released")

    def test_the_list_of_sheets_is_read_by_nobody(self):
        export = self.released()
        for user in (self.officer, self.leader, self.data_officer):
            with self.subTest(user=user.login):
                self.refused(export.with_user(user).read, ["sheet_ids"])

    def test_sheets_still_leave_no_other_way(self):
        with self.assertRaises(UserError):
            self.first.with_user(self.officer).export_data(["title"])


@tagged("post_install", "-at_install", "security")
class TestRawExportHttp(RawExportCase, HttpCase):
    """The download itself: through the door, once."""

    @mute_logger("odoo.http")
    def test_downloaded_once(self):
        export = self.released()
        url = f"/dlxh/raw-export/{export.id}"
        self.env["res.users"].browse(self.officer.id).password = "raw_officer_1"
        self.authenticate(None, None)
        self.assertNotIn("spreadsheet", self.url_open(url).headers["Content-Type"])
        self.authenticate(self.officer.login, "raw_officer_1")
        self.assertEqual(self.url_open(url, method="HEAD").status_code, 405)
        answer = self.url_open(url)
        self.assertIn("spreadsheet", answer.headers["Content-Type"])
        self.assertIn("no-store", answer.headers["Cache-Control"])
        self.assertTrue(load_workbook(io.BytesIO(answer.content)))
        again = self.url_open(url)
        self.assertNotIn("spreadsheet", again.headers["Content-Type"])
        export.invalidate_recordset()
        self.assertEqual(export.state, "taken")
