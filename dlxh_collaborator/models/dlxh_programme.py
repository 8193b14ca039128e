from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..budget import used_percent

#: who sees what a plan costs
BUDGET_CHAIRS = (
    "dlxh_collaborator.group_dlxh_officer,dlxh_collaborator.group_dlxh_leader,"
    "dlxh_collaborator.group_dlxh_clerk,dlxh_collaborator.group_dlxh_inspector"
)


class DlxhProgramme(models.Model):
    """Programme for a term or plan for a year: its tasks and what they cost.

    The steps it goes through and the printed document are in mixins of its own.
    """

    _name = "dlxh.programme"
    _inherit = [
        "dlxh.programme.flow.mixin",
        "dlxh.programme.page.mixin",
        "dlxh.scope.mixin",
        "dlxh.private.name.mixin",
        "dlxh.document.mixin",
        "dlxh.approval.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Programme or Plan"
    _order = "date_from desc, plan_type desc, unit_id, id desc"
    _rec_names_search = ["abstract", "document_code"]
    _approval_free_fields = ["task_ids", "budget_line_ids"]  # they guard themselves

    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("in_approval", "In approval"),
            ("approved", "Approved"),
            ("closed", "Finished"),
        ],
        string="Status",
        required=True,
        default="draft",
        copy=False,
        index=True,
    )
    plan_type = fields.Selection(
        [("term", "Programme of the term"), ("annual", "Plan of the year")],
        string="Kind",
        required=True,
        default="annual",
    )
    plan_term_id = fields.Many2one(
        "dlxh.term",
        string="Term planned for",
        index="btree_not_null",
        ondelete="restrict",
        help="The term of office that the programme is made for.",
    )
    year = fields.Integer(
        aggregator=False,
        default=lambda self: fields.Date.context_today(self).year,
        help="The year that the plan is made for.",
    )
    date_from = fields.Date(string="From", compute="_compute_period", store=True)
    date_to = fields.Date(string="To", compute="_compute_period", store=True)
    parent_id = fields.Many2one(
        "dlxh.programme",
        string="Programme of the term",
        domain="[('unit_id', '=', unit_id), ('plan_type', '=', 'term')]",
        index="btree_not_null",
        ondelete="restrict",
    )
    child_ids = fields.One2many("dlxh.programme", "parent_id", string="Plans by year")
    document_type_id = fields.Many2one(
        compute="_compute_document_values", store=True, readonly=False, precompute=True
    )
    abstract = fields.Char(
        compute="_compute_document_values", store=True, readonly=False, precompute=True
    )
    legal_basis_ids = fields.Many2many("dlxh.legal.basis", string="Legal bases")
    intro = fields.Html(string="Purpose and requirements")
    goals = fields.Html(string="Goals and solutions")
    organisation = fields.Html(string="How it is carried out")
    task_ids = fields.One2many("dlxh.programme.task", "programme_id", string="Tasks")
    budget_line_ids = fields.One2many(
        "dlxh.programme.budget.line",
        "programme_id",
        string="Estimate",
        groups=BUDGET_CHAIRS,
    )
    recipient_ids = fields.One2many(
        "dlxh.programme.recipient", "programme_id", string="Recipients"
    )
    task_count = fields.Integer(
        string="Number of tasks", compute="_compute_task_counts"
    )
    done_count = fields.Integer(string="Done", compute="_compute_task_counts")
    late_count = fields.Integer(string="Late", compute="_compute_task_counts")
    progress = fields.Integer(
        string="Progress (%)",
        compute="_compute_task_counts",
        help="Mean of the tasks that were not cancelled.",
    )
    budget_total = fields.Float(
        string="Estimate (VND)",
        digits=(16, 0),
        compute="_compute_budget",
        groups=BUDGET_CHAIRS,
    )
    spent_total = fields.Float(
        string="Spent (VND)",
        digits=(16, 0),
        compute="_compute_budget",
        groups=BUDGET_CHAIRS,
    )
    spent_percent = fields.Float(
        string="Spent (%)",
        digits=(16, 1),
        compute="_compute_budget",
        groups=BUDGET_CHAIRS,
    )
    overspent_text = fields.Char(
        string="Over the estimate", compute="_compute_budget", groups=BUDGET_CHAIRS
    )

    _year_given = models.Constraint(
        "CHECK(plan_type <> 'annual' OR year BETWEEN 2000 AND 2100)",
        "Enter the year of the plan, such as 2026.",
    )
    _term_given = models.Constraint(
        "CHECK(plan_type <> 'term' OR plan_term_id IS NOT NULL)",
        "Choose the term of office that the programme is made for.",
    )
    _one_per_year = models.UniqueIndex(
        "(unit_id, year) WHERE plan_type = 'annual'",
        "The unit already has a plan for this year. Open that one.",
    )
    _unit_date_idx = models.Index("(unit_id, date_from, id)")

    @api.depends("plan_type", "year", "plan_term_id.date_from", "plan_term_id.date_to")
    def _compute_period(self):
        for plan in self:
            if plan.plan_type == "term":
                plan.date_from = plan.plan_term_id.date_from
                plan.date_to = plan.plan_term_id.date_to
            elif 2000 <= plan.year <= 2100:
                plan.date_from = fields.Date.to_date(f"{plan.year}-01-01")
                plan.date_to = fields.Date.to_date(f"{plan.year}-12-31")
            else:
                plan.date_from = plan.date_to = False

    @api.depends("plan_type", "year", "plan_term_id")
    def _compute_document_values(self):
        """Type and abstract as such documents usually bear them."""
        kinds = {
            kind: self.env.ref(f"dlxh_collaborator.document_type_{code}")
            for kind, code in (("term", "ctr"), ("annual", "kh"))
        }
        for plan in self._in_vietnamese():
            plan.document_type_id = kinds.get(plan.plan_type)
            if plan.plan_type == "term":
                plan.abstract = plan.env._(
                    "public-opinion work in the term %(term)s",
                    term=plan.plan_term_id.code or plan.plan_term_id.name or "",
                ).strip()
            else:
                plan.abstract = plan.env._(
                    "public-opinion work in %(year)s", year=str(plan.year or "")
                ).strip()

    @api.depends("abstract", "unit_id", "document_code")
    def _compute_display_name(self):
        for plan in self:
            # sudo: the name of the unit, on a plan already readable
            name = plan.abstract or self.env._("New plan")
            plan.display_name = f"{name} – {plan.unit_id.sudo().name}"
        self._hide_private_names()

    @api.depends("task_ids.state", "task_ids.progress", "task_ids.date_due")
    def _compute_task_counts(self):
        for plan in self:
            tasks = plan.task_ids.filtered(lambda task: task.state != "cancelled")
            plan.task_count = len(tasks)
            plan.done_count = len(tasks.filtered(lambda task: task.state == "done"))
            plan.late_count = len(tasks.filtered("is_late"))
            total = sum(tasks.mapped("progress"))
            plan.progress = round(total / len(tasks)) if tasks else 0

    @api.depends("budget_line_ids.amount", "budget_line_ids.spent_amount")
    def _compute_budget(self):
        for plan in self:
            lines = plan.budget_line_ids
            plan.budget_total = sum(lines.mapped("amount"))
            plan.spent_total = sum(lines.mapped("spent_amount"))
            percent = used_percent(plan.spent_total, plan.budget_total)
            plan.spent_percent = percent or 0.0
            plan.overspent_text = lines._overspent_sentence()

    @api.constrains("parent_id", "plan_type", "unit_id", "year", "plan_term_id")
    def _check_parent(self):
        for plan in self | self.child_ids:
            parent = plan.sudo().parent_id  # sudo: compares unit, kind and dates
            if not parent:
                continue
            if parent.plan_type != "term" or plan.plan_type != "annual":
                reason = self.env._("only a plan of a year hangs below a programme")
            elif parent.unit_id != plan.unit_id:
                reason = self.env._("that programme belongs to another unit")
            elif not plan._meets(parent):
                reason = self.env._("the year lies outside the term of that programme")
            else:
                continue
            raise ValidationError(
                self.env._(
                    "“%(plan)s” cannot be put below that programme of the term: "
                    "%(reason)s. Choose another programme or none.",
                    plan=plan.display_name,
                    reason=reason,
                )
            )

    def _meets(self, other):
        """Tell whether the periods of two plans have a day in common."""
        ends = (
            not self.date_to or not other.date_from or self.date_to >= other.date_from
        )
        return ends and (
            not other.date_to or not self.date_from or self.date_from <= other.date_to
        )

    @api.constrains("unit_id", "plan_type", "year", "plan_term_id")
    def _check_one_plan_at_a_time(self):
        for plan in self.filtered("date_from"):
            domain = Domain("unit_id", "=", plan.unit_id.id)
            domain &= Domain("plan_type", "=", plan.plan_type)
            domain &= Domain("id", "!=", plan.id)
            domain &= Domain("date_to", "=", False) | Domain(
                "date_to", ">=", plan.date_from
            )
            if plan.date_to:
                domain &= Domain("date_from", "<=", plan.date_to)
            # sudo: an overlapping plan must be found whoever may see it
            if other := self.sudo().search(domain, limit=1):
                raise ValidationError(
                    self.env._(
                        "%(unit)s already has “%(plan)s” from %(date_from)s to "
                        "%(date_to)s. Open that one, or choose another period.",
                        unit=plan.unit_id.sudo().name,
                        plan=other.abstract,
                        date_from=other._date_text(other.date_from),
                        date_to=other._date_text(other.date_to),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        plans = super().create(vals_list)
        recipients = []
        for plan, vals in zip(plans, vals_list, strict=True):
            if not vals.get("recipient_ids"):
                recipients += plan._default_recipients()
        self.env["dlxh.programme.recipient"].create(recipients)
        return plans

    def write(self, vals):
        if "unit_id" in vals and any(p.unit_id.id != vals["unit_id"] for p in self):
            raise UserError(
                self.env._(
                    "A plan stays with the unit that began it. Delete this draft and "
                    "begin one in the other unit."
                )
            )
        return super().write(vals)
