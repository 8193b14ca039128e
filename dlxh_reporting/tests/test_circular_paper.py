import base64
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common_circular import DlxhCircularCase


@tagged("post_install", "-at_install")
class TestCircularPaper(DlxhCircularCase):
    """A report that a circular demands came on paper and is entered for the unit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        today = fields.Date.context_today(cls.env.user)
        cls.asking = cls.sent(report_due=today + timedelta(days=10))
        cls.above = cls.officers[cls.province_a]

    def owed(self, unit=None, circular=None):
        domain = [
            ("circular_id", "=", (circular or self.asking).id),
            ("unit_id", "=", (unit or self.ward_a1).id),
        ]
        return self.env["dlxh.obligation"].search(domain).ensure_one()

    def enter(self, user=None, owed=None, **values):
        user = user or self.above
        owed = (owed or self.owed()).with_user(user)
        action = owed.action_enter_paper()
        papers = self.env["dlxh.obligation.paper"].with_user(user)
        paper = papers.with_context(**action["context"]).create(
            {
                "summary": "<p>Every cell was told; people ask for water.</p>",
                "paper_code": "15-BC/ĐU",
                "content": base64.b64encode(b"%PDF-1.4 scanned"),
                "content_name": "bao-cao.pdf",
                **values,
            }
        )
        return self.env["dlxh.report"].browse(paper.action_enter()["res_id"])

    def test_the_unit_above_enters_it(self):
        self.assertTrue(self.owed().with_user(self.above).can_enter)
        with freeze_time(fields.Datetime.now() + timedelta(days=3)):
            report = self.enter()
        owed = self.owed()
        self.assertEqual((owed.state, owed.report_id), ("accepted", report))
        self.assertTrue(owed.is_on_behalf and owed.is_on_time)
        self.assertEqual(report.circular_id, self.asking.sudo(False))
        self.assertEqual(report.report_type, "thematic")
        self.assertFalse(report.regime_id)
        self.assertEqual(report.obligation_id, owed)
        self.assertEqual(report.entered_by_id, self.above)
        self.assertTrue(report.date_from <= report.date_to)
        self.assertIn("ask for water", report.with_user(self.above).entry_ids.text)
        rates = self.env["dlxh.reporting.rate"].with_user(self.above)
        counted = rates._rates([("id", "=", owed.id)])
        self.assertEqual((counted.actual, counted.on_behalf), (1, 1))

    def test_it_came_late(self):
        with freeze_time(fields.Datetime.now() + timedelta(days=12)):
            self.enter()
            late = self.enter(
                owed=self.owed(self.ward_a2),
                received_at=fields.Datetime.now() - timedelta(days=4),
            )
        self.assertFalse(self.owed().is_on_time)
        self.assertTrue(self.owed(self.ward_a2).is_on_time)
        self.assertTrue(late.date_to < self.asking.report_due)

    def test_nothing_to_report(self):
        self.enter(is_nil=True, summary=False)
        self.assertTrue(self.owed().is_nil)

    def test_a_report_on_the_force(self):
        due = self.asking.report_due
        circular = self.sent(report_due=due, report_type="force")
        report = self.enter(owed=self.owed(circular=circular))
        self.assertEqual(report.report_type, "force")
        self.assertTrue(self.owed(circular=circular).is_submitted)

    def test_the_unit_itself_enters_its_signed_paper(self):
        officer = self.officers[self.ward_a1]
        with self.assertRaisesRegex(UserError, "approval of your"):
            self.enter(officer, content=False, content_name=False)
        report = self.enter(officer)
        self.assertEqual(report.state, "sent")
        self.assertEqual(self.owed().state, "submitted")

    def test_not_beside_and_not_from_other_chairs(self):
        owed = self.owed()
        for user in (
            self.officers[self.ward_a2],
            self.officers[self.province_b],
            self.leaders[self.province_a],
            self.clerk,
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                owed.with_user(user).action_enter_paper()

    def test_not_twice_and_not_once_withdrawn(self):
        self.enter()
        with self.assertRaisesRegex(UserError, "does not wait"):
            self.enter()
        self.asking.action_withdraw("Asked for elsewhere")
        with self.assertRaisesRegex(UserError, "does not wait"):
            self.enter(owed=self.owed(self.ward_a2))

    def test_a_paper_does_not_push_out_the_units_own_report(self):
        delivery = self.delivery(self.asking, self.ward_a1)
        action = delivery.action_write_report()
        reports = self.env["dlxh.report"].with_user(delivery.env.user)
        form = Form(reports.with_context(**action["context"]))
        form.is_nil = True
        form.save()
        with self.assertRaisesRegex(UserError, "of its own"):
            self.enter()

    def test_a_paper_corrects_a_returned_report(self):
        first = self.enter()
        first.with_user(self.above).action_return_sent("Page 2 is missing")
        self.assertEqual(self.owed().state, "returned")
        second = self.enter()
        self.assertEqual(first.state, "superseded")
        self.assertEqual(second.supersedes_id, first)
        self.assertTrue(self.owed().is_corrected)

    def test_screen(self):
        action = self.owed().with_user(self.above).action_enter_paper()
        papers = self.env["dlxh.obligation.paper"].with_user(self.above)
        form = Form(papers.with_context(**action["context"]))
        self.assertIn(self.asking.document_code, form.period_name)
        self.assertTrue(form._get_modifier("regime_id", "invisible"))
