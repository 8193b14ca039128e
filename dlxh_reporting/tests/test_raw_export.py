from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common_raw_export import NOW, RawExportCase


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
