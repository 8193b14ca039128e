import io

import openpyxl

from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common_programme import DlxhProgrammeCase

XLSX = "dlxh_collaborator.dlxh_programme_action_report_xlsx"


@tagged("post_install", "-at_install")
@freeze_time("2026-05-15 03:00:00")
class TestBudgetLine(DlxhProgrammeCase):
    """The estimate, what is spent on it, and the workbook of both."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.running = cls.approved()
        cls.water, cls.forms = cls.running.budget_line_ids

    def _spend(self, line, amount, **values):
        return line.expense_ids.create(
            {
                "line_id": line.id,
                "amount": amount,
                "note": "Water in bottles",
                "voucher_no": "PC-01",
                "date": "2026-02-01",
                **values,
            }
        )

    def test_amounts(self):
        self.assertEqual((self.water.amount, self.forms.amount), (6_000_000, 3_000_000))
        self.assertEqual(self.running.budget_total, 9_000_000)
        big = self.line(
            self.plan(year=2027), quantity=100_000, unit_price=2_000_000_000
        )
        self.assertEqual(big.amount, 200_000_000_000_000)
        with self.assertRaisesRegex(ValidationError, "more than the system counts"):
            big.quantity = 1_000_000

    def test_nothing_below_zero(self):
        plan = self.plan(year=2027)
        for values in ({"quantity": -1}, {"unit_price": -1}):
            with mute_logger("odoo.sql_db"), self.assertRaises(Exception) as caught:
                self.line(plan, **values)
                self.env.flush_all()
            self.assertIn("not_negative", str(caught.exception))

    def test_spent_against_estimated(self):
        self._spend(self.water, 2_500_000)
        self.assertEqual(self.water.spent_amount, 2_500_000)
        self.assertEqual(self.water.left_amount, 3_500_000)
        self.assertEqual(self.water.spent_percent, 41.7)
        self.assertEqual(self.running.spent_percent, 27.8)
        self.assertFalse(self.running.overspent_text)
        self._spend(self.water, 3_600_000, voucher_no="PC-02")
        self.assertTrue(self.water.is_overspent)
        self.assertIn("100.000", self.running.overspent_text)
        self.assertIn(self.water.name, self.running.overspent_text)
        self._spend(self.water, -100_000, note="Given back")
        self.assertFalse(self.water.is_overspent)

    def test_spending_through_the_form_of_the_line(self):
        self.water.write(
            {
                "expense_ids": [
                    (0, 0, {"amount": 5, "note": "Tea", "date": "2026-02-01"})
                ]
            }
        )
        self.assertEqual(self.water.spent_amount, 5)

    def test_only_while_the_plan_runs(self):
        draft = self.line(self.plan(year=2025))
        with self.assertRaisesRegex(UserError, "while an approved plan runs"):
            self._spend(draft, 1_000)
        expense = self._spend(self.water, 1_000)
        self.running.action_close()
        for do in (
            lambda: self._spend(self.water, 1_000),
            lambda: expense.write({"amount": 2}),
            lambda: expense.unlink(),
        ):
            self.assert_refused(do, "while an approved plan runs")

    def test_dates_of_spending(self):
        for date in ("2025-12-31", "2026-05-16"):
            with self.assertRaisesRegex(ValidationError, "Enter a day from"):
                self._spend(self.water, 1_000, date=date)

    def test_each_change_is_noted_beside_the_plan(self):
        expense = self._spend(self.water, 1_000)
        expense.amount = 2_000
        expense.unlink()
        notes = " ".join(self.running.sudo().message_ids.mapped("body"))
        for part in (
            "Spending entered: Water in bottles, 1.000 VND",
            "Spending before the change: Water in bottles, 1.000 VND",
            "Spending after the change: Water in bottles, 2.000 VND",
            "Spending deleted: Water in bottles, 2.000 VND, voucher PC-01",
        ):
            self.assertIn(part, notes)

    def test_no_one_else_spends(self):
        other = self.plan(self.ward_a2)
        foreign = self.line(other)
        self.task(other)
        other._approval_flow().write({"state": "approved"})
        expense = self._spend(self.water, 1_000)
        for user in (self.leader, self.clerk, self.above, self.below, self.beside):
            self.assert_refused(lambda u=user: self._spend(self.water.with_user(u), 1))
            self.assert_refused(
                lambda u=user: expense.with_user(u).write({"amount": 1})
            )
            self.assert_refused(lambda u=user: expense.with_user(u).unlink())
        mine = expense.with_user(self.officer)
        for vals in (
            {"line_id": foreign.id},
            {"unit_id": self.ward_a2.id},
            {"programme_id": other.id},
            {"category_id": self.survey.id},
        ):
            self.assert_refused(lambda v=vals: mine.write(v))
        self.assert_refused(lambda: self._spend(foreign.with_user(self.officer), 1))
        self.env.invalidate_all()
        self.assertEqual(self.water.expense_ids, expense)
        self.assertEqual((expense.amount, expense.line_id), (1_000, self.water))
        self.assertEqual(expense.unit_id, self.running.unit_id)
        self.assertEqual(expense.programme_id, self.running)
        self.assertEqual(expense.category_id, self.briefing)
        self.assertFalse(foreign.expense_ids)

    def test_grouped_by_category(self):
        self._spend(self.water, 1_000_000)
        groups = self.env["dlxh.programme.budget.line"]._read_group(
            [("programme_id", "=", self.running.id)],
            ["category_id"],
            ["amount:sum", "spent_amount:sum", "left_amount:sum"],
        )
        self.assertEqual(
            groups,
            [
                (self.briefing, 6_000_000, 1_000_000, 5_000_000),
                (self.survey, 3_000_000, 0, 3_000_000),
            ],
        )

    # the workbook

    def _sheets(self, user=None):
        reports = self.env["ir.actions.report"].with_user(user or self.officer)
        content, kind = reports._render_xlsx(XLSX, self.running.ids, {})
        self.assertEqual(kind, "xlsx")
        return (
            openpyxl.load_workbook(io.BytesIO(content), data_only=True),
            openpyxl.load_workbook(io.BytesIO(content)),
        )

    def test_workbook_read_back(self):
        self._spend(self.water, 2_500_000)
        values, formulas = self._sheets()
        estimate, settlement = values.worksheets
        rows = [row for row in estimate.iter_rows(min_row=6, values_only=True)]
        self.assertEqual(
            [row[5] for row in rows[:5]],
            [6_000_000, 6_000_000, 3_000_000, 3_000_000, 9_000_000],
        )
        self.assertEqual(rows[1][1:5], (self.water.name, "meeting", 12, 500_000))
        self.assertIn("Chín triệu đồng", rows[5][1])
        rows = [row for row in settlement.iter_rows(min_row=6, values_only=True)]
        self.assertEqual(rows[0][4:7], (6_000_000, 2_500_000, 3_500_000))
        self.assertAlmostEqual(rows[1][7], 2_500_000 / 6_000_000)
        self.assertEqual(
            rows[2][1:6],
            ("– Water in bottles", "PC-01", "01/02/2026", None, 2_500_000),
        )
        self.assertEqual(rows[5][4:7], (9_000_000, 2_500_000, 6_500_000))
        self.assertEqual(formulas.worksheets[0]["F7"].value, "=ROUND(D7*E7,0)")
        self.assertEqual(formulas.worksheets[0]["F10"].value, "=F6+F8")

    def test_a_text_is_never_a_formula(self):
        plan = self.plan(year=2027)
        self.line(plan, name='=HYPERLINK("http://x")')
        self.task(plan, date_due="2027-02-01")
        self.approve(plan)
        content, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.officer)
            ._render_xlsx(XLSX, plan.ids, {})
        )
        sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        self.assertEqual(sheet["B7"].data_type, "s")

    def test_the_workbook_is_logged_and_not_for_everybody(self):
        logs = self.env["dlxh.access.log"]
        mine = [("model", "=", "dlxh.programme"), ("action", "=", "export")]
        before = logs.search_count(mine)
        self._sheets()
        self.assertEqual(logs.search_count(mine), before + 1)
        for user in (self.reader, self.below, self.beside):
            self.assert_refused(lambda u=user: self._sheets(u))
