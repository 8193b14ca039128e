from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_opinion import OpinionCase

TITLE = "Tin đồn vỡ đập lan nhanh"
SAID = "Dân lo phải sơ tán trong đêm"
NOW = datetime(2025, 7, 15, 8, 0)
#: where something may be told, and the fields that tell it
TOLD_IN = {
    "mail.mail": ("subject", "body_html", "email_to", "email_from"),
    "mail.message": ("subject", "body", "record_name", "email_from"),
    "mail.activity": ("summary", "note", "res_name"),
    "bus.bus": ("channel", "message"),
    "ir.cron.trigger": ("display_name",),
    "dlxh.alert.event": ("display_name", "kind"),
}


@tagged("post_install", "-at_install")
class TestAlert(OpinionCase):
    """An urgent sheet: told at once, its text travels after a check or in time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.province = cls.chair("officer", cls.province_a, login="alert_province")
        cls.province_leader = cls.chair("leader", cls.province_a)
        cls.national = cls.chair("officer", cls.centre, login="alert_centre")
        cls.ward_a1.level_id.alert_hours = 4
        cls.alerts = cls.env["dlxh.alert"]

    def urgent(self, **values):
        return self.sheet(
            title=TITLE,
            urgency="urgent",
            stream_ids=[self.stream(statement=SAID)],
            assessment="Cần trả lời ngay",
            **values,
        )

    def alert_of(self, sheet, unit):
        return self.alerts.search(
            [("opinion_id", "=", sheet.id), ("unit_id", "=", unit.id)]
        )

    def pass_on(self):
        crons = self.env.registry["ir.cron"]
        with patch.object(crons, "_commit_progress", return_value=60.0):
            self.alerts._cron_pass_on()

    def kinds(self, alert):
        return alert._chain().event_ids.sorted("id").mapped("kind")

    # Told
    # ----

    def test_the_own_officer_and_the_next_level_are_told_at_once(self):
        sheet = self.urgent()
        own = self.alert_of(sheet, self.ward_a1)
        above = self.alert_of(sheet, self.province_a)
        self.assertEqual((own.state, above.state), ("waiting", "told"))
        self.assertFalse(self.alert_of(sheet, self.centre))
        self.assertEqual(self.kinds(own), ["raised", "told"])
        mails = self.env["mail.mail"].search([("subject", "ilike", "ward_a1")])
        self.assertEqual(
            set(mails.mapped("email_to")),
            {user.email_formatted for user in self.officer | self.province},
        )
        self.assertEqual(set(mails.mapped("state")), {"outgoing"})
        trigger = self.env.ref("mail.ir_cron_mail_scheduler_action")
        self.assertTrue(
            self.env["ir.cron.trigger"].search([("cron_id", "=", trigger.id)])
        )
        activities = self.env["mail.activity"].search(
            [("user_id", "in", (self.officer | self.province).ids)]
        )
        self.assertEqual(activities.user_id, self.officer, "who has something to check")

    def test_a_normal_sheet_and_a_nil_return_raise_nothing(self):
        self.sheet(observed_week="2025-06-30")
        self.env["dlxh.opinion"].with_user(self.author).action_nil_return()
        self.assertFalse(self.alerts.with_user(self.officer).search([]))

    def test_the_officer_who_answers_for_it_is_told(self):
        second = self.chair("officer", self.ward_a1, login="alert_second")
        self.env["dlxh.unit.responsibility"].create(
            {
                "unit_id": self.ward_a1.id,
                "role": "organ_officer",
                "user_id": second.id,
                "date_from": "2020-01-01",
            }
        )
        officers = self.ward_a1._duty_officers()[self.ward_a1]
        self.assertEqual(officers, second)
        second.active = False
        officers = self.ward_a1._duty_officers()[self.ward_a1]
        self.assertEqual(officers, self.officer)

    def test_a_level_without_an_officer_is_passed_over(self):
        self.province.dlxh_unit_ids = [Command.clear()]
        sheet = self.urgent()
        self.assertFalse(self.alert_of(sheet, self.province_a))
        self.assertEqual(self.alert_of(sheet, self.centre).state, "told")

    def test_messages_hold_unit_topic_and_commune_only(self):
        """Neither text nor title nor author, in anything that was sent or made."""
        self.env.cr.precommit.run()  # what was said before, of the users made here
        before = {
            model: self.env[model].search([], order="id desc", limit=1).id or 0
            for model in TOLD_IN
        }
        sheet = self.urgent()
        self.alert_of(sheet, self.ward_a1).with_user(self.officer).action_check()
        self.env.cr.precommit.run()
        words = [TITLE, SAID, "Cần trả lời", self.author.name, self.author.login]
        texts = []
        for model, names in TOLD_IN.items():
            for row in self.env[model].search([("id", ">", before[model])]):
                texts.append(" ".join(str(row[name]) for name in names))
        alerts = self.alert_of(sheet, self.ward_a1) | self.alert_of(
            sheet, self.province_a
        )
        texts += alerts.mapped("display_name")
        told = " ".join(texts)
        self.assertIn("ward_a1", told)
        self.assertIn(self.topic.name, told)
        for word in words:
            self.assertNotIn(word, told)

    def test_no_trace_of_who_handed_it_in(self):
        sheet = self.urgent()
        alerts = self.alerts.search([("opinion_id", "=", sheet.id)])
        for model in ("dlxh.alert", "dlxh.alert.event"):
            names = {"create_uid", "write_uid", "create_date", "write_date"}
            self.assertFalse(names & set(self.env[model]._fields), model)
        self.assertFalse(alerts.event_ids.user_id)
        for model in ("mail.mail", "mail.activity", "ir.cron.trigger", "mail.message"):
            made = self.env[model].search([("create_uid", "=", self.author.id)])
            self.assertFalse(made, model)

    # The text
    # --------

    def test_the_text_travels_after_one_tap(self):
        sheet = self.urgent()
        own = self.alert_of(sheet, self.ward_a1).with_user(self.officer)
        above = self.alert_of(sheet, self.province_a).with_user(self.province)
        self.assertIn(SAID, own.text)
        self.assertFalse(above.text or above.title)
        self.assertIn("ward_a1", above.text_note)
        own.action_check()
        self.assertEqual(sheet.state, "accepted")
        self.assertEqual((own.state, above.state), ("passed", "waiting"))
        self.assertIn(SAID, above.text)
        self.assertEqual(above.title, TITLE)
        self.assertNotIn(self.author.name, above.text)
        self.assertFalse(self.alert_of(sheet, self.centre), "one level at a time")
        self.assertEqual(self.kinds(own.sudo()), ["raised", "told", "checked", "text"])
        own.action_check()
        self.assertEqual(len(self.kinds(own.sudo())), 4, "a second tap does nothing")

    def test_to_accept_the_sheet_is_to_check_it(self):
        sheet = self.urgent()
        sheet.with_user(self.officer).action_accept()
        self.assertEqual(self.alert_of(sheet, self.ward_a1).state, "passed")
        self.assertEqual(self.alert_of(sheet, self.province_a).state, "waiting")
        left = self.env["mail.activity"].search([("user_id", "=", self.officer.id)])
        self.assertFalse(left, "nothing to check any more")

    def test_the_level_above_keeps_it_or_passes_it_on(self):
        sheet = self.urgent()
        self.alert_of(sheet, self.ward_a1).with_user(self.officer).action_check()
        above = self.alert_of(sheet, self.province_a).with_user(self.province)
        above.action_check()
        self.assertEqual(above.state, "checked")
        self.assertFalse(self.alert_of(sheet, self.centre))
        above.action_pass_on()
        top = self.alert_of(sheet, self.centre).with_user(self.national)
        self.assertEqual((above.state, top.state), ("passed", "waiting"))
        self.assertIn(SAID, top.text)
        with self.assertRaises(UserError):
            top.action_pass_on()

    def test_after_the_hours_the_text_goes_on_unchecked(self):
        with freeze_time(NOW):
            sheet = self.urgent()
            own = self.alert_of(sheet, self.ward_a1)
            above = self.alert_of(sheet, self.province_a)
            self.assertEqual(own.pass_due_at, NOW + timedelta(hours=4))
        with freeze_time(NOW + timedelta(hours=3)):
            self.pass_on()
            self.assertEqual(above.state, "told")
        with freeze_time(NOW + timedelta(hours=4, minutes=1)):
            self.pass_on()
            self.assertEqual((own.state, above.state), ("waiting", "waiting"))
            self.assertTrue(own.by_time)
            self.pass_on()
            self.assertEqual(self.kinds(own), ["raised", "told", "by_time", "text"])
        with freeze_time(NOW + timedelta(days=2)):
            self.pass_on()
            self.assertFalse(self.alert_of(sheet, self.centre), "one level by itself")
            own.with_user(self.officer).action_check()
            self.assertEqual(own.state, "passed")
            self.assertEqual(own.passed_at, NOW + timedelta(hours=4, minutes=1))

    def test_hours_that_others_see_are_not_told_to_the_minute(self):
        with freeze_time(NOW + timedelta(minutes=7, seconds=13)):
            own = self.alert_of(self.urgent(), self.ward_a1).with_user(self.officer)
            self.assertEqual(own.pass_due_at, NOW + timedelta(hours=4, minutes=15))
            own.action_quick_report()
            self.assertEqual(own.report_due_at, NOW + timedelta(hours=24, minutes=15))

    def test_hours_are_data_of_the_level(self):
        self.ward_a1.level_id.alert_hours = 0
        self.assertFalse(self.alert_of(self.urgent(), self.ward_a1).pass_due_at)

    def test_a_sheet_addressed_above_passes_by_the_own_unit(self):
        """G31: its own unit is told nothing, and no clock carries it further."""
        with freeze_time(NOW):
            sheet = self.urgent(addressed_above=True)
            self.assertFalse(self.alert_of(sheet, self.ward_a1))
            there = self.alert_of(sheet, self.province_a)
            self.assertEqual(there.state, "waiting")
            self.assertFalse(there.pass_due_at)
        with freeze_time(NOW + timedelta(days=9)):
            self.pass_on()
        self.assertEqual(self.alert_of(sheet, self.centre).state, "told")
        self.assertFalse(self.alerts.with_user(self.officer).search([]))
        mails = self.env["mail.mail"].search(
            [("email_to", "ilike", self.officer.email)]
        )
        self.assertFalse(mails.filtered(lambda m: "province_a" in m.subject))

    def test_returned_sheets_are_withdrawn_and_checked_anew(self):
        sheet = self.urgent()
        own = self.alert_of(sheet, self.ward_a1)
        above = self.alert_of(sheet, self.province_a)
        own.with_user(self.officer).action_check()
        sheet.with_user(self.officer)._return("Thiếu thời gian xảy ra")
        self.assertEqual((own.state, above.state), ("withdrawn", "withdrawn"))
        self.assertFalse(above.with_user(self.province).text)
        self.assertIn("corrected", above.with_user(self.province).text_note)
        sheet.with_user(self.author).action_submit()
        self.assertEqual((own.state, above.state), ("waiting", "told"))
        self.assertEqual(len(self.alerts.search([("opinion_id", "=", sheet.id)])), 2)
        self.assertEqual(self.kinds(own)[-2:], ["returned", "again"])

    def test_a_purge_takes_the_text_along(self):
        sheet = self.urgent()
        own = self.alert_of(sheet, self.ward_a1)
        sheet._retention_unlink()
        self.assertFalse(own.with_user(self.officer).text)
        self.assertIn("destroyed", own.with_user(self.officer).text_note)

    # Who may what
    # ------------

    def test_nobody_else_sees_it_and_nobody_writes_it(self):
        own = self.alert_of(self.urgent(), self.ward_a1)
        beside = self.chair("officer", self.ward_a2)
        for user in (beside, self.author, self.chair("inspector", self.province_a)):
            self.assertFalse(own.with_user(user).has_access("read"))
        for user in (self.province, beside):
            with self.assertRaises(AccessError):
                own.with_user(user).action_check()
        with self.assertRaises(AccessError):
            own.with_user(self.leader).action_check()
        for user in (self.officer, self.leader):
            self.assertTrue(own.with_user(user).has_access("read"))
            self.assertFalse(own.with_user(user).has_access("write"))

    def test_the_leader_reads_the_text_but_not_the_times(self):
        own = self.alert_of(self.urgent(), self.ward_a1).with_user(self.leader)
        self.assertIn(SAID, own.read(["text"])[0]["text"])
        for name in ("raised_at", "pass_due_at", "passage", "opinion_id"):
            with self.assertRaises(AccessError):
                own.read([name])

    def test_steps_are_only_added(self):
        own = self.alert_of(self.urgent(), self.ward_a1)
        with self.assertRaises(UserError):
            own.event_ids.write({"at": fields.Datetime.now()})
        with self.assertRaises(UserError):
            own.event_ids.unlink()
        with self.assertRaises(AccessError):
            own.event_ids.with_user(self.officer).create(
                {"alert_id": own.id, "unit_id": self.ward_a1.id, "kind": "checked"}
            )
        self.assertIn("ward_a1", own.with_user(self.officer).passage)

    def test_reading_the_text_is_logged_and_nothing_is_exported(self):
        sheet = self.urgent()
        above = self.alert_of(sheet, self.province_a).with_user(self.province)
        log = self.env["dlxh.access.log"].sudo()
        before = log.search_count([])
        above.read(["text", "origin_unit_id"])
        self.assertEqual(log.search_count([]), before, "there was no text to read")
        self.alert_of(sheet, self.ward_a1).with_user(self.officer).action_check()
        above.read(["origin_unit_id", "state"])
        self.assertEqual(log.search_count([]), before)
        above.read(["text"])
        line = log.search([], limit=1)
        self.assertEqual((line.user_id, line.model), (self.province, "dlxh.alert"))
        with self.assertRaises(UserError):
            above.export_data(["text"])

    # What is made of it
    # ------------------

    def test_a_quick_report_begins_in_one_click(self):
        with freeze_time(NOW):
            own = self.alert_of(self.urgent(), self.ward_a1).with_user(self.officer)
            action = own.action_quick_report()
            report = self.env["dlxh.report"].browse(action["res_id"])
            self.assertEqual(report.report_type, "quick")
            self.assertEqual(report.entry_ids.title, TITLE)
            self.assertEqual(own.state, "passed", "who reports on it has checked it")
            self.assertEqual(report.quick_due_at, NOW + timedelta(hours=24))
            self.assertEqual(own.action_quick_report()["res_id"], report.id)
        with freeze_time(NOW + timedelta(hours=25)):
            own.invalidate_recordset()
            self.assertTrue(own.is_report_late)
            found = self.alerts.with_user(self.officer).search(
                [("is_report_late", "=", True)]
            )
            self.assertEqual(found, own)
            report.sudo()._approval_flow()._on_sent()
            own.invalidate_recordset()
            self.assertTrue(own.is_report_late, "it was sent after its hour")
            self.assertFalse(found.search([("is_report_late", "=", True)]))
        self.assertEqual(self.kinds(own.sudo())[-2:], ["report_begun", "report_sent"])

    def test_the_level_above_writes_its_own_quick_report(self):
        sheet = self.urgent()
        above = self.alert_of(sheet, self.province_a).with_user(self.province)
        with self.assertRaises(UserError):
            above.action_quick_report()
        self.alert_of(sheet, self.ward_a1).with_user(self.officer).action_check()
        action = above.action_quick_report()
        report = self.env["dlxh.report"].browse(action["res_id"])
        self.assertIn(self.topic.name, report.entry_ids.title)
        self.assertFalse(report.entry_ids.opinion_ids)
        self.assertNotIn(SAID, str(report.entry_ids.text))

    def test_it_is_followed_as_an_issue_of_each_level(self):
        sheet = self.urgent()
        own = self.alert_of(sheet, self.ward_a1).with_user(self.officer)
        own.action_check()
        own.action_follow()
        self.assertEqual(own.issue_id, sheet.issue_id)
        above = self.alert_of(sheet, self.province_a).with_user(self.province)
        above.action_follow()
        self.assertEqual(above.issue_id.unit_id, self.province_a)
        self.assertEqual(own.issue_id.sudo().parent_issue_id, above.issue_id)
        above.issue_id.outcome = "Đập an toàn, đã kiểm tra"
        told = own.issue_id.with_user(self.author)
        self.assertIn("Đập an toàn", told.answers)

    def test_my_work_shows_what_waits(self):
        self.urgent()
        items = self.env["dlxh.work.item"].with_user(self.officer)._cards()
        alerts = [item for item in items if item.get("key") == "alert"]
        self.assertEqual([item["count"] for item in alerts], [1])
        self.assertEqual(alerts[0]["action"]["res_model"], "dlxh.alert")

    def test_the_list_costs_the_same_however_long(self):
        def look():
            self.env.invalidate_all()
            self.alerts.with_user(self.officer).web_search_read(
                [], dict.fromkeys(("origin_unit_id", "topic_id", "state"), {})
            )

        self.urgent()
        look()
        self.env.cr.flush()
        start = self.env.cr.sql_log_count
        look()
        once = self.env.cr.sql_log_count - start
        for _number in range(4):
            self.urgent()
        self.env.flush_all()
        start = self.env.cr.sql_log_count
        look()
        self.assertLessEqual(self.env.cr.sql_log_count - start, once)
