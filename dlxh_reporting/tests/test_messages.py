import importlib
import re
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_circular import DlxhCircularCase
from .common_messages import SECRET, MessagesCase

#: what sends; whoever writes a call of these adds the flow below
SENDS = re.compile(
    r"message_post|message_notify|_message_log|activity_schedule|_bus_send|_sendone"
    r"|send_mail\(|\[\"mail\.(mail|activity|message)\"\]|_digest_type = "
)


@tagged("post_install", "-at_install", "security")
class TestMessages(MessagesCase):
    """Every flow of this add-on that tells somebody something."""

    def test_the_catch_catches(self):
        """A leak on purpose is found, on each way out."""
        partner = self.officers[self.ward_a1].partner_id
        leaks = {
            "mail.mail": lambda: self.env["mail.mail"].create(
                {"subject": SECRET["title"], "email_to": "a@example.com"}
            ),
            "mail.activity": lambda: self.env["mail.activity"].create(
                {
                    "user_id": self.env.uid,
                    "note": SECRET["statement"],
                    "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
                }
            ),
            "mail.message": lambda: partner.message_post(body=SECRET["author"]),
            "bus.bus": lambda: partner._bus_send("x", {"message": SECRET["issue"]}),
        }
        for name, leak in leaks.items():
            with (
                self.subTest(name),
                self.assertRaisesRegex(AssertionError, name),
                self.nothing_told(),
            ):
                leak()
        with self.assertRaises(AssertionError), self.nothing_told():
            self.env["mail.activity"].with_user(self.author).create(
                {"user_id": self.author.id, "summary": "By whom?"}
            )
        with self.assertRaises(AssertionError), self.nothing_told(["mail.mail"]):
            pass

    def test_a_sheet_handed_in_returned_and_accepted(self):
        sheet = self.written()
        with self.nothing_told():
            sheet.action_submit()
            received = sheet.with_user(self.officers[self.ward_a1])
            self.env["dlxh.opinion.return"].with_user(received.env.user).create(
                {"opinion_ids": [Command.set(sheet.ids)], "reason": "Say more"}
            ).action_return()
            sheet.action_submit()
            received.action_accept()
            received.action_create_issue()

    def test_an_urgent_sheet(self):
        sheet = self.written(urgency="urgent")
        with self.nothing_told():
            sheet.action_submit()
            sheet.with_user(self.officers[self.ward_a1]).action_accept()
            self.run_jobs()

    def test_an_issue_from_beginning_to_end(self):
        officer = self.officers[self.ward_a1]
        with self.nothing_told():
            issue = self.issue(self.ward_a1, SECRET["issue"]).with_user(officer)
            issue.write(
                {
                    "deadline": fields.Date.today() - timedelta(days=1),
                    "handler_unit_id": self.ward_a1.id,
                }
            )
            self.run_jobs()
            issue.write({"outcome": SECRET["note"], "state": "closed"})
            self.run_jobs()

    def test_a_report_up_and_back(self):
        with self.nothing_told(["bus.bus"]):
            report = self._written_report(self.ward_a1)
            officer, leader = self.officers[self.ward_a1], self.leaders[self.ward_a1]
            report.action_submit_approval()
            report.with_user(leader).action_return("Clearer, please")
            report.with_user(officer).action_submit_approval()
            report.with_user(leader).action_approve()
            report.action_secret_check()
            report.action_sign()
            report.action_send()
            above = report.with_user(self.officers[self.province_a])
            above.action_receive()
            above.action_return_sent("A correction, please")
            new = report.with_user(officer).action_supersede()
            again = self.env["dlxh.report"].with_user(officer).browse(new["res_id"])
            self.send(again)
            self.run_jobs()

    def test_a_quick_report_and_an_undone_approval(self):
        with self.nothing_told():
            entry = {"title": SECRET["issue"], "text": f"<p>{SECRET['entry']}</p>"}
            report = self.report(
                self.ward_a1,
                regime_id=False,
                report_type="quick",
                entry_ids=[Command.create(entry)],
            )
            self.approve(report)
            report.with_user(self.leaders[self.ward_a1]).action_undo_approval("Not yet")

    def test_a_briefing_with_issues_on_its_agenda(self):
        self.issue(self.province_a, SECRET["issue"], published=True)
        with self.nothing_told(["mail.mail"], to_members=True):
            meeting = (
                self.env["dlxh.meeting"]
                .with_user(self.officers[self.ward_a1])
                .create(
                    {
                        "unit_id": self.ward_a1.id,
                        "kind": "briefing",
                        "start": fields.Datetime.now() + timedelta(days=5),
                        "stop": fields.Datetime.now() + timedelta(days=5, hours=2),
                    }
                )
            )
            self._invite(meeting)

    def test_the_nightly_jobs(self):
        """What waits for somebody is all there when the jobs run."""
        officer = self.officers[self.ward_a1]
        late = fields.Date.today() - timedelta(days=3)
        self.issue(self.ward_a1, SECRET["issue"], deadline=late)
        self.written(urgency="urgent").action_submit()
        report = self._written_report(self.ward_a1)
        report.with_user(officer).action_submit_approval()
        with self.nothing_told():
            self.run_jobs()

    def test_an_export_asked_for_and_released(self):
        sheet = self.written(observed_week=fields.Date.today())
        sheet.action_submit()
        sheet.with_user(self.officers[self.ward_a1]).action_accept()
        with self.nothing_told():
            export = (
                self.env["dlxh.raw.export"]
                .with_user(self.officers[self.ward_a1])
                .create({"purpose": "A study of what is said"})
            )
            export.action_submit()
            export.with_user(self.leaders[self.ward_a1]).action_release()
            export._take()

    # Help
    # ----

    def _written_report(self, unit, **values):
        """A report whose every text is one of the words."""
        issue = self.issue(unit, SECRET["issue"])
        self.sheet(unit, issue, statement=SECRET["statement"])
        self.sheet(unit, title=SECRET["title"], event=SECRET["event"])
        report = self.drafted(unit, **values)
        for entry in report.entry_ids:
            entry.write(
                {
                    "text": f"<p>{SECRET['entry']}</p>",
                    "assessment": SECRET["assessment"],
                    "forecast": SECRET["forecast"],
                    "proposal": SECRET["proposal"],
                }
            )
        report.entry_ids[-1:].action_drop(SECRET["drop"])
        report.section_ids[:1].body = f"<p>{SECRET['section']}</p>"
        return report

    @mute_logger("odoo.addons.base.models.ir_cron")
    def run_jobs(self):
        """Run what this and the other add-on run by night."""
        jobs = self.env["ir.cron"].search([("model_id.model", "=like", "dlxh.%")])
        self.assertTrue(jobs)
        for job in jobs:
            code = job.ir_actions_server_id.code or ""
            method = re.fullmatch(r"model\.(\w+)\(\)", code.strip())
            self.assertTrue(method, f"{job.name}: {code}")
            with patch.object(type(jobs), "_commit_progress", return_value=60.0):
                getattr(self.env[job.model_id.model], method[1])()

    def _invite(self, meeting):
        """To a member with an address, by mail with the calendar file."""
        member = self.collaborator(self.ward_a1)
        member.partner_id.email = "member@example.com"
        team = self.env["dlxh.team"].search([("unit_id", "=", self.ward_a1.id)])
        self.env["dlxh.team.member"].create(
            {
                "team_id": team.id,
                "collaborator_id": member.id,
                "date_from": "2021-01-01",
            }
        )
        meeting.action_fill_agenda()
        self.assertIn(SECRET["issue"], str(meeting.agenda_ids.mapped("name")))
        meeting.action_prepare_list()
        meeting.action_invite()


