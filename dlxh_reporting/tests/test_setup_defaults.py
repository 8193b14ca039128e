from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from odoo.addons.dlxh_collaborator.tests.common import DlxhCase


@tagged("post_install", "-at_install")
class TestSetupDefaults(DlxhCase):
    """The set-up of a province says when reporting periods begin and end."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        admin = cls.chair("administrator")
        cls.setup = cls.env["dlxh.setup.wizard"].with_user(admin).create({})
        cls.month = cls.env.ref("dlxh_reporting.regime_month")
        cls.week = cls.env.ref("dlxh_reporting.regime_week")

    def test_the_form_proposes_what_holds(self):
        self.month.write({"start_day": 11, "due_days": 4})
        form = Form(self.env["dlxh.setup.wizard"])
        self.assertEqual(form.report_start_day, 11)
        self.assertEqual(form.report_due_days, 4)
        self.assertFalse(form.report_weekly)

    def test_regimes_follow(self):
        self.setup.write(
            {"report_start_day": 1, "report_due_days": 20, "report_weekly": True}
        )
        sentences = self.setup._apply_reporting_defaults()
        self.assertEqual(len(sentences), 1)
        self.assertEqual((self.month.start_day, self.month.due_days), (1, 20))
        self.assertEqual(self.month.lock_days, 20, "never locked before it is due")
        self.assertTrue(self.week.active)
        self.assertEqual(self.week.start_day, 1, "weeks keep their Monday")

    def test_an_impossible_day_changes_nothing(self):
        before = self.month.start_day
        self.setup.report_start_day = 31
        with self.assertRaises(ValidationError):
            self.setup._apply_reporting_defaults()
        self.assertEqual(self.month.start_day, before)
