from odoo.tests import freeze_time, tagged

from .common_report import DlxhReportCase


@tagged("post_install", "-at_install")
class TestReportForce(DlxhReportCase):
    """The report on the force takes its figures from the records."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.force = cls.env["dlxh.regime"].create(
            {
                "name": "Force, half year",
                "code": "T-FORCE",
                "report_type": "force",
                "period_type": "half",
                "level_ids": cls.regime.level_ids.ids,
                "date_from": "2020-01-01",
            }
        )
        cls.env["dlxh.meeting"].create(
            {
                "unit_id": cls.province_a.id,
                "kind": "briefing",
                "start": "2026-03-10 01:00:00",
                "stop": "2026-03-10 03:00:00",
            }
        )._approval_flow().write({"state": "held"})
        person = cls.authors[cls.province_a]
        cls.env["dlxh.commendation"].create(
            {
                "collaborator_id": person.id,
                "unit_id": cls.province_a.id,
                "date": "2026-05-01",
                "reason": "Regular and timely work",
                "form": "certificate",
                "decision_ref": "12-QĐ/TU",
            }
        )

    def _draft(self):
        report = self.report(
            self.province_a,
            regime_id=self.force.id,
            date_from="2026-01-01",
            date_to="2026-06-30",
        )
        report.action_draft_from_sources()
        return report, {section.code: section for section in report.section_ids}

    @freeze_time("2026-07-03")
    def test_figures_come_from_the_records(self):
        report, sections = self._draft()
        level = self.ward_a1.level_id.with_context(lang="vi_VN").name
        self.assertIn(level, sections["structure"].body)
        self.assertIn("30/06/2026", sections["structure"].body)
        self.assertIn("Giao ban", sections["activity"].body)
        self.assertIn("Khen thưởng: 1; ", sections["support"].body)
        names = str(report.section_ids.mapped("body"))
        self.assertNotIn(self.authors[self.province_a].name, names)

    @freeze_time("2026-07-03")
    def test_days_are_those_of_the_country(self):
        """A meeting in the small hours is on the day that it is here."""
        for start in ("2025-12-31 18:00:00", "2026-06-30 18:00:00"):
            self.env["dlxh.meeting"].create(
                {"unit_id": self.province_a.id, "kind": "thematic", "start": start}
            )._approval_flow().write({"state": "held"})
        report, _sections = self._draft()
        counts = dict(report.with_context(lang="en_US")._force_meetings())
        self.assertEqual(counts, {"Briefing": 1, "Thematic conference": 1})

    @freeze_time("2026-07-03")
    def test_what_the_officer_wrote_stays(self):
        report, sections = self._draft()
        sections["support"].body = "<p>Đã rà soát</p>"
        report.action_draft_from_sources()
        self.assertIn("Đã rà soát", sections["support"].body)
        self.assertNotIn("Khen thưởng", sections["support"].body)

    @freeze_time("2026-07-03")
    def test_rates_of_the_units_below(self):
        report, _sections = self._draft()
        owed = report._force_rates()
        obligations = self.env["dlxh.obligation"].search(
            [
                ("parent_unit_id", "=", self.province_a.id),
                ("collaborator_id", "=", False),
                ("state", "!=", "cancelled"),
                ("date_to", ">=", "2026-01-01"),
                ("date_to", "<=", "2026-06-30"),
            ]
        )
        self.assertEqual(owed.expected, len(obligations))
        self.assertLessEqual(owed.on_time, owed.actual)