@tagged("post_install", "-at_install", "security")
class TestCircularMessages(MessagesCase, DlxhCircularCase):
    """Circulars go out with unit, kind and deadline, not with what they say."""

    def test_a_circular_down_the_tree(self):
        deadline = fields.Datetime.now() + timedelta(days=2)
        with self.nothing_told(["mail.activity"]):
            circular = self.sent(body=f"<p>{SECRET['section']}</p>", deadline=deadline)
            TestMessages.run_jobs(self)
            self.delivery(circular, self.ward_a1).action_acknowledge()
            TestMessages.run_jobs(self)


@tagged("post_install", "-at_install", "security")
class TestMessageSenders(MessagesCase):
    """No sender that the flows above do not drive."""

    #: files that send, and where it is driven
    DRIVEN = {
        "dlxh_reporting": {
            "dlxh_alert_tell.py": "test_an_urgent_sheet",
            "dlxh_circular_delivery_digest_mixin.py": "test_a_circular_down_the_tree",
            "dlxh_dashboard_digest.py": "test_the_nightly_jobs",
            "dlxh_issue_remind.py": "test_an_issue_from_beginning_to_end",
            "dlxh_obligation_digest.py": "test_the_nightly_jobs",
            "dlxh_obligation_mail.py": "test_the_nightly_jobs",
        },
    }

    def test_every_sender_is_driven(self):
        for addon, driven in self.DRIVEN.items():
            home = Path(importlib.import_module(f"odoo.addons.{addon}").__path__[0])
            sending = {
                path.name
                for folder in ("models", "wizard", "controllers", "report")
                for path in (home / folder).glob("*.py")
                if SENDS.search(path.read_text(encoding="utf-8"))
            }
            self.assertEqual(
                sending,
                set(driven),
                "Drive the flow of a new sender inside nothing_told(), then name it.",
            )
