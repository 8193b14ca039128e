from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow

from .common_results import ResultsCase


@tagged("post_install", "-at_install", "security")
class TestSurveyRetention(ResultsCase):
    """Single answers go 12 months after publishing; published tables stay (G20)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_state("published", published_on="2026-03-01", closed_on="2026-02-01")
        cls.texts = cls.env["dlxh.survey.text"].create(
            {"wave_id": cls.wave.id, "question": "why", "body": "Vì đường xấu"}
        )
        cls.env.ref("dlxh_survey.retention_wave").action_enable()

    def purge(self, moment):
        with freeze_time(moment), self.enter_registry_test_mode():
            cron = self.env.ref("dlxh_collaborator.dlxh_retention_cron")
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def left(self):
        self.env.cr.execute(
            "SELECT count(*) FROM dlxh_survey_response WHERE wave_id = %s",
            [self.wave.id],
        )
        return self.env.cr.fetchone()[0]

    def test_answers_go_and_published_tables_stay(self):
        told = self.seen(self.officer)
        self.purge("2027-02-20 02:00:00")
        self.assertEqual(self.left(), 200, "12 months are not over")
        self.purge("2027-03-02 02:00:00")
        self.assertEqual(self.left(), 0)
        self.assertFalse(self.texts.exists())
        self.assertEqual(str(self.wave.destroyed_on), "2027-03-02")
        self.assertEqual(self.wave.response_count, 200)
        self.assertEqual(self.seen(self.officer), told)

    def test_no_table_is_counted_anew(self):
        self.purge("2027-03-02 02:00:00")
        with self.assertRaisesRegex(UserError, "were destroyed on"):
            self.seen(self.officer, "sex", method="get_cross")
        page = self.seen(self.officer, method="get_page")
        self.assertTrue(page["questions"])
        self.assertFalse(page["columns"])

    def test_a_wave_never_published_keeps_nothing(self):
        with_flow(self.wave).write({"state": "closed", "published_on": False})
        self.purge("2027-02-02 02:00:00")
        self.assertEqual(self.left(), 0)
        self.assertFalse(self.wave.kept_tables)
        with self.assertRaisesRegex(UserError, "were destroyed on"):
            self.seen(self.officer)
