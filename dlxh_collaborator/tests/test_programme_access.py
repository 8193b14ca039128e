from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common_programme import DlxhProgrammeCase


@tagged("post_install", "-at_install", "security")
@freeze_time("2026-05-15 03:00:00")
class TestProgrammeAccess(DlxhProgrammeCase):
    """Plans: own, below, beside, above, no unit, after a transfer; and attacks."""

    def _reads(self, user, records):
        """Whether the user reads all of the records; search and check agree."""
        records = records.with_user(user)
        allowed = records._filtered_access("read")
        found = records.search([("id", "in", records.ids)])
        self.assertEqual(set(allowed.ids), set(found.ids))
        return found

    def _parts(self, plan):
        plan = plan.sudo()
        return plan, plan.task_ids, plan.budget_line_ids, plan.recipient_ids

    def test_draft_is_for_the_own_unit(self):
        plan = self.plan()
        self.task(plan, self.cell_a11)
        self.line(plan)
        for records in self._parts(plan):
            for user, seen in (
                (self.officer, True),
                (self.leader, True),
                (self.clerk, True),
                (self.above, False),
                (self.beside, False),
                (self.below, False),
                (self.nowhere, False),
            ):
                with self.subTest(user=user.login, model=records._name):
                    self.assertEqual(bool(self._reads(user, records)), seen)

    def test_approved_is_seen_above_and_tasks_below(self):
        plan = self.approved()
        given = plan.task_ids[0]
        for records in self._parts(plan):
            for user, seen in (
                (self.officer, True),
                (self.above, True),
                (self.beside, False),
                (self.nowhere, False),
            ):
                with self.subTest(user=user.login, model=records._name):
                    self.assertEqual(bool(self._reads(user, records)), seen)
        # below: the tasks given there, and nothing else of the plan
        self.assertEqual(self._reads(self.below, plan.task_ids), given)
        for records in (plan, plan.budget_line_ids, plan.recipient_ids):
            self.assertFalse(self._reads(self.below, records.sudo()))
        name = given.with_user(self.below).programme_id.sudo().display_name
        self.assertEqual(name, "(of another unit)")

    def test_collaborator_reads_the_plan_without_money(self):
        plan = self.approved()
        mine = plan.with_user(self.reader)
        self.assertEqual(mine.state, "approved")
        self.assertEqual(mine.task_ids, plan.task_ids)
        lines = self.env["dlxh.programme.budget.line"].with_user(self.reader)
        self.assertFalse(lines.has_access("read"))
        for name in ("budget_line_ids", "budget_total", "spent_total"):
            self.assert_refused(lambda n=name: mine.read([n]))
        self.assert_refused(lambda: mine._document_page())
        self.assert_refused(lambda: mine.write({"goals": "<p>x</p>"}))

    def test_transfer_takes_effect_at_once(self):
        plan = self.approved()
        self.assertTrue(self._reads(self.below, plan.task_ids))
        self.below.dlxh_unit_ids = [Command.set(self.cell_a12.ids)]
        self.assertFalse(self._reads(self.below, plan.task_ids))
        self.assertFalse(self._reads(self.beside, plan))
        self.beside.dlxh_unit_ids = [Command.set(self.ward_a1.ids)]
        self.assertTrue(self._reads(self.beside, plan))

    def test_vertical_system_sees_its_kind_only(self):
        plan = self.approved()
        self.above.dlxh_org_type = "front"
        self.assertFalse(self._reads(self.above, plan))
        self.assertFalse(self._reads(self.above, plan.task_ids))
        self.cell_a11.org_type = "front"
        self.assertEqual(self._reads(self.above, plan.task_ids), plan.task_ids[0])

    def test_nobody_else_writes(self):
        plan = self.plan()
        self.task(plan, self.cell_a11)
        self.line(plan)
        users = (self.leader, self.clerk, self.above, self.below, self.beside)
        for user in (*users, self.reader, self.nowhere):
            for records in self._parts(plan):
                with self.subTest(user=user.login, model=records._name):
                    self.assert_refused(
                        lambda r=records, u=user: r.with_user(u).unlink()
                    )
                    for name in ("sequence", "year"):
                        if name in records._fields:
                            self.assert_refused(
                                lambda r=records, u=user, n=name: r.with_user(u).write(
                                    {n: 3}
                                )
                            )

    def test_nothing_is_made_in_another_unit(self):
        plan = self.approved()
        for user in (self.beside, self.above, self.below, self.nowhere):
            self.assert_refused(
                lambda u=user: (
                    self.env["dlxh.programme"]
                    .with_user(u)
                    .create({"unit_id": self.ward_a1.id, "year": 2030})
                )
            )
            self.assert_refused(
                lambda u=user: self.task(plan.with_user(u), self.cell_a11)
            )
            self.assert_refused(lambda u=user: self.line(plan.with_user(u)))

    def test_what_is_copied_is_not_typed_in(self):
        plan, other = self.plan(), self.plan(self.ward_a2)
        task, line = self.task(plan), self.line(plan)
        for record in (task, line):
            for vals in (
                {"programme_id": other.id},
                {"unit_id": self.ward_a2.id},
                {"plan_state": "approved"},
            ):
                self.assert_refused(lambda r=record, v=vals: r.write(v))
        for context in (
            {"default_plan_state": "approved"},
            {"default_unit_id": self.ward_a2.id},
            {"default_is_added": True},
            {"default_done_by_link": True},
        ):
            tasks = plan.task_ids.with_context(**context)
            try:
                with self.env.cr.savepoint():
                    made = self.task(plan.with_env(tasks.env))
            except Exception as error:  # refused is as good
                self.assertIn("follow from the document", str(error))
                continue
            self.assertEqual(made.plan_state, "draft")
            self.assertEqual(made.unit_id, self.ward_a1)
            self.assertFalse(made.is_added or made.done_by_link)

    def test_states_are_not_typed_in(self):
        plan = self.plan()
        for state in ("in_approval", "approved", "closed"):
            self.assert_refused(lambda s=state: plan.write({"state": s}))
            self.assert_refused(
                lambda s=state: plan.sudo().create(
                    {"unit_id": self.ward_a1.id, "year": 2031, "state": s}
                )
            )

    def test_amounts_are_written_by_nobody_after_approval(self):
        plan = self.approved()
        line = plan.budget_line_ids[0]
        for record in (line, line.with_user(self.leader), line.sudo()):
            for vals in (
                {"unit_price": 1},
                {"amount": 1},
                {"spent_amount": 0, "quantity": 2},
                {"category_id": self.survey.id},
            ):
                self.assert_refused(lambda r=record, v=vals: r.write(v))
            self.assert_refused(
                lambda r=record: r.with_context(
                    skip_validation_check=True, dlxh_approval_flow=True
                ).write({"unit_price": 1})
            )
        self.assertEqual(line.amount, 6_000_000)

    # counted in queries

    def _warm(self, records, names):
        records.env.invalidate_all()
        records.web_search_read(
            [("id", "in", records.ids[:1])], dict.fromkeys(names, {}), limit=80
        )

    def test_lists_cost_the_same_for_many(self):
        first = self.approved()
        plans = first
        for year in range(2027, 2037):
            plan = self.plan(year=year)
            for index in range(5):
                self.task(plan, date_due=f"{year}-0{index + 1}-28")
                self.line(plan)
            plans |= plan
        names = ["abstract", "unit_id", "state", "progress", "late_count"]
        names += ["budget_total", "spent_percent"]
        counts = []
        for few in (plans[:2], plans):
            records = few.with_user(self.officer)
            self._warm(records, names)
            records.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.web_search_read(
                [("id", "in", records.ids)], dict.fromkeys(names, {}), limit=80
            )
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
        self.assertLessEqual(counts[1], 14)

    def test_task_list_costs_the_same_for_many(self):
        plan = self.plan()
        for index in range(40):
            self.task(plan, self.cell_a11 if index % 2 else None, name=f"Task {index}")
        self.approve(plan)
        names = ["name", "responsible_unit_id", "programme_id", "is_late", "state"]
        names += ["can_report", "date_due", "progress"]
        counts = []
        for few in (plan.task_ids[:2], plan.task_ids):
            records = few.with_user(self.officer)
            self._warm(records, names)
            records.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.web_search_read(
                [("id", "in", records.ids)], dict.fromkeys(names, {}), limit=80
            )
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
        self.assertLessEqual(counts[1], 14)

    def test_cron_costs_the_same_for_many_tasks(self):
        plan = self.plan()
        for index in range(30):
            self.task(plan, self.cell_a11, name=f"Task {index}", date_due="2026-05-16")
        self.approve(plan)
        self.remind("dlxh.programme.task")
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.remind("dlxh.programme.task")
        self.env.flush_all()
        self.assertLessEqual(self.env.cr.sql_log_count - before, 25)
