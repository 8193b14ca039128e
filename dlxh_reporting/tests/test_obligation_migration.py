import importlib.util
from datetime import date, datetime
from pathlib import Path

from odoo.tests import tagged

from .common_obligation import ObligationCase

SCRIPT = (
    Path(__file__).resolve().parents[1] / "migrations/19.0.1.1.0/post-obligation.py"
)


@tagged("post_install", "-at_install")
class TestObligationMigration(ObligationCase):
    """Reports sent before obligations were kept are counted among what was owed."""

    def migrate(self):
        spec = importlib.util.spec_from_file_location("post_obligation", SCRIPT)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        self.env.flush_all()
        script.migrate(self.cr, "19.0.1.0.0")
        self.env.invalidate_all()

    def report(self, unit, month, state="sent", **values):
        report = self.env["dlxh.report"].create(
            {
                "unit_id": unit.id,
                "regime_id": self.regime.id,
                "date_from": date(2026, month, 1),
                "date_to": date(2026, month, 28),
            }
        )
        report._approval_flow().write(
            {
                "state": state,
                "is_sent": state != "draft",
                "sent_at": state != "draft" and datetime(2026, month + 1, 3, 8),
                **values,
            }
        )
        return report

    def test_a_province_owes_since_it_began_to_report(self):
        sent = self.report(self.ward_a1, 3)
        self.migrate()
        months = [day.month for day in self.owed(unit=self.ward_a1).mapped("date_from")]
        self.assertEqual(months, [3, 4, 5, 6, 7])
        came = self.row(self.ward_a1, date(2026, 3, 1))
        self.assertEqual((came.state, came.report_id), ("submitted", sent))
        self.assertEqual(came.submitted_at, datetime(2026, 4, 3, 8))
        self.assertTrue(came.is_on_time)
        self.assertEqual(sent.obligation_id, came)
        # its neighbour in the province did not report, which counts
        self.assertEqual(self.row(self.ward_a2, date(2026, 3, 1)).state, "owed")

    def test_a_province_that_has_not_begun_owes_from_now_on(self):
        self.report(self.ward_a1, 3)
        self.migrate()
        months = [day.month for day in self.owed(unit=self.ward_b1).mapped("date_from")]
        self.assertEqual(months, [6, 7])

    def test_what_became_of_a_report_is_taken_up(self):
        received = self.report(
            self.ward_a1, 4, "received", received_at=datetime(2026, 5, 4, 8)
        )
        returned = self.report(self.ward_a2, 4, "returned", return_reason="Too short")
        draft = self.report(self.province_a, 4, "draft")
        self.migrate()
        self.assertEqual(received.obligation_id.state, "accepted")
        kinds = received.obligation_id.event_ids.mapped("kind")
        self.assertEqual(kinds, ["sent", "received"])
        self.assertEqual(returned.obligation_id.state, "returned")
        self.assertFalse(returned.obligation_id.is_submitted)
        self.assertEqual(draft.obligation_id.state, "owed")

    def test_a_corrected_report_keeps_the_first_day(self):
        first = self.report(self.ward_a1, 4, "returned", return_reason="Too short")
        second = self.env["dlxh.report"].with_env(first.env)._approval_flow()
        second = second.create(
            {
                "unit_id": self.ward_a1.id,
                "regime_id": self.regime.id,
                "date_from": first.date_from,
                "date_to": first.date_to,
                "supersedes_id": first.id,
            }
        )
        second._approval_flow().write(
            {"state": "sent", "is_sent": True, "sent_at": datetime(2026, 5, 9, 8)}
        )
        first._approval_flow().write(
            {"state": "superseded", "superseded_by_id": second.id}
        )
        self.migrate()
        owed = second.obligation_id
        self.assertEqual(owed.submitted_at, datetime(2026, 5, 3, 8))
        self.assertEqual((owed.state, owed.report_id), ("submitted", second))
        self.assertTrue(owed.is_on_time and owed.is_corrected)

    def test_a_second_run_changes_nothing(self):
        self.report(self.ward_a1, 3)
        self.migrate()
        before = self.Obligation.search([]).read(["state", "submitted_at", "unit_id"])
        self.migrate()
        after = self.Obligation.search([]).read(["state", "submitted_at", "unit_id"])
        self.assertEqual(after, before)

    def test_a_new_installation_owes_from_the_running_period(self):
        self.migrate()
        self.assertEqual(min(self.owed().mapped("date_from")), date(2026, 6, 1))
