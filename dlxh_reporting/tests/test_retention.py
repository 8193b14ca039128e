from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_report import DlxhReportCase


@tagged("post_install", "-at_install", "security")
class TestOpinionRetention(DlxhReportCase):
    """Raw sheets go after 24 months; reports keep their words and counts (G20)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.env.ref("dlxh_reporting.retention_opinion")
        cls.sheets = cls.sheet(cls.ward_a1, cls.issue(cls.ward_a1))
        cls.sheets += cls.sheet(cls.ward_a1, cls.sheets.issue_id, "approve")
        cls.nil = cls.sheet(cls.ward_a1, is_nil=True)
        cls.report_ = cls.sent(cls.ward_a1)
        cls.above = cls.drafted(cls.province_a)
        cls.env.flush_all()

    def purge(self, moment):
        with freeze_time(moment), self.enter_registry_test_mode():
            self.env.ref(
                "dlxh_collaborator.dlxh_retention_cron"
            ).method_direct_trigger()
        self.env.invalidate_all()

    def test_sheets_go_and_counts_stay(self):
        entry = self.report_.entry_ids
        said, counts = entry.text, (entry.sheet_count, entry.tendency_counts)
        self.assertEqual(counts[0], 2)
        self.assertFalse(entry.sources_purged)
        young = self.sheet(self.ward_a1, observed_week="2028-05-01")
        self.rule.action_enable()
        self.purge("2028-06-07 02:00:00")
        self.assertEqual(len(self.sheets.exists()), 2, "24 months are not over")
        self.purge("2028-06-10 02:00:00")
        self.assertFalse((self.sheets | self.nil).exists())
        self.assertTrue(young.exists())
        streams = self.env["dlxh.opinion.stream"].search([])
        self.assertFalse(streams.filtered(lambda stream: not stream.opinion_id))
        self.assertEqual((entry.sheet_count, entry.tendency_counts), counts)
        self.assertEqual(entry.text, said)
        self.assertTrue(entry.sources_purged, "the entry tells it")
        self.assertFalse(entry.opinion_ids)
        self.assertFalse(entry.sudo().drafted_text)
        self.assertEqual(self.above.entry_ids.sheet_count, 2)
        self.assertEqual(self.rule.run_ids.count, 3)

    def test_a_longer_report_still_counts_what_was_destroyed(self):
        self.rule.action_enable()
        self.purge("2028-06-10 02:00:00")
        year = self.report(
            self.ward_a1,
            regime_id=False,
            report_type="situation",
            period_type="year",
            date_from="2026-01-01",
            date_to="2026-12-31",
        )
        year.action_draft_from_sources()
        self.assertEqual(year.entry_ids.sheet_count, 2)

    def test_the_log_names_no_sheet(self):
        self.rule.action_enable()
        self.purge("2028-06-10 02:00:00")
        log = self.env["dlxh.access.log"].search([("action", "=", "purge")], limit=1)
        self.assertEqual((log.model, log.count), ("dlxh.opinion", 3))
        self.assertEqual((log.unit_id, log.domain), (self.ward_a1, False))

    def test_only_the_rule_deletes_what_was_handed_in(self):
        with self.assertRaises(UserError):
            self.sheets.unlink()

    def test_own_sheets_go_to_their_author_only(self):
        person = self.authors[self.ward_a1]
        mine = {section.key: section for section in person._own_data(by_self=True)}
        self.assertEqual(len(mine["opinion"].rows), 3)
        self.assertEqual(len(mine["opinion_stream"].rows), 2)
        self.assertIn("The price is too high", str(mine["opinion_stream"].rows))
        other = {section.key: section for section in person._own_data(by_self=False)}
        self.assertEqual(other["opinion"].rows, [[3]])
        self.assertNotIn("The price is too high", str(other))
