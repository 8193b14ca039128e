from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.dlxh_collaborator.models.house_time import house_today

from .common_report import DlxhReportCase


@tagged("post_install", "-at_install")
class TestReportDeputy(DlxhReportCase):
    """A deputy approves a report for the leader, and signs it for the head."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leader = cls.leaders[cls.ward_a1]
        cls.deputy = cls.chair("officer", cls.ward_a1, login="report_deputy")
        cls.deputy.name = "Lê Thị B"
        cls.body = cls.bodies[cls.ward_a1]
        cls.body.head_position = "Trưởng ban"
        cls.sheet(cls.ward_a1, cls.issue(cls.ward_a1))

    def hand_over(self):
        return (
            self.env["dlxh.delegation"]
            .with_user(self.leader)
            .create(
                {
                    "unit_id": self.ward_a1.id,
                    "leader_id": self.leader.id,
                    "deputy_id": self.deputy.id,
                    "position": "Phó Trưởng ban",
                    "date_to": house_today() + timedelta(days=5),
                }
            )
        )

    def submitted(self):
        report = self.drafted(self.ward_a1)
        report.action_submit_approval()
        return report

    def signature(self, report):
        page = report._document_page()
        return page["signature"], page["signer"]

    def test_signed_for_the_head(self):
        self.hand_over()
        report = self.submitted()
        self.assertEqual(self.signature(report), (["TRƯỞNG BAN"], "Trần Văn A"))
        report.with_user(self.deputy).action_approve()
        signed = (["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"], "Lê Thị B")
        self.assertEqual(self.signature(report), signed)
        signer = report.signer_id
        self.assertEqual((signer.form, signer.user_id), ("kt", self.deputy))
        self.assertEqual(signer.date_to, house_today() + timedelta(days=5))
        report.action_secret_check()
        report.action_sign()
        report.action_send()
        self.assertEqual(self.signature(report), signed)

    def test_the_line_of_the_body_is_used_where_there_is_one(self):
        line = self.env["dlxh.body.signer"].create(
            {
                "body_id": self.body.id,
                "sequence": 50,
                "name": "Đồng chí B",
                "position": "Phó Trưởng ban thường trực",
                "form": "kt",
                "user_id": self.deputy.id,
            }
        )
        self.hand_over()
        report = self.submitted()
        report.with_user(self.deputy).action_approve()
        self.assertEqual(report.signer_id, line)
        self.assertEqual(len(self.body.signer_ids), 2)

    def test_taken_back_the_head_signs_again(self):
        self.hand_over()
        report = self.submitted()
        report.with_user(self.deputy).action_approve()
        report.with_user(self.leader).action_undo_approval("I read it myself")
        self.assertEqual(self.signature(report), (["TRƯỞNG BAN"], "Trần Văn A"))
        report.action_submit_approval()
        report.with_user(self.leader).action_approve()
        self.assertEqual(self.signature(report), (["TRƯỞNG BAN"], "Trần Văn A"))

    def test_without_the_position_of_the_head_it_is_told_what_to_do(self):
        self.body.head_position = False
        self.hand_over()
        report = self.submitted()
        with self.assertRaisesRegex(UserError, "Position of the head"):
            report.with_user(self.deputy).action_approve()

    def test_overdue_goes_to_who_signs_for_the_head(self):
        self.ward_a1.level_id.approval_hours = 24
        self.body.signer_ids = [
            Command.create(
                {
                    "name": "Lê Thị B",
                    "position": "Phó Trưởng ban",
                    "form": "kt",
                    "user_id": self.deputy.id,
                    "sequence": 50,
                }
            )
        ]
        report = self.submitted()
        mine = report.with_user(self.deputy)
        with self.assertRaises(AccessError):
            mine.action_approve()
        with freeze_time(fields.Datetime.now() + timedelta(hours=25)):
            self.env.invalidate_all()
            mine.action_approve()
        self.assertEqual(self.signature(report)[1], "Lê Thị B")
        last = report.sudo().approval_round_ids.sorted("id")[-1]
        self.assertEqual(last.on_behalf_id, self.leader)

    def test_the_deputy_finds_it_among_his_work(self):
        report = self.submitted()
        self.hand_over()
        items = self.env["dlxh.work.item"].with_user(self.deputy)._report_items()
        cards = {item["key"]: item for item in items}
        self.assertEqual(cards["report_approve"]["count"], 1)
        other = self.env["dlxh.work.item"].with_user(self.officers[self.ward_a1])
        self.assertNotIn(
            "report_approve", {item["key"] for item in other._report_items()}
        )
        self.assertEqual(report.state, "in_approval")
