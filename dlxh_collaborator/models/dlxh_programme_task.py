from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from .. import screen
from .approval_flow import in_flow

#: what whoever does the task writes, also after the plan was approved
REPORT_FIELDS = frozenset(
    (
        "state",
        "progress",
        "fulfilled_by",
        "outside_doer",
        "outside_link",
        "result_note",
    )
)
#: printed in the plan
TEXT_FIELDS = frozenset(
    ("name", "description", "responsible_unit_id", "date_from", "date_due", "sequence")
)
OPEN_STATES = ("todo", "doing")


class DlxhProgrammeTask(models.Model):
    """Task of a plan: who does it until when, how far it is, what fulfils it."""

    _name = "dlxh.programme.task"
    _inherit = [
        "dlxh.programme.task.fulfilment.mixin",
        "dlxh.programme.task.digest.mixin",
        "dlxh.private.name.mixin",
        "dlxh.addressee.mixin",
        "dlxh.document.part.mixin",
    ]
    _description = "Task of a Plan"
    _order = "programme_id desc, sequence, date_due, id"
    _approval_parent_field = "programme_id"
    _approval_free_fields = [*sorted(REPORT_FIELDS), "done_on", "done_by_link"]
    _addressee_field = "responsible_unit_id"
    _derived_fields = {"unit_id": "unit_id", "plan_state": "state"}

    programme_id = fields.Many2one(
        "dlxh.programme", string="Plan", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="programme_id.unit_id",
        string="Given by",
        store=True,
        precompute=True,
        index=True,
    )
    plan_state = fields.Selection(
        related="programme_id.state",
        string="Status of the plan",
        store=True,
        precompute=True,
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Task", required=True)
    description = fields.Text(string="Details")
    responsible_unit_id = fields.Many2one(
        "dlxh.unit",
        string="Done by",
        required=True,
        index=True,
        ondelete="restrict",
        help="The unit itself or one below it.",
    )
    responsible_user_id = fields.Many2one(
        "res.users",
        string="Person in charge",
        index="btree_not_null",
        ondelete="set null",
        domain="[('dlxh_unit_ids', 'in', responsible_unit_id)]",
    )
    date_from = fields.Date(string="Begins")
    date_due = fields.Date(string="Due on", required=True)
    state = fields.Selection(
        [
            ("todo", "To do"),
            ("doing", "Under way"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        string="Status",
        required=True,
        default="todo",
        copy=False,
        group_expand=True,
    )
    progress = fields.Integer(
        string="Progress (%)", default=0, copy=False, aggregator="avg"
    )
    done_on = fields.Date(string="Done on", readonly=True, copy=False)
    result_note = fields.Text(string="What was done", copy=False)
    outside_doer = fields.Char(
        string="Done outside by",
        help="Press, State body or mass organisation that did it.",
    )
    outside_link = fields.Char(
        string="Published at",
        copy=False,
        help="Public address of the published item; never somebody's own page.",
    )
    is_late = fields.Boolean(
        string="Late", compute="_compute_is_late", search="_search_is_late"
    )
    is_added = fields.Boolean(
        string="Added later",
        readonly=True,
        copy=False,
        help="Added after the plan was approved; not in the approved document.",
    )
    can_report = fields.Boolean(
        compute="_compute_can_report", export_string_translation=False
    )

    _progress_range = models.Constraint(
        "CHECK(progress BETWEEN 0 AND 100)",
        "Progress is a number from 0 to 100.",
    )
    _dates_ordered = models.Constraint(
        "CHECK(date_from IS NULL OR date_from <= date_due)",
        "A task cannot begin after it is due.",
    )
    _unit_due_idx = models.Index("(unit_id, date_due, id)")
    _responsible_due_idx = models.Index("(responsible_unit_id, date_due, id)")
    _open_due_idx = models.Index("(date_due) WHERE state IN ('todo', 'doing')")

    @api.depends("name")
    def _compute_display_name(self):
        for task in self:
            task.display_name = task.name
        self._hide_private_names()

    @api.depends("state", "plan_state", "date_due")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for task in self:
            going = task.plan_state == "approved" and task.state in OPEN_STATES
            task.is_late = bool(going and task.date_due and task.date_due < today)

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return (
            Domain("plan_state", "=", "approved")
            & Domain("state", "in", OPEN_STATES)
            & Domain("date_due", "<", fields.Date.context_today(self))
        )

    @api.model
    def _due_soon_domain(self):
        """Return the domain of open tasks within the days of notice."""
        today = fields.Date.context_today(self)
        until = today + timedelta(days=self._digest_days())
        return [
            *self._digest_domain(),
            ("date_due", ">=", today),
            ("date_due", "<=", until),
        ]

    @api.depends_context("uid")
    @api.depends("plan_state", "unit_id", "responsible_unit_id", "responsible_user_id")
    def _compute_can_report(self):
        writable = self._origin._filtered_access("write")
        for task in self:
            going = task.plan_state == "approved"
            task.can_report = going and task._origin in writable

    @api.constrains("responsible_unit_id", "programme_id")
    def _check_responsible_unit(self):
        for task in self.sudo():  # sudo: compares two paths, names units of the tree
            path = task.responsible_unit_id.parent_path or ""
            if not path.startswith(task.unit_id.parent_path):
                raise ValidationError(
                    self.env._(
                        "“%(task)s” cannot be given to that unit: it does not lie "
                        "below %(unit)s. Choose the unit itself or one below it.",
                        task=task.name,
                        unit=task.unit_id.name,
                    )
                )

    @api.constrains("responsible_user_id", "responsible_unit_id")
    def _check_responsible_user(self):
        for task in self.filtered("responsible_user_id"):
            # sudo: compares the units of a user
            task_sudo = task.sudo()
            user = task_sudo.responsible_user_id
            if task_sudo.responsible_unit_id not in user._dlxh_units():
                raise ValidationError(
                    self.env._(
                        "%(user)s does not work for %(unit)s. Choose a person of the "
                        "unit that does “%(task)s”, or leave the person empty.",
                        user=user.name,
                        unit=task_sudo.responsible_unit_id.name,
                        task=task.name,
                    )
                )

    @api.constrains("date_from", "date_due", "programme_id")
    def _check_within_plan(self):
        for task in self:
            plan = task.sudo().programme_id  # sudo: compares dates
            early = (
                plan.date_from and (task.date_from or task.date_due) < plan.date_from
            )
            late = plan.date_to and task.date_due > plan.date_to
            if early or late:
                raise ValidationError(
                    self.env._(
                        "“%(task)s” lies outside the plan, which runs from "
                        "%(date_from)s to %(date_to)s. Correct its dates.",
                        task=task.name,
                        date_from=plan._date_text(plan.date_from),
                        date_to=plan._date_text(plan.date_to),
                    )
                )

    @api.constrains("outside_link")
    def _check_outside_link(self):
        for task in self.filtered("outside_link"):
            problem = screen.link_problem(task.outside_link)
            if problem == "profile":
                raise ValidationError(
                    self.env._(
                        "The address leads to the page of a person. Only what the "
                        "press or an organisation published is kept here."
                    )
                )
            if problem:
                raise ValidationError(
                    self.env._(
                        "“%(link)s” is not a public address. It begins with https:// "
                        "and leads to one published item.",
                        link=task.outside_link[:80],
                    )
                )

    @api.onchange("progress")
    def _onchange_progress(self):
        self.state = self._state_by_progress(self.progress, self.state)

    @api.onchange("state")
    def _onchange_state(self):
        self.progress = {"done": 100, "todo": 0}.get(self.state, self.progress)

    @api.model
    def _state_by_progress(self, progress, state):
        if progress >= 100:
            return "done"
        if state == "cancelled" or progress <= 0:
            return "todo" if state == "done" else state
        return "doing"

    # writing

    @api.model_create_multi
    def create(self, vals_list):
        tasks = super().create(self._with_own_values(vals_list))
        if any(task.is_added != (task.plan_state != "draft") for task in tasks):
            self._raise_derived()
        tasks._check_fulfilment_link()
        tasks._void_plan_check()
        return tasks

    def _with_own_values(self, vals_list):
        """Set what is never typed in: whether the plan was already approved, and
        how the task ended."""
        default = self.env.context.get("default_programme_id")
        ids = [vals.get("programme_id") or default for vals in vals_list]
        plans = self.env["dlxh.programme"].sudo().browse(ids)  # sudo: their state
        return [
            {
                **vals,
                "is_added": plan.state != "draft",
                "done_by_link": False,
                "done_on": False,
            }
            for vals, plan in zip(vals_list, plans, strict=True)
        ]

    def write(self, vals):
        if in_flow(self.env):
            return super().write(vals)
        self._check_may_write(vals)
        for group, values in self._grouped_by_step(vals):
            super(DlxhProgrammeTask, group).write(values)
        if "fulfilled_by" in vals:
            self._check_fulfilment_link()
            self._refresh_fulfilment()
        if not TEXT_FIELDS.isdisjoint(vals):
            self._void_plan_check()
        return True

    def unlink(self):
        plans = self.programme_id
        self._check_may_write({"name": True})
        result = super().unlink()
        plans._void_secret_check()
        return result

    def _check_may_write(self, vals):
        """Refuse what the one who does the task may not change, and what nobody
        changes once the plan is closed."""
        names = vals.keys()
        if names & {"is_added", "done_on", "done_by_link"}:
            raise UserError(
                self.env._("These fields follow from the status of the task.")
            )
        for task in self.sudo():  # sudo: compares units and states
            own = self.env.su or task.unit_id in self.env.user._dlxh_units()
            if not own and names - REPORT_FIELDS:
                raise AccessError(
                    self.env._(
                        "“%(task)s” was given by %(unit)s. You report how far it is "
                        "and what fulfils it; the rest is changed by who gave it.",
                        task=task.name,
                        unit=task.unit_id.name,
                    )
                )
            cancelled = "cancelled" in (vals.get("state"), task.state)
            if not own and cancelled and "state" in names:
                raise AccessError(
                    self.env._(
                        "Only %(unit)s, which gave “%(task)s”, cancels it or takes it "
                        "up again.",
                        task=task.name,
                        unit=task.unit_id.name,
                    )
                )
            if names & REPORT_FIELDS and task.plan_state in ("in_approval", "closed"):
                task.programme_id._approval_refuse_locked()

    def _grouped_by_step(self, vals):
        """Yield (tasks, values) with status, progress and day of the end in step."""
        if vals.keys().isdisjoint(("state", "progress")):
            yield self, vals
            return
        today = fields.Date.context_today(self)
        for task in self:
            state = vals.get("state") or self._state_by_progress(
                vals["progress"], task.state
            )
            progress = vals.get("progress", task.progress)
            progress = {"done": 100, "todo": 0}.get(state, progress)
            if state == "doing" and progress >= 100:
                progress = 90  # taken up again
            done_on = (task.done_on or today) if state == "done" else False
            link = task.done_by_link and state == "done"
            yield (
                task,
                {
                    **vals,
                    "state": state,
                    "progress": progress,
                    "done_on": done_on,
                    "done_by_link": link,
                },
            )

    def _approval_check_parent(self):
        """Tasks added to a plan in force are no part of what was approved."""
        fixed = self.filtered(lambda task: not task._is_addition())
        return super(DlxhProgrammeTask, fixed)._approval_check_parent()

    def _is_addition(self):
        """Whether the task may come to, and change in, an approved plan.

        Hook: a conclusion of a meeting adds tasks.
        """
        self.ensure_one()
        return False

    def _void_plan_check(self):
        """The secret check covers the printed tasks."""
        self.filtered(lambda task: not task.is_added).programme_id._void_secret_check()

    def _period_text(self):
        """Return the dates as printed in the plan."""
        date_text = self.env["dlxh.programme"]._date_text
        if not self.date_from or self.date_from == self.date_due:
            return date_text(self.date_due)
        return f"{date_text(self.date_from)} – {date_text(self.date_due)}"

    # buttons

    def action_mark_done(self):
        """Report the tasks as done."""
        self.write({"state": "done"})
        return True
