from odoo.tests import freeze_time, tagged

from .common_report import DlxhReportCase


@tagged("post_install", "-at_install")
@freeze_time("2026-07-02 03:00:00")
class TestReportFulfilment(DlxhReportCase):
    """A task of a plan is done when the report it asks for was sent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls.env["dlxh.programme"].create(
            {"unit_id": cls.province_a.id, "year": 2026}
        )
        cls.task = cls.plan.task_ids.create(
            {
                "programme_id": cls.plan.id,
                "name": "Report on the month",
                "responsible_unit_id": cls.ward_a1.id,
                "date_due": "2026-07-05",
            }
        )
        cls.plan._approval_flow().write({"state": "approved"})

    def test_sent_report_fulfils_a_task_given_from_above(self):
        report = self.report(self.ward_a1, is_nil=True)
        task = self.task.with_user(self.officers[self.ward_a1])
        task.fulfilled_by = report
        self.approve(report)
        self.assertEqual(self.task.state, "todo")
        report.action_secret_check()
        report.action_sign()
        report.action_send()
        self.assertEqual((self.task.state, self.task.progress), ("done", 100))
        officer = self.officers[self.province_a]
        report.with_user(officer).action_return_sent("Which months are meant?")
        self.assertEqual(self.task.state, "doing")

    def test_report_of_another_unit_is_not_linked(self):
        foreign = self.report(self.ward_a2, is_nil=True)
        task = self.task.with_user(self.officers[self.ward_a1])
        with self.assertRaisesRegex(Exception, "may not read it"):
            task.fulfilled_by = foreign

    def test_reports_are_offered(self):
        models = dict(self.env["dlxh.programme.task"]._selection_fulfilled_by())
        for name in ("dlxh.report", "dlxh.meeting", "dlxh.decision"):
            self.assertIn(name, models)
