from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged

from .common_dashboard import DashboardCase

MONDAY = "2026-07-06 01:00:00"
SECRETS = ("Secret title", "Secret text", "Secret advice")


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestDashboardDigest(DashboardCase):
    """The weekly mail to leaders: counts and a link."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.users"].search([]).sudo().dlxh_digest_on = "2026-07-06"
        people = cls.leaders[cls.province_a] | cls.leaders[cls.ward_a1]
        people.sudo().write(
            {"dlxh_digest_on": False, "email": "l@example.com", "lang": "en_US"}
        )

    def run_cron(self):
        known = self.env["mail.mail"].search([])
        crons = type(self.env["ir.cron"])
        with patch.object(crons, "_commit_progress", return_value=60.0):
            self.env["dlxh.dashboard.digest"]._cron_send()
        return self.env["mail.mail"].search([]) - known

    def something_happened(self):
        report = self.told(
            self.ward_a1,
            {SECRETS[0]: {"text": f"<p>{SECRETS[1]}</p>", "proposal": SECRETS[2]}},
        )
        report._approval_flow().write({"sent_at": "2026-07-02 03:00:00"})
        self.owed(self.ward_a2, due_at="2026-07-05 17:00:00")
        self.issue(self.province_a, SECRETS[0], deadline="2026-07-01")

    def test_nothing_happened_nothing_sent(self):
        self.assertFalse(self.run_cron())

    def test_counts_and_link_only(self):
        self.something_happened()
        (mail,) = self.run_cron()
        self.assertIn(self.leader.email_formatted, mail.email_to)
        body = f"{mail.subject} {mail.body_html}"
        for part in (
            "province_a",
            "Reports that came in during the week",
            "Overdue reports of units below",
            "Issues past their deadline",
            "/odoo/dlxh-overview",
        ):
            self.assertIn(part, body)
        for secret in (*SECRETS, "ward_a1", "ward_a2"):
            self.assertNotIn(secret, body)

    def test_once_a_week(self):
        self.something_happened()
        self.assertEqual(len(self.run_cron()), 1)
        self.assertFalse(self.run_cron())
        with freeze_time("2026-07-13 01:00:00"):
            mails = self.run_cron()
        mine = mails.filtered(lambda m: m.email_to == self.leader.email_formatted)
        self.assertEqual(len(mine), 1)

    def test_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        self.leader.lang = "vi_VN"
        self.something_happened()
        (mail,) = self.run_cron()
        self.assertNotIn("Overdue reports", mail.body_html)
        self.assertNotIn("Dear", mail.body_html)

    def test_in_batches(self):
        self.something_happened()
        self.issue(self.ward_a1, "Another", deadline="2026-07-01")
        module = "odoo.addons.dlxh_reporting.models.dlxh_dashboard_digest.BATCH"
        with patch(module, 1):
            mails = self.run_cron()
        self.assertEqual(len(mails), 2)

    def test_queries_do_not_grow(self):
        self.something_happened()
        digest = self.env["dlxh.dashboard.digest"]

        def queries(users):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            digest._counts(users.dlxh_unit_ids, digest.env.cr.now().date())
            return self.env.cr.sql_log_count - before

        few = queries(self.leader)
        many = queries(self.env["res.users"].union(*self.leaders.values()))
        self.assertLessEqual(many, few)
