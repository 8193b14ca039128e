from io import BytesIO

from openpyxl import load_workbook

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_coverage import CoverageCase

REPORT = "dlxh_collaborator.coverage_xlsx"
DAY = "2025-06-30"


@tagged("post_install", "-at_install")
class TestCoverageXlsx(CoverageCase):
    """The workbook says what the page says, and that it was taken is logged."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ward_a2.name = "=SUM(A1:A9)"
        cls.force(cls.ward_a1, 15, trained_on="2024-01-01")
        cls.officer = cls.chair("officer", cls.province_a)

    def _sheets(self, user, **wishes):
        reports = self.env["ir.actions.report"].with_user(user)
        data = {"date": DAY, "unit_id": self.province_a.id, **wishes}
        content, _kind = reports._render_xlsx(REPORT, None, data)
        return load_workbook(BytesIO(content)).worksheets

    def test_action_leads_to_the_report(self):
        action = self.coverage(user=self.officer).action_print_xlsx(date=DAY)
        self.assertEqual(action["report_name"], REPORT)
        self.assertEqual(action["data"]["date"], DAY)
        self.assertEqual(action["data"]["unit_id"], self.province_a.id)

    def test_contents(self):
        summary, units, missing = self._sheets(self.officer)
        self.assertIn("province_a", summary["A1"].value)
        self.assertIn("2025", summary["A2"].value)
        heads = [cell.value for cell in summary[4]]
        line = dict(zip(heads, [cell.value for cell in summary[5]], strict=True))
        self.assertEqual(line["Number of units"], 2)
        self.assertEqual(line["Persons"], 15)
        self.assertEqual(line["Units with a force"], 0.5)
        self.assertEqual(line["Collaborators trained"], 1)
        targets = [cell.value for cell in summary[8]]
        self.assertEqual(targets[0], "Target")
        self.assertIn("100%", targets)
        names = {units.cell(row, 1).value for row in (5, 6)}
        self.assertEqual(names, {"ward_a1", "=SUM(A1:A9)"})
        self.assertEqual({units.cell(row, 1).data_type for row in (5, 6)}, {"s"})
        lacks = {
            missing.cell(row, 1).value: missing.cell(row, 3).value for row in (5, 6)
        }
        self.assertIn("No team or group", lacks["=SUM(A1:A9)"])
        self.assertNotIn("No team or group", lacks["ward_a1"])

    def test_dash_where_nothing_is_owed(self):
        self.row(self.ward_a1).team_id.active = False
        self.env["dlxh.coverage"].invalidate_model()
        summary = self._sheets(self.officer)[0]
        heads = [cell.value for cell in summary[4]]
        line = dict(zip(heads, [cell.value for cell in summary[5]], strict=True))
        self.assertEqual(line["Collaborators trained"], "—")
        self.assertEqual(line["Units with a force"], 0)

    def test_logged(self):
        Log = self.env["dlxh.access.log"]
        before = Log.search([("model", "=", "dlxh.coverage")])
        self._sheets(self.officer)
        line = Log.search([("model", "=", "dlxh.coverage")]) - before
        self.assertEqual(line.action, "export")
        self.assertEqual(line.unit_id, self.province_a)
        self.assertEqual(line.user_id, self.officer)
        self.assertEqual(line.count, 2)

    def test_territory_and_chair(self):
        with self.assertRaises(AccessError):
            self._sheets(self.chair("officer", self.ward_a1))
        with self.assertRaises(AccessError):
            self._sheets(self.chair("collaborator", self.province_a))
