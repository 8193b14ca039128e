from unittest.mock import patch

from .common_document import DlxhDocumentCase


class DlxhProgrammeCase(DlxhDocumentCase):
    """A ward with a plan for 2026, its chairs, and people below, beside, above."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.lang = "en_US"
        cls.officer = cls.chair("officer", cls.ward_a1, login="plan_officer")
        cls.leader = cls.chair("leader", cls.ward_a1, login="plan_leader")
        cls.clerk = cls.chair("clerk", cls.ward_a1, login="plan_clerk")
        cls.reader = cls.chair("collaborator", cls.ward_a1, login="plan_reader")
        cls.below = cls.chair("officer", cls.cell_a11, login="plan_below")
        cls.beside = cls.chair("officer", cls.ward_a2, login="plan_beside")
        cls.above = cls.chair("officer", cls.province_a, login="plan_above")
        cls.nowhere = cls.chair("officer", login="plan_nowhere")
        # reminders are written in the language of who gets them
        cls.env["res.users"].search([("login", "=like", "plan_%")]).lang = "en_US"
        cls.body = cls.make_body(cls.ward_a1, cls.leader, symbol="DU-A1")
        cls.briefing = cls.env.ref("dlxh_collaborator.budget_category_briefing")
        cls.survey = cls.env.ref("dlxh_collaborator.budget_category_survey")

    @classmethod
    def plan(cls, unit=None, **values):
        """A draft plan of the ward for 2026 as its officer sees it."""
        unit = unit or cls.ward_a1
        plans = cls.env["dlxh.programme"]
        if unit == cls.ward_a1:
            plans = plans.with_user(cls.officer)
        return plans.create({"unit_id": unit.id, "year": 2026, **values})

    @classmethod
    def task(cls, plan, unit=None, **values):
        return plan.task_ids.create(
            {
                "programme_id": plan.id,
                "name": "Hold the briefing",
                "responsible_unit_id": (unit or plan.unit_id).id,
                "date_due": "2026-06-30",
                **values,
            }
        )

    @classmethod
    def line(cls, plan, **values):
        return plan.budget_line_ids.create(
            {
                "programme_id": plan.id,
                "category_id": cls.briefing.id,
                "name": "Water for the briefings",
                "quantity": 12,
                "measure": "meeting",
                "unit_price": 500_000,
                **values,
            }
        )

    @classmethod
    def approve(cls, plan):
        plan.with_user(cls.officer).action_submit_approval()
        plan.with_user(cls.leader).action_approve()
        return plan

    @classmethod
    def approved(cls, **values):
        """An approved plan with a task below, one of its own, and two lines."""
        plan = cls.plan(**values)
        cls.task(plan, cls.cell_a11, name="Survey the cell")
        cls.task(plan, name="Hold the briefing")
        cls.line(plan)
        cls.line(
            plan,
            category_id=cls.survey.id,
            name="Forms",
            quantity=200,
            measure="form",
            unit_price=15_000,
        )
        return cls.approve(plan)

    def remind(self, model):
        """Run the reminder as the scheduler does, which commits between batches."""
        cron = self.env.registry["ir.cron"]
        with patch.object(cron, "_commit_progress", return_value=60.0) as commit:
            self.env[model]._cron_remind()
        return commit
