from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Date
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .common_programme import DlxhProgrammeCase


@tagged("post_install", "-at_install")
@freeze_time("2026-05-15 03:00:00")
class TestProgramme(DlxhProgrammeCase):
    """Plans: period, one at a time, approval, number, closing, the next year."""

    def test_defaults_of_an_annual_plan(self):
        plan = self.plan()
        self.assertEqual(plan.plan_type, "annual")
        self.assertEqual((plan.date_from, plan.date_to), self._days(2026))
        self.assertEqual(plan.document_type_id.code, "KH")
        self.assertIn("2026", plan.abstract)
        self.assertEqual(plan.body_id, self.body)
        self.assertEqual(
            plan.recipient_ids.mapped("name"),
            [self.province_a.name, self.ward_a1.name],
        )

    def _days(self, year):
        return Date.to_date(f"{year}-01-01"), Date.to_date(f"{year}-12-31")

    def _term(self):
        return self.env.ref("dlxh_collaborator.term_2025_2030")

    def test_defaults_of_a_term_programme(self):
        term = self._term()
        programme = self.plan(plan_type="term", plan_term_id=term.id)
        self.assertEqual(programme.document_type_id.code, "CTR")
        self.assertEqual(
            (programme.date_from, programme.date_to), (term.date_from, term.date_to)
        )
        plan = self.plan(parent_id=programme.id)
        self.assertEqual(programme.child_ids, plan)

    def test_form_proposes_unit_and_body(self):
        with Form(self.env["dlxh.programme"].with_user(self.officer)) as form:
            self.assertEqual(form.unit_id, self.ward_a1)
            self.assertEqual(form.body_id, self.body)
            form.year = 2027
            self.assertIn("2027", form.abstract)
            with form.task_ids.new() as task:
                task.name = "Train the collaborators"
                task.date_due = "2027-03-31"
            with form.budget_line_ids.new() as line:
                line.category_id = self.briefing
                line.name = "Room"
                line.quantity = 1.5
                line.unit_price = 100_001
        plan = form.record
        self.assertEqual(plan.task_ids.responsible_unit_id, self.ward_a1)
        self.assertEqual(plan.budget_total, 150_002)

    def test_one_plan_a_year(self):
        self.plan()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.plan()
        self.plan(year=2027)
        self.plan(self.ward_a2)

    def test_a_second_plan_is_refused_in_a_sentence(self):
        """What the index of the table refuses reaches the user in words."""
        self.plan()
        second = self.plan(year=2027)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError) as caught:
            second.year = 2026
            self.env.flush_all()
        error = second._sql_error_to_message(caught.exception)
        self.assertIn("already has a plan for this year", error)

    def test_term_programmes_do_not_overlap(self):
        term = self._term()
        self.plan(plan_type="term", plan_term_id=term.id)
        own = self.env["dlxh.term"].create(
            {
                "name": "Own term",
                "unit_id": self.ward_a1.id,
                "date_from": "2027-01-01",
                "date_to": "2031-12-31",
            }
        )
        with self.assertRaisesRegex(ValidationError, "already has"):
            self.plan(plan_type="term", plan_term_id=own.id)

    def test_year_and_term_are_needed(self):
        for values in ({"year": 0}, {"year": 26}, {"plan_type": "term"}):
            with (
                self.subTest(values=values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
            ):
                self.plan(**values)

    def test_parent_is_the_own_term_programme(self):
        other = self.plan(self.ward_a2, plan_type="term", plan_term_id=self._term().id)
        annual = self.plan(year=2027)
        past = self.plan(
            plan_type="term",
            plan_term_id=self.env.ref("dlxh_collaborator.term_2015_2020").id,
        )
        for year, parent, reason in (
            (2028, other, "another unit"),
            (2029, annual, "only a plan of a year"),
            (2030, past, "outside the term"),
        ):
            with self.assertRaisesRegex(ValidationError, reason):
                self.plan(year=year, parent_id=parent.id)

    def test_body_of_another_unit(self):
        foreign = self.make_body(self.ward_a2, symbol="DU-A2")
        with self.assertRaisesRegex(ValidationError, "body of another unit"):
            self.plan(body_id=foreign.id)

    def test_a_plan_stays_with_its_unit(self):
        with self.assertRaisesRegex(UserError, "stays with the unit"):
            self.plan().unit_id = self.cell_a11

    # approval

    def test_empty_plan_is_not_submitted(self):
        plan = self.plan()
        with self.assertRaisesRegex(UserError, "no task yet"):
            plan.action_submit_approval()
        self.task(plan)
        self.line(plan, unit_price=0)
        with self.assertRaisesRegex(UserError, "has no amount"):
            plan.action_submit_approval()

    def test_approval_locks_tasks_and_amounts(self):
        plan = self.approved()
        self.assertEqual(plan.state, "approved")
        line, task = plan.budget_line_ids[0], plan.task_ids[0]
        for do in (
            lambda: line.write({"unit_price": 1}),
            lambda: line.write({"quantity": 1}),
            lambda: line.unlink(),
            lambda: self.line(plan),
            lambda: task.write({"name": "Other"}),
            lambda: task.write({"date_due": "2026-12-31"}),
            lambda: task.unlink(),
            lambda: self.task(plan),
            lambda: plan.write({"goals": "<p>Other</p>"}),
            lambda: plan.recipient_ids[0].write({"name": "Other"}),
            lambda: plan.write({"budget_line_ids": [(1, line.id, {"unit_price": 1})]}),
            lambda: plan.write({"task_ids": [(0, 0, self._task_values())]}),
        ):
            self.assert_refused(do)
        self.assertEqual(plan.budget_total, 9_000_000)

    def _task_values(self):
        return {
            "name": "x",
            "responsible_unit_id": self.ward_a1.id,
            "date_due": "2026-06-30",
        }

    def test_undo_until_number_or_spending(self):
        plan = self.approved()
        plan.with_user(self.leader).action_undo_approval("Wrong price")
        self.assertEqual(plan.state, "draft")
        self.approve(plan)
        line = plan.budget_line_ids[0]
        line.expense_ids.create(
            {"line_id": line.id, "amount": 1_000, "note": "Water", "date": "2026-02-01"}
        )
        with self.assertRaisesRegex(UserError, "already spent"):
            plan.with_user(self.leader).action_undo_approval("Wrong price")
        line.expense_ids.unlink()
        plan.with_user(self.leader).action_secret_check()
        plan.with_user(self.clerk).action_take_number()
        self.assertEqual(plan.document_code, "01-KH/DU-A1")
        with self.assertRaisesRegex(UserError, "has the number"):
            plan.with_user(self.leader).action_undo_approval("Wrong price")

    def test_number_only_after_approval(self):
        plan = self.plan()
        self.task(plan)
        plan.with_user(self.leader).action_secret_check()
        with self.assertRaisesRegex(UserError, "not approved yet"):
            plan.with_user(self.clerk).action_take_number()

    def test_changes_void_the_secret_check(self):
        plan = self.plan()
        task, line = self.task(plan), self.line(plan)
        for do in (
            lambda: plan.write({"intro": "<p>New</p>"}),
            lambda: task.write({"name": "New"}),
            lambda: line.write({"name": "New"}),
            lambda: self.task(plan),
            lambda: task.unlink(),
        ):
            plan.with_user(self.leader).action_secret_check()
            self.assertTrue(plan.secret_checked_at)
            do()
            self.assertFalse(plan.secret_checked_at)

    def test_progress_keeps_the_secret_check(self):
        plan = self.approved()
        plan.with_user(self.leader).action_secret_check()
        plan.task_ids[0].progress = 50
        self.assertTrue(plan.secret_checked_at)

    # closing

    def test_close_and_open_again(self):
        plan = self.approved()
        for user in (self.clerk, self.above, self.below, self.beside):
            self.assert_refused(lambda u=user: plan.with_user(u).action_close())
        plan.action_close()
        self.assertEqual(plan.state, "closed")
        self.assert_refused(lambda: plan.task_ids[0].write({"progress": 10}))
        self.assert_refused(lambda: plan.action_reopen())
        plan.with_user(self.leader).action_reopen()
        self.assertEqual(plan.state, "approved")

    def test_counts(self):
        plan = self.approved()
        first, second = plan.task_ids
        first.progress = 40
        second.state = "done"
        self.assertEqual(
            (plan.task_count, plan.done_count, plan.late_count, plan.progress),
            (2, 1, 0, 70),
        )
        with freeze_time("2026-07-01 03:00:00"):
            self.env.invalidate_all()
            self.assertEqual(plan.late_count, 1)

    # the next year

    def _copy(self, plan, **values):
        wizard = (
            self.env["dlxh.programme.copy"]
            .with_user(self.officer)
            .create({"programme_id": plan.id, **values})
        )
        return self.env["dlxh.programme"].browse(wizard.action_copy()["res_id"])

    def test_plan_of_the_next_year(self):
        plan = self.approved()
        done, cancelled = plan.task_ids
        done.write({"state": "done", "outside_link": "https://baothainguyen.vn/a"})
        cancelled.state = "cancelled"
        line = plan.budget_line_ids[0]
        line.expense_ids.create(
            {"line_id": line.id, "amount": 1_000, "note": "Water", "date": "2026-02-01"}
        )
        new = self._copy(plan, raise_percent=3)
        self.assertEqual(
            (new.year, new.state, new.unit_id), (2027, "draft", plan.unit_id)
        )
        self.assertEqual(new.task_ids.mapped("name"), [done.name])
        task = new.task_ids
        self.assertEqual(task.date_due, Date.to_date("2027-06-30"))
        self.assertEqual(
            (task.state, task.progress, task.outside_link), ("todo", 0, False)
        )
        self.assertEqual(task.responsible_unit_id, self.cell_a11)
        self.assertEqual(
            new.budget_line_ids.mapped("unit_price"), [515_000.0, 15_450.0]
        )
        self.assertEqual(new.spent_total, 0)
        self.assertEqual(
            new.recipient_ids.mapped("name"), plan.recipient_ids.mapped("name")
        )
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._copy(plan)

    def test_leap_day_and_closed_unit(self):
        plan = self.plan(year=2028)
        self.task(plan, date_due="2028-02-29", date_from="2028-02-29")
        self.task(plan, self.cell_a12, name="By a unit", date_due="2028-03-31")
        self.approve(plan)
        self.cell_a12.date_close = "2028-12-31"
        new = self._copy(plan, with_budget=False)
        leap, moved = new.task_ids
        self.assertEqual(leap.date_due, Date.to_date("2029-02-28"))
        self.assertEqual(leap.date_from, leap.date_due)
        self.assertEqual(moved.responsible_unit_id, self.ward_a1)

    def test_only_the_officer_carries_on(self):
        plan = self.approved()
        for user in (self.leader, self.clerk, self.above, self.below):
            self.assert_refused(lambda u=user: plan.with_user(u).action_open_copy())
        foreign = self.env["dlxh.programme.copy"].with_user(self.beside)
        self.assert_refused(
            lambda: foreign.create({"programme_id": plan.id}).action_copy()
        )
        self.assertEqual(
            plan.action_open_copy()["context"], {"default_programme_id": plan.id}
        )
