from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class DlxhProgrammeTask(models.Model):
    """Tasks that a meeting concluded; they may come to a plan in force."""

    _inherit = "dlxh.programme.task"
    _scope_link_fields = ("origin_meeting_id",)

    origin_meeting_id = fields.Many2one(
        "dlxh.meeting",
        string="Concluded by",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        help="The meeting whose conclusion made this task.",
    )

    @api.model
    def _fulfilment_models(self):
        return [
            "dlxh.meeting",
            "dlxh.decision",
            *super()._fulfilment_models(),
            "dlxh.meeting.conclusion",
        ]

    def _is_addition(self):
        """A meeting of the unit that was held adds tasks to the running plan."""
        # sudo: compares units and states
        task = self.sudo()
        meeting = task.origin_meeting_id
        held = meeting.is_held and meeting.unit_id == task.unit_id
        added = task.is_added and task.plan_state == "approved"
        return (held and added) or super()._is_addition()

    @api.model
    def _running_plan(self, unit, date):
        """Return the approved plan of the unit that a task due then belongs to."""
        return self.env["dlxh.programme"].search(
            Domain("unit_id", "=", unit.id)
            & Domain("state", "=", "approved")
            & Domain("date_from", "<=", date)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", date)),
            order="plan_type, id",  # the plan of the year before that of the term
            limit=1,
        )


class DlxhMeetingConclusion(models.Model):
    """A conclusion can be followed up as a task of the running plan."""

    _name = "dlxh.meeting.conclusion"
    _inherit = ["dlxh.meeting.conclusion", "dlxh.fulfilment.mixin"]

    task_id = fields.Many2one(
        "dlxh.programme.task",
        string="Task of the plan",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    def _is_fulfilled(self):
        self.ensure_one()
        return self.state == "done"

    def action_make_task(self):
        """Make a task of the running plan from the conclusion, and open it."""
        self.ensure_one()
        self.check_access("write")
        if self.task_id:
            return self._open_task()
        if self.state == "draft":
            raise UserError(
                self.env._(
                    "“%(name)s” stands in minutes that are not approved yet.",
                    name=self.name,
                )
            )
        due = self.date_due or fields.Date.context_today(self)
        tasks = self.env["dlxh.programme.task"]
        plan = tasks._running_plan(self.unit_id, due)
        if not plan:
            raise UserError(
                self.env._(
                    "%(unit)s has no approved plan that covers %(date)s. Have the "
                    "plan of that year approved first.",
                    unit=self.unit_id.name,
                    date=plan._date_text(due),
                )
            )
        task = tasks.create(self._task_values(plan, due))
        # sudo: the locked minutes stay as they are; only the link is kept
        self.sudo().meeting_id._approval_flow().env[self._name].browse(
            self.id
        ).task_id = task
        return self._open_task()

    def _task_values(self, plan, due):
        return {
            "programme_id": plan.id,
            "origin_meeting_id": self.meeting_id.id,
            "name": self.name,
            "responsible_unit_id": (self.responsible_unit_id or self.unit_id).id,
            "responsible_user_id": self._task_user().id,
            "date_due": due,
            "fulfilled_by": f"{self._name},{self.id}",
        }

    def _task_user(self):
        """The person in charge, when he works for the unit that does it."""
        # sudo: compares the units of a user
        user = self.sudo().user_id
        unit = self.sudo().responsible_unit_id or self.sudo().unit_id
        return user if user and unit in user._dlxh_units() else user.browse()

    def _open_task(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": "dlxh.programme.task",
            "res_id": self.task_id.id,
            "view_mode": "form",
        }
