import io

import openpyxl
from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_dashboard import BEFORE, DashboardCase

REPORT = "dlxh_reporting.dlxh_dashboard_action_report_xlsx"


@tagged("post_install", "-at_install")
@freeze_time("2026-07-08 03:00:00")
class TestDashboardXlsx(DashboardCase):
    """The standard tables of a period, opened as a reader of them would."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ward_a3.name = "=SUM(A1:A9)"
        reports = {}
        for unit in (cls.ward_a1, cls.ward_a2):
            sheet = cls.used(unit, "oppose", cls.group_a)
            alone = cls.used(unit, "approve", cls.group_b, week="2026-06-01")
            cls.told(unit, ["Roads"], BEFORE)
            sheets = [sheet, alone] if unit == cls.ward_a1 else [sheet]
            reports[unit] = cls.told(unit, ["Prices"], sheets=sheets)
        cls.owed(cls.ward_a1, reports[cls.ward_a1])
        cls.owed(cls.ward_a2, reports[cls.ward_a2], at="2026-07-07 18:00:00")
        cls.owed(cls.ward_a3)
        cls.env["dlxh.recommendation"].create(
            {
                "unit_id": cls.province_a.id,
                "text": "+1 Lower the price",
                "addressee_name": "People's Committee",
                "raised_on": "2026-07-01",
            }
        )

    def workbook(self, user=None, **wishes):
        data = {
            "unit_id": self.province_a.id,
            "regime_id": self.regime.id,
            "date": "2026-06-01",
            **wishes,
        }
        reports = self.env["ir.actions.report"].with_user(user or self.leader)
        content, kind = reports._render_xlsx(REPORT, None, data)
        self.assertEqual(kind, "xlsx")
        return openpyxl.load_workbook(io.BytesIO(content))

    def lines(self, sheet):
        heads = [cell.value for cell in sheet[4]]
        found = []
        for row in sheet.iter_rows(min_row=5, values_only=True):
            if row[0] is None:
                break
            found.append(dict(zip(heads, row, strict=True)))
        return found

    def test_make_of_every_sheet(self):
        sheets = self.workbook().worksheets
        self.assertEqual(len(sheets), 5)
        for sheet in sheets:
            self.assertTrue(sheet["A1"].value)
            for part in ("province_a", "6/2026", "2026", "representative"):
                self.assertIn(part, sheet["A2"].value)
            self.assertEqual(sheet.freeze_panes, "A5")
            self.assertTrue(sheet.auto_filter.ref.startswith("A4:"))
            self.assertEqual(sheet.print_title_rows, "$4:$4")
        self.assertEqual([len(s._charts) for s in sheets], [1, 1, 1, 0, 0])

    def test_reports_by_unit(self):
        sheet = self.workbook().worksheets[0]
        lines = {line["Unit"]: line for line in self.lines(sheet)}
        self.assertEqual(set(lines), {"ward_a1", "ward_a2", "=SUM(A1:A9)"})
        self.assertEqual(lines["ward_a1"]["In time"], "x")
        self.assertFalse(lines["ward_a2"]["In time"])
        self.assertEqual(lines["ward_a1"]["Entries"], 1)
        self.assertEqual(sheet["A5"].data_type, "s")
        row = next(r for r in range(5, 8) if sheet.cell(r, 1).value == "ward_a1")
        self.assertEqual(sheet.cell(row, 2).number_format, "dd/mm/yyyy hh:mm")
        self.assertEqual(sheet.cell(row, 10).number_format, "#,##0")
        summary = {sheet.cell(r, 1).value: sheet.cell(r, 2).value for r in range(9, 12)}
        self.assertEqual(
            summary, {"Came in time": 1, "Came late": 1, "Not received": 1}
        )

    def test_issues(self):
        lines = {line["Issue"]: line for line in self.lines(self.workbook()["Issues"])}
        self.assertEqual(set(lines), {"Prices", "Roads"})
        self.assertEqual(lines["Prices"]["Units, this period"], 2)
        self.assertEqual(lines["Prices"]["Units, last period"], 0)
        self.assertEqual(lines["Roads"]["Units, last period"], 2)

    def test_issues_of_the_first_period(self):
        """All issues of the period are listed, whether or not there is a last one."""
        self.told(self.ward_a1, ["Water"], ("2026-07-01", "2026-07-31"))
        sheet = self.workbook(date="2026-07-01")["Issues"]
        names = [line["Issue"] for line in self.lines(sheet)]
        self.assertEqual(names[0], "Water")

    def test_times_are_those_of_the_country(self):
        self.leader.tz = False
        sheet = self.workbook().worksheets[0]
        self.assertEqual(str(sheet["B5"].value), "2026-07-06 00:00:00")

    def test_groups_leave_out_the_small(self):
        lines = self.lines(self.workbook()["Groups and tendencies"])
        self.assertEqual([line["Group"] for line in lines], ["Workers of the test"])
        self.assertEqual(lines[0]["Oppose"], 2)
        self.assertFalse(lines[0]["Agree"])
        self.assertEqual((lines[0]["Together"], lines[0]["Units"]), (2, 2))

    def test_late_list(self):
        lines = self.lines(self.workbook()["Late"])
        self.assertEqual({line["Unit"] for line in lines}, {"ward_a2", "=SUM(A1:A9)"})
        self.assertTrue(all(line["Days late"] >= 1 for line in lines))

    def test_recommendations(self):
        (line,) = self.lines(self.workbook()["Recommendations"])
        self.assertEqual(line["Recommendation"], "+1 Lower the price")
        self.assertEqual(line["Addressed to"], "People's Committee")

    def test_other_units_and_chairs(self):
        with self.assertRaises(AccessError):
            self.workbook(unit_id=self.province_b.id)
        with self.assertRaises(AccessError):
            self.workbook(self.chair("collaborator", self.province_a))
        action = self.env["dlxh.dashboard"].with_user(self.leader).action_print_xlsx()
        self.assertEqual(action["report_name"], "dlxh_reporting.tables_xlsx")

    def test_logged(self):
        log = self.env["dlxh.access.log"]
        before = log.search([("model", "=", "dlxh.dashboard")])
        self.workbook()
        line = log.search([("model", "=", "dlxh.dashboard")]) - before
        self.assertEqual((line.action, line.count), ("export", 3))
        self.assertEqual(line.unit_id, self.province_a)
