from io import BytesIO
from unittest.mock import patch

from openpyxl import load_workbook

from odoo.tests import tagged

from ..report import dlxh_reporting_rate_xlsx
from .common_rates import RatesCase

SPAN = "2026-06-01_2026-06-30"


@tagged("post_install", "-at_install")
class TestReportingRateList(RatesCase):
    """The workbook lists all that did not come, however long the list."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.names = [f"Silent ward {number}" for number in range(7)]
        for name in cls.names:
            cls.owe(cls._unit(name, "above_grassroots", cls.province_a))
        cls.user = cls.officers[cls.province_a]

    def sheets(self, batch, longest):
        rates = self.env["dlxh.reporting.rate"].with_user(self.user)
        action = rates.action_print_xlsx(regime_id=self.regime.id, span=SPAN)
        report = self.env["ir.actions.report"].with_user(self.user)
        limits = {"BATCH": batch, "LONGEST_LIST": longest}
        with patch.multiple(dlxh_reporting_rate_xlsx, **limits):
            content, _kind = report._render_xlsx(
                "dlxh_reporting.reporting_rate_xlsx",
                self.province_a.ids,
                data=action["data"],
            )
        return {
            sheet.title: [[cell for cell in row if cell] for row in sheet.values]
            for sheet in load_workbook(BytesIO(content))
        }

    def listed(self, sheets):
        return [
            row[0] for row in sheets["Did not come"] if row and row[0] in self.names
        ]

    def test_all_is_listed_batch_by_batch(self):
        sheets = self.sheets(batch=2, longest=100)
        self.assertEqual(sorted(self.listed(sheets)), self.names)
        self.assertEqual(self.listed(sheets), self.listed(self.sheets(1000, 100)))
        notes = [row[0] for row in sheets["Did not come"] if len(row) == 1]
        self.assertFalse([note for note in notes if "more are not" in note])
        line = next(row for row in sheets["Did not come"] if row[:1] == self.names[:1])
        self.assertEqual(line[1], self.province_a.name)
        self.assertEqual(line[4], "05/07/2026")

    def test_what_a_sheet_cannot_hold_is_told(self):
        sheets = self.sheets(batch=2, longest=5)
        self.assertEqual(len(self.listed(sheets)), 5)
        notes = [row[0] for row in sheets["Did not come"] if len(row) == 1]
        self.assertEqual(
            [note.partition(" more")[0] for note in notes if "more are not" in note],
            ["2"],
        )

    def test_the_figures_do_not_depend_on_the_list(self):
        few, many = self.sheets(2, 3), self.sheets(1000, 100)
        for name in ("Reporting rates", "By level"):
            self.assertEqual(few[name], many[name])
        total = next(
            row for row in many["Reporting rates"] if row[:1] == ["All together"]
        )
        self.assertEqual(total[1], 7)

    def test_the_queries_do_not_grow_with_each_row(self):
        def cost(batch):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.sheets(batch, 100)
            return self.env.cr.sql_log_count - before

        cost(1000)
        whole, halves = cost(1000), cost(4)
        self.assertLessEqual(halves, whole + 3, "one batch more")
