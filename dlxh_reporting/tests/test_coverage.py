from odoo.fields import Command
from odoo.tests import tagged

from .common_report import DlxhReportCase


@tagged("post_install", "-at_install")
class TestCoverageOfReports(DlxhReportCase):
    """Coverage tells which units sent the last monthly report that was due."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["dlxh.regime"].search([("id", "!=", cls.regime.id)]).active = False
        cls.sent = cls._sent(cls.ward_a1, "2026-06-01", "2026-06-30", "2026-07-03")

    @classmethod
    def _sent(cls, unit, first, last, day):
        """A report of the unit, sent on the day; how it is sent is tested there."""
        report = cls.env["dlxh.report"].create(
            {
                "unit_id": unit.id,
                "body_id": cls.bodies[unit].id,
                "report_type": "situation",
                "period_type": "month",
                "date_from": first,
                "date_to": last,
            }
        )
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE dlxh_report SET is_sent = TRUE, state = 'sent', sent_at = %s"
            " WHERE id = %s",
            [f"{day} 03:00:00", report.id],
        )
        cls.env.invalidate_all()
        return report

    def _row(self, unit, day):
        coverage = self.env["dlxh.coverage"].with_context(dlxh_date=day)
        coverage.invalidate_model()
        row = coverage.search([("unit_id", "=", unit.id)])
        return row.report_due, row.report_sent

    def test_due_and_sent(self):
        self.assertEqual(self._row(self.ward_a1, "2026-07-02"), (1, 0))
        self.assertEqual(self._row(self.ward_a1, "2026-07-03"), (1, 1))
        self.assertEqual(self._row(self.ward_a2, "2026-07-31"), (1, 0))
        # in August the report of July is the last one
        self.assertEqual(self._row(self.ward_a1, "2026-08-01"), (1, 0))

    def test_returned_is_not_sent(self):
        self.env.cr.execute(
            "UPDATE dlxh_report SET state = 'returned' WHERE id = %s", [self.sent.id]
        )
        self.env.invalidate_all()
        self.assertEqual(self._row(self.ward_a1, "2026-07-03"), (1, 0))

    def test_periods_that_begin_within_the_month(self):
        self.regime.start_day = 16
        self._sent(self.ward_a2, "2026-06-16", "2026-07-15", "2026-07-18")
        self.assertEqual(self._row(self.ward_a2, "2026-07-15"), (1, 0))
        self.assertEqual(self._row(self.ward_a2, "2026-07-18"), (1, 1))
        self.assertEqual(self._row(self.ward_a2, "2026-08-15"), (1, 1))
        self.assertEqual(self._row(self.ward_a2, "2026-08-16"), (1, 0))

    def test_nothing_is_due(self):
        self.ward_b1.date_open = "2026-07-01"
        self.assertEqual(self._row(self.ward_b1, "2026-07-20"), (0, 0))
        self.assertEqual(self._row(self.ward_b1, "2026-08-20"), (1, 0))
        self.regime.level_ids = [Command.unlink(self.ward_a1.level_id.id)]
        self.assertEqual(self._row(self.ward_a1, "2026-07-03"), (0, 0))

    def test_is_a_figure_with_a_target(self):
        self.env["dlxh.coverage.target"].create({"measure": "report", "percent": 50})
        page = (
            self.env["dlxh.coverage"]
            .with_user(self.officers[self.province_a])
            .get_page(date="2026-07-20", measure="report")
        )
        card = next(card for card in page["cards"] if card["code"] == "report")
        self.assertEqual((card["detail"], card["standing"]), ("1 / 2", "reached"))
        self.assertEqual(page["chart"]["target"], 50)
        bars = {bar["id"]: bar["percent"] for bar in page["chart"]["bars"]}
        self.assertEqual(bars, {self.ward_a1.id: 100, self.ward_a2.id: 0})
        groups = (
            self.env["dlxh.coverage"]
            .with_context(dlxh_date="2026-07-20")
            ._read_group(
                [("parent_id", "=", self.province_a.id)], [], ["report_share:avg"]
            )
        )
        self.assertEqual(groups, [(50.0,)])
