import io
import random

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.dlxh_collaborator.allowance import in_words

from .common_people import PeopleCase

SHARE = 0.3 * 2340000


@tagged("post_install", "-at_install")
class TestAllowance(PeopleCase):
    """Pay lists from memberships: coefficient x base salary x months."""

    def _list(self, user=None, compute=True, **values):
        lists = self.env["dlxh.allowance.list"].with_user(user or self.officer)
        pay_list = lists.create({"date_from": "2025-05-20", **values})
        if compute:
            pay_list.action_compute()
        return pay_list

    def _rate(self, coefficient, user=None, **values):
        rates = self.env["dlxh.allowance.rate"].with_user(user or self.env.user)
        return rates.create(
            {
                "coefficient": coefficient,
                "date_from": "2020-01-01",
                "legal_basis": "12-QĐ/ĐU",
                **values,
            }
        )

    def _approved(self, **values):
        pay_list = self._list(**values)
        pay_list.action_submit_approval()
        pay_list.with_user(self.leader).action_approve()
        return pay_list

    def test_base_salary_of_the_day(self):
        base_of = self.env["dlxh.allowance.base"]._by_day()
        days = ("2019-06-30", "2019-07-01", "2023-06-30", "2023-07-01", "2024-07-01")
        to_date = self.env["dlxh.allowance.list"]._fields["date_from"].to_date
        self.assertEqual(
            [base_of(to_date(day)) for day in days],
            [None, 1490000, 1490000, 1800000, 2340000],
        )

    def test_a_quarter(self):
        self.member(self.team, self.collaborator(self.ward_a1), "2025-06-10")
        self.member(self.team, self.collaborator(self.ward_a1), "2025-06-20")
        pay_list = self._list()
        self.assertEqual(
            (str(pay_list.date_from), str(pay_list.date_to)),
            ("2025-04-01", "2025-06-30"),
        )
        months = sorted(pay_list.line_ids.mapped("months"))
        self.assertEqual(months, [1, 3, 3])
        self.assertEqual(pay_list.total, 7 * SHARE)
        self.assertEqual(pay_list.line_count, 3)

    def test_total_is_the_sum_of_the_lines(self):
        chance = random.Random(7)
        for _number in range(12):
            begin = f"2025-{chance.randint(1, 9):02}-{chance.randint(1, 28):02}"
            self.member(self.team, self.collaborator(self.ward_a1), begin)
        self._rate(0.337, unit_id=self.ward_a1.id)
        pay_list = self._list(period_type="half")
        lines = pay_list.line_ids
        self.assertTrue(lines)
        self.assertEqual(pay_list.total, sum(lines.mapped("amount")))
        for line in lines:
            self.assertEqual(line.amount, round(337 * 2340 * line.months))
        lines[0].months -= 1
        self.assertEqual(pay_list.total, sum(lines.mapped("amount")))
        lines[1:].unlink()
        self.assertEqual(pay_list.total, lines[0].amount)

    def test_the_units_own_coefficient(self):
        self._rate(0.25, unit_id=self.province_a.id)
        self._rate(0.4, user=self.officer, unit_id=self.ward_a1.id, role="head")
        self.person.membership_ids.role = "head"
        lines = self._list().line_ids
        found = {line.collaborator_id: line.coefficient for line in lines}
        self.assertEqual(found, {self.person: 0.4, self.other: 0.25})

    def test_officers_set_only_their_own_coefficient(self):
        for unit in (False, self.province_a.id, self.ward_a2.id):
            with self.assertRaises(AccessError):
                self._rate(0.4, user=self.officer, unit_id=unit)

    def test_in_two_teams_paid_once(self):
        upper = self.env["dlxh.team"].create(
            {"unit_id": self.province_a.id, "date_from": "2024-01-01"}
        )
        self.member(upper, self.person, "2025-05-01")
        lower = self._list()
        line = lower.line_ids.filtered(lambda one: one.collaborator_id == self.person)
        self.assertEqual(line.months, 1)
        self.assertIn("2 months", line.note)
        above = self._list(self.chair("officer", self.province_a))
        self.assertEqual(above.line_ids.months, 2)

    def test_no_month_is_paid_by_two_lists(self):
        self._list()
        with self.assertRaisesRegex(ValidationError, "already has a pay list"):
            self._list(date_from="2025-06-30", period_type="month")
        self._list(date_from="2025-07-01", period_type="month")

    def test_nobody_to_pay_and_no_base(self):
        with self.assertRaisesRegex(UserError, "Nobody is to be paid"):
            self._list(date_from="2023-08-01")
        self.env["dlxh.allowance.base"].search([]).unlink()
        with self.assertRaisesRegex(UserError, "No base salary"):
            self._list(date_from="2025-08-01")

    def test_leader_approves_and_it_is_locked(self):
        empty = self._list(compute=False, date_from="2024-01-01")
        with self.assertRaisesRegex(UserError, "no lines"):
            empty.action_submit_approval()
        pay_list = self._list()
        pay_list.action_submit_approval()
        self.assertEqual(self.cards(self.leader).get("Pay lists to approve"), 1)
        pay_list.with_user(self.leader).action_approve()
        self.assertEqual(pay_list.state, "approved")
        for records in (pay_list, pay_list.sudo()):
            with self.assertRaises(UserError):
                records.action_compute()
            with self.assertRaises(UserError):
                records.line_ids[0].months = 12

    def test_he_reads_his_own_line_once_approved(self):
        pay_list = self._list()
        mine = pay_list.line_ids.filtered(
            lambda one: one.collaborator_id == self.person
        )
        self.assertFalse(self.can(self.user, mine))
        pay_list.action_submit_approval()
        pay_list.with_user(self.leader).action_approve()
        self.assertTrue(self.can(self.user, mine))
        self.assertEqual(self.own(self.user).allowance_line_ids, mine)
        self.assertFalse(self.can(self.user, pay_list.line_ids - mine))
        for chair, unit in (
            ("officer", self.province_a),
            ("leader", self.ward_a2),
            ("inspector", self.ward_a1),
        ):
            other = self.chair(chair, unit)
            self.assertFalse(self.can(other, mine), chair)
            self.assertFalse(self.can(other, pay_list), chair)

    def test_workbook(self):
        person = self.env["res.partner"].create({"name": "=HYPERLINK(1)"})
        self.member(self.team, self.collaborator(self.ward_a1, partner_id=person.id))
        pay_list = self._approved()
        report = self.env["ir.actions.report"].with_user(self.officer)
        content, kind = report._render_xlsx(
            "dlxh_collaborator.allowance_list_xlsx", pay_list.ids, {}
        )
        self.assertEqual(kind, "xlsx")
        sheet = load_workbook(io.BytesIO(content)).active
        rows = [[cell for cell in row] for row in sheet.iter_rows(values_only=True)]
        names = [row[1] for row in rows if isinstance(row[0], int)]
        self.assertEqual(len(names), 3)
        self.assertIn("=HYPERLINK(1)", names)
        cell = next(c for c in sheet["B"] if c.value == "=HYPERLINK(1)")
        self.assertEqual(cell.data_type, "s")
        total = next(row for row in rows if row[0] == "Total")
        self.assertEqual(total[7], pay_list.total)
        said = " ".join(str(row[0]) for row in rows)
        self.assertIn(in_words(round(pay_list.total)), said)
        log = self.env["dlxh.access.log"].search([], limit=1)
        self.assertEqual((log.action, log.count), ("export", 3))

    def test_card_when_a_quarter_has_no_list(self):
        self.assertNotIn("Pay lists to prepare", self.cards(self.officer))
        self._list()
        self.assertEqual(self.cards(self.officer).get("Pay lists to prepare"), 1)

    def test_computing_costs_the_same_for_many(self):
        def cost(pay_list):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            pay_list.action_compute()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        pay_list = self._list()
        few = cost(pay_list)
        for _number in range(30):
            self.member(self.team, self.collaborator(self.ward_a1))
        self.assertLessEqual(cost(pay_list), few + 2)
        self.assertLess(few, 60)
