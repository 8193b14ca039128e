from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import DlxhCase
from .test_document_print import pdf_text

TOLD = {
    "what_happened": "Một điện thoại có danh sách cộng tác viên bị mất.",
    "data_kinds": "Họ tên, số điện thoại",
    "affected_count": 35,
    "measures": "Đã khóa tài khoản và đổi mật khẩu.",
    "contact": "Cán bộ bảo vệ dữ liệu",
    "reference": "12-CV/BTGTU",
}


@tagged("post_install", "-at_install", "security")
class TestIncident(DlxhCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.near = cls.chair("data_officer", cls.ward_a1)
        cls.far = cls.chair("data_officer", cls.province_a)
        cls.leader = cls.chair("leader", cls.ward_a1)
        cls.stranger = cls.chair("data_officer", cls.ward_a2)

    @classmethod
    def incident(cls, **values):
        return (
            cls.env["dlxh.incident"]
            .with_user(cls.near)
            .create({"title": "Mất điện thoại", **values})
        )

    def test_seventy_two_hours(self):
        with freeze_time("2026-03-02 02:00:00"):
            incident = self.incident(**TOLD)
            self.assertEqual(str(incident.notify_by), "2026-03-05 02:00:00")
            self.assertEqual(incident.hours_left, 72)
            self.assertTrue(incident.name.startswith("SC/"))
        with freeze_time("2026-03-05 01:00:00"):
            incident.invalidate_recordset()
            self.assertEqual(incident.hours_left, 1)
            incident.action_notify()
        self.assertEqual(incident.state, "notified")
        self.assertFalse(incident.notified_late)

    def test_a_late_notification_says_why(self):
        with freeze_time("2026-03-02 02:00:00"):
            incident = self.incident(**TOLD)
        with freeze_time("2026-03-05 03:00:00"):
            incident.invalidate_recordset()
            late = [("id", "=", incident.id), ("is_late", "=", True)]
            self.assertEqual(incident.search(late), incident)
            with self.assertRaises(UserError):
                incident.action_notify()
            incident.late_reason = "Người trực nghỉ"
            incident.action_notify()
        self.assertTrue(incident.notified_late)
        self.assertEqual(incident.search(late), incident)

    def test_the_notification_must_be_complete(self):
        for missing in ("what_happened", "data_kinds", "measures", "contact"):
            incident = self.incident(**{**TOLD, missing: False})
            with self.assertRaises(UserError) as refusal:
                incident.action_notify()
            label = incident._fields[missing]._description_string(self.env)
            self.assertIn(label, str(refusal.exception))

    def test_escalation(self):
        told = self.env["res.users"]
        with freeze_time("2026-03-02 02:00:00"):
            incident = self.incident().sudo()
            self.assertEqual(incident.activity_ids.user_id, self.near)
        steps = (
            ("2026-03-03 01:00:00", self.near, 0),
            ("2026-03-03 02:00:00", self.near, 24),
            ("2026-03-04 03:00:00", self.near | self.leader, 48),
            ("2026-03-05 03:00:00", self.near | self.leader | self.far, 72),
        )
        for moment, told, step in steps:
            with freeze_time(moment):
                self.env["dlxh.incident"]._cron_escalate()
                self.env["dlxh.incident"]._cron_escalate()
            self.assertEqual(incident.activity_ids.user_id, told, moment)
            self.assertEqual(incident.step_reached, step)
            self.assertEqual(len(incident.activity_ids), len(told))
        self.assertTrue(incident.with_user(self.leader).title, "who is told can read")
        incident.write(TOLD)
        incident.late_reason = "Late"
        incident.with_user(self.near).action_notify()
        self.assertFalse(incident.activity_ids)

    def test_who_reads_and_writes(self):
        incident = self.incident()
        for user, reads, writes in (
            (self.near, True, True),
            (self.far, True, True),
            (self.leader, True, False),
            (self.chair("inspector", self.province_a), True, False),
            (self.stranger, False, False),
            (self.chair("officer", self.ward_a1), False, False),
            (self.chair("collaborator", self.ward_a1), False, False),
            (self.chair("administrator", self.ward_a1), False, False),
            (self.chair("data_officer"), False, False),
        ):
            mine = incident.with_user(user)
            self.assertEqual(mine.has_access("read"), reads, user.login)
            self.assertEqual(mine.has_access("write"), writes, user.login)
        self.stranger.dlxh_unit_ids = [Command.set(self.ward_a1.ids)]
        self.assertTrue(incident.with_user(self.stranger).has_access("read"))
        with self.assertRaises(AccessError):
            incident.with_user(self.leader).action_notify()

    def test_what_was_told_stays(self):
        incident = self.incident(**TOLD)
        incident.action_notify()
        with self.assertRaises(UserError):
            incident.affected_count = 2
        with self.assertRaises(UserError):
            incident.state = "open"
        with self.assertRaises(UserError):
            incident.sudo().unlink()
        with self.assertRaises(UserError):
            incident.action_close()
        incident.lessons = "Không lưu danh sách trên điện thoại"
        incident.action_close()
        with self.assertRaises(UserError):
            incident.lessons = "Khác"

    def test_moments(self):
        with self.assertRaises(ValidationError):
            self.incident(discovered_at="2100-01-01 00:00:00")
        with self.assertRaises(ValidationError):
            self.incident(
                discovered_at="2026-03-01 00:00:00", happened_at="2026-03-02 00:00:00"
            )

    def test_the_printed_notification(self):
        incident = self.incident(has_sensitive=True, **TOLD)
        incident.action_print()
        log = self.env["dlxh.access.log"].search([], limit=1)
        self.assertEqual((log.action, log.model), ("print", "dlxh.incident"))
        report = self.env["ir.actions.report"].with_user(self.near)
        content, kind = report.with_context(
            force_report_rendering=True
        )._render_qweb_pdf(
            "dlxh_collaborator.action_report_dlxh_incident", incident.ids
        )
        self.assertEqual(kind, "pdf")
        text = " ".join(pdf_text(content).split())
        for part in (TOLD["what_happened"], TOLD["data_kinds"], "35", "Mất điện thoại"):
            self.assertIn(part.lower(), text.lower())

    def test_queries(self):
        for _number in range(10):
            self.incident()
        incidents = self.env["dlxh.incident"].with_user(self.near)
        names = ["name", "title", "unit_id", "discovered_at", "notify_by", "is_late"]
        spec = {
            name: {"fields": {"display_name": {}}} if name.endswith("_id") else {}
            for name in names
        }
        incidents.web_search_read([], spec)
        self.env.invalidate_all()
        with self.assertQueryCount(10):
            rows = incidents.web_search_read([], spec)
        self.assertEqual(len(rows["records"]), 10)
