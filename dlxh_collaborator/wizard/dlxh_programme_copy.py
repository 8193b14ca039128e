from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..budget import in_another_year, raised_price


class DlxhProgrammeCopy(models.TransientModel):
    """Make the plan of another year from this one: tasks and estimate, nothing
    done and nothing spent."""

    _name = "dlxh.programme.copy"
    _description = "Plan of Another Year"

    programme_id = fields.Many2one(
        "dlxh.programme", string="From the plan", required=True, ondelete="cascade"
    )
    year = fields.Integer(
        compute="_compute_year",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    with_tasks = fields.Boolean(string="Tasks, moved to that year", default=True)
    with_budget = fields.Boolean(string="Lines of the estimate", default=True)
    raise_percent = fields.Float(
        string="Raise unit prices by (%)",
        digits=(5, 2),
        help="0 keeps the prices; below zero lowers them.",
    )

    @api.depends("programme_id")
    def _compute_year(self):
        for wizard in self:
            # sudo: a year; the plan is checked before anything is made
            wizard.year = wizard.programme_id.sudo().year + 1

    @api.constrains("raise_percent")
    def _check_raise_percent(self):
        if any(not -100 < wizard.raise_percent <= 100 for wizard in self):
            raise UserError(
                self.env._("Raise or lower the prices by less than 100 percent.")
            )

    def action_copy(self):
        """Make the draft of the plan and open it."""
        self.ensure_one()
        plan = self.programme_id
        plan._need(
            "can_continue",
            self.env._("An officer of the unit carries an approved plan of a year on."),
        )
        years = self.year - plan.year
        new = self.env["dlxh.programme"].create(self._plan_values(plan))
        if self.with_tasks:
            tasks = plan.task_ids.filtered(lambda task: task.state != "cancelled")
            new.task_ids.create([self._task_values(t, new, years) for t in tasks])
        if self.with_budget:
            lines = plan.budget_line_ids
            lines.create([self._line_values(line, new) for line in lines])
        return {
            "type": "ir.actions.act_window",
            "res_model": "dlxh.programme",
            "res_id": new.id,
            "view_mode": "form",
        }

    def _plan_values(self, plan):
        parent = plan.parent_id
        day = fields.Date.to_date(f"{self.year}-01-01") if self.year > 1999 else None
        goes_on = day and parent.date_from and parent.date_from <= day
        goes_on = goes_on and (not parent.date_to or day <= parent.date_to)
        return {
            "unit_id": plan.unit_id.id,
            "body_id": plan.body_id.id,
            "plan_type": "annual",
            "year": self.year,
            "parent_id": parent.id if goes_on else False,
            "legal_basis_ids": [Command.set(plan.legal_basis_ids.ids)],
            "intro": plan.intro,
            "goals": plan.goals,
            "organisation": plan.organisation,
            "recipient_ids": [
                Command.create(
                    {
                        "name": line.name,
                        "purpose": line.purpose,
                        "sequence": line.sequence,
                    }
                )
                for line in plan.recipient_ids
            ],
        }

    def _task_values(self, task, new, years):
        """A unit that is closed by then leaves its tasks to the unit that plans."""
        due = in_another_year(task.date_due, years)
        # sudo: whether the unit, named by the task, is open on that day
        unit = task.responsible_unit_id.sudo()
        stays = unit.active and unit._is_open_on(due)
        user = task.responsible_user_id.sudo()  # sudo: whether he still works there
        works = stays and user.active and unit in user._dlxh_units() if user else False
        return {
            "programme_id": new.id,
            "sequence": task.sequence,
            "name": task.name,
            "description": task.description,
            "responsible_unit_id": unit.id if stays else new.unit_id.id,
            "responsible_user_id": user.id if works else False,
            "date_from": in_another_year(task.date_from or None, years),
            "date_due": due,
            "outside_doer": task.outside_doer,
        }

    def _line_values(self, line, new):
        return {
            "programme_id": new.id,
            "sequence": line.sequence,
            "category_id": line.category_id.id,
            "name": line.name,
            "quantity": line.quantity,
            "measure": line.measure,
            "unit_price": raised_price(line.unit_price, self.raise_percent),
        }
