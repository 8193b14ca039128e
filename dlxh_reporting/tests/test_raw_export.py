import io
from datetime import datetime
from unittest.mock import patch

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common_report import DlxhReportCase

NOW = datetime(2026, 7, 6, 8, 0)
PURPOSE = "Study of prices in the wards"


@freeze_time(NOW)
class RawExportCase(DlxhReportCase):
    """A ward with three sheets, an officer, a leader and a data officer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.officers[cls.ward_a1]
        cls.leader = cls.leaders[cls.ward_a1]
        cls.data_officer = cls.chair("data_officer", cls.province_a)
        cls.first = cls.sheet(cls.ward_a1, title="=1+1 prices", statement="Too high")
        cls.second = cls.sheet(cls.ward_a1, title="Land", observed_week="2026-06-15")
        cls.sheet(cls.ward_a1, title="Later", observed_week="2026-07-06")
        cls.sheet(cls.ward_a1, title="Given back", state="returned")
        cls.sheet(cls.ward_a1, is_nil=True)
        cls.sheet(cls.ward_a2, title="Of the ward beside")

    @classmethod
    def request(cls, user=None, **values):
        return (
            cls.env["dlxh.raw.export"]
            .with_user(user or cls.officer)
            .create(
                {
                    "unit_id": cls.ward_a1.id,
                    "purpose": PURPOSE,
                    "date_from": "2026-06-01",
                    "date_to": "2026-06-30",
                    **values,
                }
            )
        )

    @classmethod
    def asked(cls, **values):
        export = cls.request(**values)
        export.action_submit()
        return export

    @classmethod
    def released(cls, **values):
        export = cls.asked(**values)
        export.with_user(cls.leader).action_release()
        return export

    def cells(self, content):
        book = load_workbook(io.BytesIO(content))
        rows = book.active.iter_rows(values_only=True)
        return book, [[cell for cell in row if cell is not None] for row in rows]


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestRawExport(RawExportCase):
    """Asked by one, released by another, taken once."""

    def test_the_way_of_a_request(self):
        export = self.asked()
        self.assertEqual((export.sheet_count, export.row_count), (2, 2))
        self.assertIn(export, export.with_user(self.leader).search([]))
        waits = [("can_decide", "=", True)]
        for user in (self.leader, self.data_officer):
            self.assertEqual(export.with_user(user).search(waits), export)
        self.assertFalse(export.search(waits))
        export.with_user(self.leader).action_release()
        self.assertEqual(export.decided_by_id, self.leader)
        action = export.action_take()
        self.assertEqual(action["url"], f"/dlxh/raw-export/{export.id}")
        name, content = export._take()
        self.assertTrue(name.endswith(".xlsx"))
        self.assertEqual(export.state, "taken")
        self.assertTrue(export.file_hash)
        self.assertFalse(export.sudo().sheet_ids)
        book, rows = self.cells(content)
        said = [row for row in rows if "The price is too high" in row]
        self.assertEqual(len(said), 1)
        self.assertNotIn(0, said[0])  # what was left empty stays empty
        self.assertIn("=1+1 prices", str(rows))
        self.assertEqual(book.active.freeze_panes, "B7")

    def test_the_file_says_whose_it_is_and_not_who_wrote(self):
        author = self.authors[self.ward_a1]
        author.partner_id.name = "Unmistakable Writer"
        self.leader.name, self.officer.name = "Leader Released", "Officer Asked"
        export = self.released()
        book, rows = self.cells(export._take()[1])
        text = str(rows)
        self.assertNotIn("Unmistakable", text)
        head = book.active.oddHeader.center.text
        for name in ("Leader Released", "Officer Asked"):
            self.assertIn(name, head)
            self.assertIn(name, book.properties.description)
        marked = [row for row in rows if len(row) > 5 and "Officer Asked" in row[-1]]
        self.assertEqual(len(marked), export.row_count)
        for other in ("Later", "Given back", "Of the ward beside"):
            self.assertNotIn(other, text)

    def test_narrowed_by_topic(self):
        topic = self.env["dlxh.topic"].create({"name": "Land", "code": "T-LAND"})
        self.second.sudo()._apply({"topic_id": topic.id})
        export = self.asked(topic_ids=[Command.set(topic.ids)])
        self.assertEqual(export.sheet_count, 1)
        self.assertEqual(export.sudo().sheet_ids, self.second.ids)

    def test_more_rows_than_allowed(self):
        self.env["ir.config_parameter"].set_param(
            "dlxh_reporting.raw_export_max_rows", "1"
        )
        export = self.request()
        with self.assertRaisesRegex(UserError, "at most 1"):
            export.action_submit()
        self.assertEqual(export.state, "draft")

    def test_nothing_to_take(self):
        export = self.request(date_from="2025-01-06", date_to="2025-01-13")
        with self.assertRaisesRegex(UserError, "No accepted sheet"):
            export.action_submit()

    def test_a_purpose_is_said_and_names_nobody(self):
        with self.assertRaisesRegex(ValidationError, "which study"):
            self.request(purpose="Study").action_submit()
        with self.assertRaises(ValidationError):
            self.request(purpose="To ring 0912345678 about the prices")

    def test_refused_with_a_reason(self):
        export = self.asked()
        for reason in (None, " "):
            with self.assertRaises(UserError):
                export.with_user(self.leader).action_refuse(reason)
        wizard = self.env["dlxh.raw.export.refusal"].with_user(self.data_officer)
        wizard.create(
            {"export_id": export.id, "reason": "The report does"}
        ).action_confirm()
        self.assertEqual(export.state, "refused")
        self.assertEqual(export.refuse_reason, "The report does")
        with self.assertRaises(AccessError):
            export.with_user(self.leader).action_release()

    def test_taken_within_some_days(self):
        export = self.released()
        with freeze_time("2026-07-09 07:59:00"):
            export.invalidate_recordset()
            self.assertTrue(export.can_take)
        with freeze_time("2026-07-09 08:01:00"):
            export.invalidate_recordset()
            with self.assertRaises(AccessError):
                export._take()
            cron = self.env.registry["ir.cron"]
            with patch.object(cron, "_commit_progress", return_value=60.0):
                export.sudo()._cron_expire()
        self.assertEqual(export.state, "expired")
        self.assertFalse(export.sudo().sheet_ids)

    def test_a_purge_in_between_takes_the_words_along(self):
        export = self.released()
        rule = self.env.ref("dlxh_reporting.retention_opinion")
        self.first.sudo()._retention_purge(rule)
        _book, rows = self.cells(export._take()[1])
        self.assertNotIn("=1+1", str(rows))
        self.assertEqual(export.row_count, 1)
        last = self.released()
        self.second.sudo()._retention_purge(rule)
        with self.assertRaisesRegex(UserError, "do not stand"):
            last._take()

    def test_what_came_in_after_the_request_is_not_in_the_file(self):
        export = self.released()
        self.sheet(self.ward_a1, title="Came in afterwards")
        self.assertNotIn("afterwards", str(self.cells(export._take()[1])))

    def test_each_step_is_logged(self):
        log = self.env["dlxh.access.log"]
        last = log.search([], limit=1).id or 0
        self.released()._take()
        lines = log.search(
            [
                ("id", ">", last),
                ("model", "=", "dlxh.opinion"),
                ("purpose", "!=", False),
            ],
            order="id",
        )
        self.assertEqual(lines.mapped("action"), ["export", "approve", "export"])
        self.assertEqual(lines.mapped("count"), [0, 0, 2])
        users = [self.officer, self.leader, self.officer]
        self.assertEqual([line.user_id for line in lines], users)
        self.assertEqual(lines.unit_id, self.ward_a1)
        self.assertNotIn("Land", str(lines.mapped("domain")))

    def test_the_cost_of_a_file_does_not_grow_with_its_rows(self):
        def cost():
            export = self.released()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            export._take()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost()
        few = cost()
        for number in range(15):
            self.sheet(self.ward_a1, title=f"More {number}")
        self.assertEqual(cost(), few)

    def test_cards_of_my_work(self):
        export = self.asked()

        def cards(user):
            items = self.env["dlxh.work.item"].with_user(user)._raw_export_items()
            return [item["count"] for item in items]

        self.assertEqual(cards(self.leader), [1])
        self.assertEqual(cards(self.officer), [])
        export.with_user(self.leader).action_release()
        self.assertEqual(cards(self.officer), [1])
        self.assertEqual(cards(self.leader), [])
        self.assertEqual(cards(self.chair("collaborator", self.ward_a1)), [])


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
            "dlxh_raw_export_flow": True,
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
        export._take()
        self.refused(export._take)
        self.refused(export.action_take)
        self.refused(export.with_user(self.leader).action_release)

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
        self.officer.dlxh_unit_ids = [Command.set(self.ward_a1.ids)]
        left.with_user(self.leader).action_release()
        self.officer.dlxh_unit_ids = [Command.set(self.ward_a2.ids)]
        self.refused(left._take)
        self.officer.dlxh_unit_ids = [Command.set(self.ward_a1.ids)]
        self.officer.group_ids = [
            Command.unlink(self.env.ref("dlxh_collaborator.group_dlxh_officer").id)
        ]
        self.refused(left._take)

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
