from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from .common_circular import DlxhCircularCase

SECRET = "prices of petrol"


@tagged("post_install", "-at_install")
class TestCircularReminder(DlxhCircularCase):
    """One activity and one mail a person, whatever he has to acknowledge."""

    def setUp(self):
        super().setUp()
        self.officer = self.officers[self.ward_a1]
        self.kind = self.env.ref("dlxh_reporting.mail_activity_type_circulars_due")
        deadline = fields.Datetime.now() + timedelta(days=2)
        self.circulars = [self.sent(deadline=deadline) for _number in range(3)]

    def activities(self):
        return self.env["mail.activity"].search(
            [("activity_type_id", "=", self.kind.id), ("user_id", "=", self.officer.id)]
        )

    def test_one_activity(self):
        self.run_cron("dlxh.circular.delivery", "_cron_remind")
        activity = self.activities()
        self.assertEqual(len(activity), 1)
        self.assertIn("3 to acknowledge", activity.summary)
        for circular in self.circulars:
            self.assertIn(circular.document_code, activity.note)
        self.assertNotIn(SECRET, f"{activity.summary} {activity.note}")
        self.run_cron("dlxh.circular.delivery", "_cron_remind")
        self.assertEqual(self.activities(), activity)
        for circular in self.circulars:
            self.delivery(circular, self.ward_a1).action_acknowledge()
        self.run_cron("dlxh.circular.delivery", "_cron_remind")
        self.assertFalse(self.activities())

    def test_late_ones_are_told(self):
        with freeze_time(fields.Datetime.now() + timedelta(days=4)):
            self.run_cron("dlxh.circular.delivery", "_cron_remind")
            self.assertIn("3 late", self.activities().summary)

    def test_closed_ones_are_not(self):
        for circular in self.circulars:
            circular.action_close()
        self.run_cron("dlxh.circular.delivery", "_cron_remind")
        self.assertFalse(self.activities())

    def test_one_mail_a_person(self):
        self.officer.email = "officer@example.org"
        mails = self.env["mail.mail"]
        to_him = [("email_to", "ilike", "officer@example.org")]
        self.run_cron("dlxh.obligation", "_cron_mail_digests")
        mail = mails.search(to_him)
        self.assertEqual(len(mail), 1)
        self.assertIn("3 to acknowledge", mail.subject)
        for circular in self.circulars:
            self.assertIn(circular.document_code, mail.body_html)
        self.assertNotIn(SECRET, f"{mail.subject} {mail.body_html}")
        self.run_cron("dlxh.obligation", "_cron_mail_digests")
        self.assertEqual(mails.search(to_him), mail)  # nothing new, no second mail
